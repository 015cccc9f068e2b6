"""The states of a tie, and what is said of them: always of the time between two people, never of a person."""

from dataclasses import dataclass
from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _

from networking_app.ties.models import BOTH, IN
from networking_app.ties.words import every

NEW, WARM, COOLING, COLD, DORMANT = STATES = ("new", "warm", "cooling", "cold", "dormant")
MET = "met"


@dataclass(frozen=True)
class Warmth:
    """The state; `last` is how the two last had something of each other (met, both, in) and the local day of that.

    `turns` says from which days on the tie is cooling, cold and dormant; none while it is new. `waiting_since` is the
    day of the owner's first word that nobody has answered since, `days` their interval if they have chosen one.
    """

    state: str
    last: tuple[str, date] | None = None
    turns: tuple[date, date, date] | None = None
    waiting_since: date | None = None
    days: int | None = None

    @property
    def why(self) -> str:
        """The reason in words; it names days, so that it is true on later days too."""
        said = [self._last_words(), self._waiting_words()]
        if self.state == NEW:
            said.append(_("It stays new until the first word is answered."))
        elif self.days:
            said.append(_("You want to be in touch %(often)s.", often=every(self.days)))
        return " ".join(filter(None, said))

    @property
    def course(self) -> str:
        """When it becomes what, if nothing happens until then."""
        if self.turns is None:
            return ""
        cooling, cold, dormant = map(_day, self.turns)
        return _("Cooling from %(cooling)s, cold from %(cold)s, dormant from %(dormant)s, while nothing happens. "
                 "One word from them, or a talk, and it is warm again.", cooling=cooling, cold=cold, dormant=dormant)

    def _last_words(self) -> str:
        if self.last is None:
            return _("No meeting is noted yet.")
        how, on = self.last
        if how == BOTH:
            return _("You last talked on %(day)s.", day=_day(on))
        return (_("They last wrote on %(day)s.", day=_day(on)) if how == IN
                else _("You last met on %(day)s.", day=_day(on)))

    def _waiting_words(self) -> str:
        if self.waiting_since is None:
            return ""
        return _("You got in touch on %(day)s, and no answer is noted since.", day=_day(self.waiting_since))


def _day(on: date) -> str:
    return format_date(on, "d MMM y")
