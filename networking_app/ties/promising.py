"""What an owner's notes promise, offered to be kept as follow-ups; each offer is answered once, and can be undone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import select

from networking_app.accounts.changes import next_change
from networking_app.clock import now
from networking_app.errors import DomainError
from networking_app.extensions import db, insert
from networking_app.follow_ups import acting
from networking_app.follow_ups.models import PROMISE, FollowUp
from networking_app.follow_ups.planning import ALWAYS, Rhythm, evening_of, instant_of, next_day_on
from networking_app.follow_ups.promises import promises_in
from networking_app.ties.models import Note, Tie

KEEP, LEAVE, UNDO = ANSWERS = ("keep", "leave", "undo")
RECENT = timedelta(days=14)
# What was promised without a day is meant for soon, as in the plan that an event starts with.
SOON = timedelta(days=2)
MOST_NOTES = 100


@dataclass(frozen=True)
class Dated:
    """What a note promises, with its day: `planned_on` as it was said, `due_on` as it comes up."""

    title: str
    planned_on: date
    due_on: date


@dataclass(frozen=True)
class Offer:
    """The n-th promise of a note."""

    tie: Tie
    note: Note
    n: int
    promise: Dated

    @property
    def key(self) -> str:
        return key_of(self.note, self.n)


@dataclass(frozen=True)
class Answer:
    """What is said of an offer, and when; `wanted` is one of ANSWERS."""

    wanted: str
    at: datetime


def key_of(note: Note, n: int) -> str:
    """The step_key of that promise: the same for all words that stand in the note's place."""
    return f"promise-{note.place}-{n}"


def offers_in(tie: Tie, note: Note, rhythm: Rhythm, at: datetime) -> Iterator[Offer]:
    """All that the note promises, as it can be kept at that time: nothing is due on a day that is over."""
    for n, promise in enumerate(_dated(note.text, note.written_at, rhythm, at)):
        yield Offer(tie, note, n, promise)


def first_offer(text: str, at: datetime, rhythm: Rhythm) -> Dated | None:
    """What a note of that time promises first, before it is read from the database."""
    return next(_dated(text, at, rhythm, at), None)


def _dated(text: str, written_at: datetime, rhythm: Rhythm, at: datetime) -> Iterator[Dated]:
    said_on, today = evening_of(written_at, rhythm.time_zone), at.astimezone(ZoneInfo(rhythm.time_zone)).date()
    for promise in promises_in(text, said_on):
        planned_on = max(promise.due_on or said_on + SOON, today)
        yield Dated(promise.text, planned_on, next_day_on(planned_on, rhythm.days_off))


def open_offers(tie: Tie, notes: Iterable[Note], answered: Collection[str], rhythm: Rhythm) -> list[Offer]:
    """What those notes of late promise, without what is `answered`: step_keys of the tie."""
    recent = (note for note in notes if note.written_at > now() - RECENT)
    offers = (offer for note in recent for offer in offers_in(tie, note, rhythm, now()))
    return list({offer.key: offer for offer in offers if offer.key not in answered}.values())


def all_open_offers(owner_id: int, rhythm: Rhythm) -> list[Offer]:
    """What all of the owner's notes of late promise and is not answered yet, the first to be due at the top."""
    recent = (
        select(Note, Tie).join(Tie, Tie.id == Note.tie_id)
        .where(Note.owner_id == owner_id, Note.replaced_at.is_(None), Note.written_at > now() - RECENT)
        .order_by(Note.written_at.desc()).limit(MOST_NOTES)
    )
    rows = db.session.execute(recent).all()
    answered = _answered({tie.id for _note, tie in rows})
    found = [offer for note, tie in rows for offer in open_offers(tie, [note], answered[tie.id], rhythm)]
    return sorted(found, key=lambda offer: (offer.promise.due_on, offer.note.id, offer.n))


def _answered(tie_ids: Collection[int]) -> dict[int, set[str]]:
    of_them = select(FollowUp.tie_id, FollowUp.step_key).where(
        FollowUp.tie_id.in_(tie_ids), FollowUp.source == PROMISE, FollowUp.withdrawn_at.is_(None)
    )
    keys: dict[int, set[str]] = defaultdict(set)
    for tie_id, key in db.session.execute(of_them):
        keys[tie_id].add(key)
    return keys


def take(note: Note, n: int, answer: Answer, rhythm: Rhythm) -> FollowUp | None:
    """Keep the promise, leave it, or undo that; the follow-up which then stands for it. The caller commits.

    Raises DomainError (404) when the note does not promise it any more. Of two answers the later one counts.
    """
    follow_up = _find(note, n)
    if follow_up is not None and acting.is_void(follow_up, answer.at):
        return follow_up
    if answer.wanted == UNDO:
        return _undone(follow_up, answer.at)
    if follow_up is None or follow_up.withdrawn_at:
        follow_up = _made_from(_offer(note, n, rhythm, answer.at), rhythm, answer.at)
    if answer.wanted == LEAVE:
        acting.skip(follow_up, answer.at)
    elif follow_up.skipped_at:
        acting.reopen(follow_up, rhythm, answer.at)
    return follow_up


def said_of(follow_up: FollowUp | None) -> str:
    """What is said on screen once a promise is answered."""
    if follow_up is None or follow_up.withdrawn_at:
        return _("As before: it only stands in your note.")
    if follow_up.completed_at:
        return _("Done: %(title)s", title=follow_up.title)
    if follow_up.skipped_at:
        return _("Left in your note: %(title)s", title=follow_up.title)
    day = format_date(follow_up.day, "EEEE d MMMM")
    return _("You will be reminded on %(day)s: %(title)s", day=day, title=follow_up.title)


def _find(note: Note, n: int) -> FollowUp | None:
    same = (FollowUp.tie_id == note.tie_id, FollowUp.owner_id == note.owner_id, FollowUp.source == PROMISE)
    return db.session.scalar(select(FollowUp).where(*same, FollowUp.step_key == key_of(note, n)).limit(1))


def _undone(follow_up: FollowUp | None, at: datetime) -> FollowUp | None:
    if follow_up is not None and not follow_up.completed_at:
        # Withdrawn, not deleted: what was answered before and arrives later finds that it comes too late.
        follow_up.withdrawn_at = follow_up.decided_at = at
        follow_up.skipped_at = follow_up.snoozed_until = None
    return follow_up


def _offer(note: Note, n: int, rhythm: Rhythm, at: datetime) -> Offer:
    tie = db.session.get_one(Tie, note.tie_id)
    for offer in offers_in(tie, note, rhythm, at):
        if offer.n == n:
            return offer
    raise DomainError(_("This does not stand in the note any more."), 404)


def _made_from(offer: Offer, rhythm: Rhythm, at: datetime) -> FollowUp:
    encounter, change = offer.note.encounter, next_change(offer.tie.owner_id)
    place = {"owner_id": offer.tie.owner_id, "tie_id": offer.tie.id, "step_key": offer.key, "source": PROMISE,
             "event_id": encounter.event_id if encounter else None, "position": offer.n, "condition": ALWAYS}
    promise = offer.promise
    values = {"title": promise.title, "planned_on": promise.planned_on, "due_on": promise.due_on, "nudges": 0,
              "due_at": instant_of(promise.due_on, rhythm), "decided_at": at, "withdrawn_at": None,
              "change_seq": change}
    db.session.execute(insert(FollowUp).values(**place, **values, created_at=now()).on_conflict_do_nothing())
    made = _find(offer.note, offer.n)
    if made is None:
        raise LookupError("a promise that was just kept has a follow-up")
    for name, value in values.items():
        setattr(made, name, value)
    return made
