"""The words that a template of a message may name, and putting them in: pure, no database."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from unicodedata import name as script

from flask_babel import format_date
from flask_babel import gettext as _

LONGEST, SPOKEN = 120, 40
# Where the person is to write what the two talked about; static/js/elements/message-draft.js knows it too.
GAP = "[…]"
_EXPLAINED = re.compile(r"(?<=\S\S\S)(?:: | [-–—|(] ?)")
# "Send her the slides" in the four languages in which promises are recognised.
_ABOUT_THEM = re.compile(
    r"\b(?:s?he|her|hers|him|his|they|them|their|theirs|er|sie|ihr\w{0,2}|ihm|ihn|sein\w{0,2}|lui|leurs?|ils?|elles?"
    r"|él|ellas?|ellos|sus?|(?-i:(?:^[A-Z])?[a-zñ]*[aei]rl[aeo]s?))\b", re.IGNORECASE)
_WORD = re.compile(r"\{([a-z_]+)\}")
# Marks that turn the direction of all that follows: a name must not do that to a whole message.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_GIVEN_NAME_FIRST = ("LATIN", "GREEK", "CYRILLIC")
_TITLE = re.compile(r"(dr|prof|mr|mrs|ms|mx|sir|dame|rev|ir|ing)\.?", re.IGNORECASE)


@dataclass(frozen=True)
class Words:
    """What the words stand for in one message; an empty `promise` or `event` has words of its own."""

    name: str
    event: str
    when: str
    last: str
    promise: str
    me: str

    def filled_into(self, template: str) -> str:
        """The template with its {words}; what is no word of ours stays as it was typed, and nothing is read twice."""
        values = self.values()
        return _WORD.sub(lambda found: values.get(found[1], found[0]), template)

    def values(self) -> Mapping[str, str]:
        """What each word stands for."""
        values = {word: one_line(value) for word, value in asdict(self).items()}
        values["first_name"] = first_name(values["name"])
        values["event"] = spoken(values["event"]) or _("our meeting")
        values["promise"] = values["promise"] or _("what I told you")
        return {**values, "topic": GAP}


def one_line(value: str) -> str:
    """A value as it may stand within a sentence: one line of at most LONGEST characters that turns nothing around."""
    line = " ".join(_TURNING.sub("", value).split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


def sayable(promise: str) -> str:
    """What was promised, as it may be said to the person; empty where the words speak about them instead of to them."""
    words = promise.rstrip(" .!?")
    return "" if _ABOUT_THEM.search(words) else words


def spoken(event: str) -> str:
    """A long name of an event as people say it: without what explains it."""
    return _EXPLAINED.split(event)[0] if len(event) > SPOKEN else event


def first_name(name: str) -> str:
    """What somebody is called by: the first word in scripts whose names begin with it, else all of it."""
    first, _space, rest = name.partition(" ")
    if not rest or not script(first[0], "").startswith(_GIVEN_NAME_FIRST):
        return name
    return name if _TITLE.fullmatch(first) or first.endswith((".", ",")) or len(first) == 1 else first


def ago(day: date, today: date) -> str:
    """How long ago that day is, as one would say it: yesterday, on Tuesday, two weeks ago, in May."""
    days = (today - day).days
    if days < 2:
        return _("yesterday") if days == 1 else _("today")
    if days < 7:
        return _("on %(day)s", day=format_date(day, "EEEE"))
    if days < 32:
        weeks = (_("a week ago"), _("two weeks ago"), _("three weeks ago"), _("four weeks ago"))
        return weeks[min(round(days / 7), 4) - 1]
    month = format_date(day, "LLLL")
    if days < 330:
        return _("in %(month)s", month=month)
    if today.year - day.year == 1:
        return _("in %(month)s last year", month=month)
    return _("in %(month)s %(year)s", month=month, year=day.year)
