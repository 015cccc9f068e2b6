"""The people of a ledger as they are shown: by name, where they met the reader, and the ties in both directions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from networking_app.cards.models import Card
from networking_app.events.models import Event
from networking_app.extensions import db
from networking_app.standing.ledger import Ledger, events_of
from networking_app.ties.models import Tie

ALL, UNRETURNED, CAME = LISTS = ("all", "unreturned", "came")


@dataclass(frozen=True)
class Person:
    """Somebody who knows the reader; `how` says what they did where they came by themselves."""

    key: int
    name: str
    at: datetime
    event: Event | None
    theirs: Tie | None
    mine: Tie | None
    how: str = ""


def listed(ledger: Ledger, which: str) -> list[tuple[int, datetime, str]]:
    """(person, since when, how they came) of one of the LISTS, the newest first."""
    if which == CAME:
        return [(one.person, one.at, one.how) for one in ledger.arrivals()]
    people = ((person, at, "") for person, at in ledger.since.items()
              if which == ALL or person not in ledger.mine)
    return sorted(people, key=lambda row: (row[1], row[0]), reverse=True)


def shown(ledger: Ledger, rows: Sequence[tuple[int, datetime, str]]) -> list[Person]:
    """Those rows with names, ties and the event at which each of them first met the reader."""
    theirs, ties = _theirs(ledger, rows), ties_with(ledger, [person for person, _at, _how in rows])
    places = _places(ledger, {person for person, _at, _how in rows})
    people = []
    for person, at, how in rows:
        held, mine = theirs.get(person), ties.get(person)
        name = mine.name if mine else held.owner.name if held else ""
        people.append(Person(person, name, at, places.get(person), held, mine, how))
    return people


def ties_with(ledger: Ledger, people: Iterable[int]) -> dict[int, Tie]:
    """By person the reader's own tie, with the card and the photo of which it is shown."""
    ids = {ledger.mine[person].tie_id: person for person in people if person in ledger.mine}
    ties = select(Tie).where(Tie.id.in_(ids)).options(joinedload(Tie.card).joinedload(Card.photo))
    return {ids[tie.id]: tie for tie in db.session.scalars(ties)}


def _theirs(ledger: Ledger, rows: Iterable[tuple[int, datetime, str]]) -> dict[int, Tie]:
    ids = [ledger.theirs[person].tie_id for person, _at, _how in rows if person in ledger.theirs]
    held = select(Tie).where(Tie.id.in_(ids)).options(joinedload(Tie.owner))
    return {tie.owner_id: tie for tie in db.session.scalars(held)}


def _places(ledger: Ledger, people: set[int]) -> dict[int, Event]:
    """Where each of them first met the reader: as they kept it, else as the reader did."""
    latest_first = sorted(events_of(ledger.met_me.keys() | ledger.met.keys()).values(),
                          key=lambda event: event.starts_at, reverse=True)
    return {person: event for met in (ledger.met, ledger.met_me) for event in latest_first
            for person in people & met.get(event.id, set())}
