"""How somebody writes."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial

from sqlalchemy import select

from networking_app.accounts.models import User
from networking_app.extensions import db
from networking_app.owed.replies import ties_waiting
from networking_app.prompts.draft_texts import Known, text_for
from networking_app.prompts.models import DraftTemplate, PromptSettings


@dataclass(frozen=True)
class Voice:
    """Their name, the tone that comes first, their own words by occasion and tone, and which of their ties wait."""

    name: str
    tone: str
    today: date
    time_zone: str
    own: Mapping[tuple[str, str], str] = field(default_factory=dict)
    # Asked for only where somebody wrote last, and once.
    waiting: Callable[[], Collection[int]] = frozenset

    @classmethod
    def of(cls, user: User, today: date) -> "Voice":
        mine = db.session.scalars(select(DraftTemplate).where(DraftTemplate.owner_id == user.id))
        own = {(words.occasion, words.tone): words.text for words in mine}
        waiting = cache(partial(ties_waiting, user.id))
        return cls(user.name, PromptSettings.of(user.id).tone, today, user.time_zone, own, waiting)

    def is_own(self, occasion: str, tone: str) -> bool:
        return (occasion, tone) in self.own

    def text(self, occasion: str, tone: str, known: Known) -> str:
        """The person's own words, else those that come with the app; with {words}."""
        return self.own.get((occasion, tone)) or text_for(occasion, tone, known)
