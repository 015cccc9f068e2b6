"""Somebody met without any card."""

from datetime import datetime

from sqlalchemy import or_, select

from networking_app.accounts.changes import next_change
from networking_app.accounts.models import address_key
from networking_app.clock import now
from networking_app.events.models import Event
from networking_app.extensions import db, insert
from networking_app.formats.folding import fold
from networking_app.ties.forms import ByHand
from networking_app.ties.meeting import Capture, MetAt, Recorder, add_follow_ups, add_words, meet
from networking_app.ties.models import BY_HAND, Tie


def add_by_hand(recorder: Recorder, person: ByHand, at: datetime | None = None) -> int:
    """The tie with its encounter, note and follow-ups; the same client id or address again finds the first one.

    `at` is when they met, by default now.
    """
    event = Event.of(recorder.id, person.event_id) if person.event_id else None
    capture = Capture(person.client_id, "typed", at or now(), note=person.note, tags=tuple(person.tags))
    change = next_change(recorder.id)
    tie_id = _insert(recorder.id, person, capture.happened_at, change) or _existing(recorder.id, person)
    met_at = MetAt(event.id, event.day) if event else None
    encounter_id = meet(recorder.id, tie_id, event.id if event else None, capture.happened_at, change)
    add_words(recorder.id, tie_id, encounter_id, capture, change)
    add_follow_ups(recorder, tie_id, met_at, capture.happened_at, change)
    return tie_id


def _insert(owner_id: int, person: ByHand, at: datetime, change: int) -> int | None:
    words = fold(person.name, person.org, person.title, person.email, person.tel, person.note, *person.tags)
    statement = insert(Tie).values(
        owner_id=owner_id, client_id=person.client_id, origin=BY_HAND, name=person.name, org=person.org,
        title=person.title, email=person.email, tel=person.tel, url="", address_key=_address(person),
        search_text=words, last_met_at=at, created_at=now(), change_seq=change,
    )
    return db.session.execute(statement.on_conflict_do_nothing().returning(Tie.id)).scalar()


def _existing(owner_id: int, person: ByHand) -> int:
    sent_twice, address = Tie.client_id == person.client_id, _address(person)
    same = or_(sent_twice, Tie.address_key == address) if address else sent_twice
    mine = select(Tie.id).where(Tie.owner_id == owner_id, same).order_by(sent_twice.desc())
    return db.session.scalars(mine.limit(1)).one()


def _address(person: ByHand) -> str | None:
    if person.email:
        return "mailto:" + address_key(person.email)
    digits = "".join(c for c in person.tel if c.isdigit() or c == "+")
    return "tel:" + digits if digits else None
