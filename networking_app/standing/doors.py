"""Which events and which people opened doors: whom their owner reached through them, each counted once."""

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import select

from networking_app.extensions import db
from networking_app.standing.provenance import Known, Origin, Place, origins_of
from networking_app.ties.models import Tie


@dataclass(frozen=True)
class Door:
    """An event or a person, and the people who were reached through it: at once, and further along the chains."""

    through: Place | Known
    direct: list[Known] = field(default_factory=list)
    further: list[Known] = field(default_factory=list)

    @property
    def people(self) -> int:
        return len(self.direct) + len(self.further)


@dataclass(frozen=True)
class Doors:
    """The doors that led to most people first; `elsewhere` counts those whose chain begins at no event."""

    people: int
    elsewhere: int
    events: list[Door]
    connectors: list[Door]


def doors(owner_id: int) -> Doors:
    """All doors of one person."""
    columns = select(Tie.id, Tie.name, Tie.origin, Tie.peer_user_id).where(Tie.owner_id == owner_id)
    ties = db.session.execute(columns.order_by(Tie.name, Tie.id)).all()
    origins = origins_of(owner_id, ties)
    elsewhere = sum(origin.place is None for origin in origins.values())
    return Doors(len(ties), elsewhere, _of_events(origins.values()), _of_people(origins.values()))


def _of_events(origins: Collection[Origin]) -> list[Door]:
    found: dict[int, Door] = {}
    for origin in origins:
        if origin.place:
            door = found.setdefault(origin.place.event_id, Door(origin.place))
            (door.further if origin.connectors else door.direct).append(origin.people[-1])
    return _widest_first(found)


def _of_people(origins: Collection[Origin]) -> list[Door]:
    found: dict[int, Door] = {}
    for origin in origins:
        for connector in origin.connectors:
            door = found.setdefault(connector.id, Door(connector))
            at_once = connector is origin.connectors[-1]
            (door.direct if at_once else door.further).append(origin.people[-1])
    return _widest_first(found)


def _widest_first(found: dict[int, Door]) -> list[Door]:
    # Sorting keeps the order in which they were found, which is that of the names.
    return sorted(found.values(), key=lambda door: -door.people)
