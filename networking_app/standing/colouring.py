"""The colours of a picture of people: by the event where it began, or by the circle on their cards.

Each colour has a key of one letter and a name too, so that nobody has to see it.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from networking_app.cards.models import Card
from networking_app.events.models import COVERS
from networking_app.extensions import db
from networking_app.formats.circles import circle_word
from networking_app.standing.provenance import origins_of

# The largest groups have a colour of their own; more than these nobody tells apart.
MOST = 7
REST, NONE = "+", "\u2013"


@dataclass(frozen=True)
class Group:
    """Some of the people: its key on the picture, its name, one of events.models.COVERS, and how many they are."""

    key: str
    name: str
    cover: str
    people: int


@dataclass(frozen=True)
class Colours:
    """The groups, the largest first, and for each person in turn which of them is theirs."""

    groups: list[Group]
    of: list[int]


def by_event(owner_id: int, ties: Sequence[Any]) -> Colours:
    """By the event where the chain that led to each person began."""
    origins = origins_of(owner_id, ties)
    places = [origins[tie.id].place for tie in ties]
    names = {place.event_id: place.summary for place in places if place}
    return _coloured([place.event_id if place else None for place in places], names, _("Not at an event"))


def by_circle(_owner_id: int, ties: Sequence[Any]) -> Colours:
    """By a circle that each person's card shows: of several the one that most others show."""
    shown = _circles([tie.card_id for tie in ties if tie.card_id])
    written = {circle_word(name): name for names in shown.values() for name in reversed(names)}
    circles = [sorted({circle_word(name) for name in shown.get(tie.card_id, [])}) for tie in ties]
    number = Counter(word for words in circles for word in words)
    most_shown = [max(words, key=lambda word: number[word], default=None) for words in circles]
    return _coloured(most_shown, written, _("No circle on the card"))


def _circles(card_ids: Sequence[int]) -> dict[int, list[str]]:
    cards = select(Card.id, Card.circles, Card.held_back).where(Card.id.in_(card_ids))
    return {row.id: row.circles for row in db.session.execute(cards) if "circles" not in row.held_back}


def _coloured(kinds: Sequence[Hashable | None], names: Mapping[Any, str], none: str) -> Colours:
    """Groups in order of their size, those of one size in the order in which they are first met with."""
    number = Counter(kind for kind in kinds if kind is not None)
    large = [kind for kind, _people in number.most_common(MOST)]
    groups = [Group(str(place), names[kind], COVERS[place - 1], number[kind]) for place, kind in enumerate(large, 1)]
    others = sum(number.values()) - sum(group.people for group in groups)
    if others:
        groups.append(Group(REST, _("Others"), COVERS[MOST], others))
    if None in kinds:
        groups.append(Group(NONE, none, "", kinds.count(None)))
    keys = {group.key: place for place, group in enumerate(groups)}
    of = {kind: keys[str(place)] for place, kind in enumerate(large, 1)}
    return Colours(groups, [keys[NONE] if kind is None else of.get(kind, keys.get(REST, 0)) for kind in kinds])
