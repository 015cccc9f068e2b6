"""What goes out when an alarm rings: one parcel a way, with what is due and was not brought by that way before."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from networking_app.accounts.models import Outgoing
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.follow_ups.nudging import WEEK, end_of_day
from networking_app.prompts.besides import Besides, besides, is_news
from networking_app.prompts.models import MAIL, PUSH, WEBHOOK, WEEKLY, Prompt, PushSubscription
from networking_app.prompts.moments import first_waking
from networking_app.prompts.next_steps import Due, newly_due
from networking_app.prompts.people import Person

DIGEST = "digest"
Said = set[tuple[int, str, str]]


@dataclass(frozen=True)
class Parcel:
    """A row of `outgoing` to be, for one channel; `prompted` are the follow-ups in it, each with its occurrence."""

    channel: str
    kind: str
    key: str
    payload: Mapping[str, object]
    due_at: datetime
    prompted: list[tuple[int, str]]


@dataclass(frozen=True)
class Round:
    """What one ring of an alarm brings; `due` has been prompted now, by all ways that the person has."""

    due: Sequence[Due] = ()
    parcels: Sequence[Parcel] = ()


def round_for(person: Person, at: datetime) -> Round:
    """What that person is to be told at that fit moment: nothing a second time on one local day."""
    day = person.day(at)
    if not person.is_reached_on(day) or _has_rung(person.id, day):
        return Round()
    due = newly_due(person.id, end_of_day(at, person.rhythm.time_zone))
    ids = [(step.event_id, step.id, f"{step.day.isoformat()}.{step.nudges}") for step in due]
    return Round(due, list(_parcels(person, at, ids)))


def _has_rung(user_id: int, day: date) -> bool:
    # Whoever travels west, or moves their hour, meets the same day's hour again.
    rows = select(Outgoing.id).where(Outgoing.user_id == user_id, Outgoing.key.contains(f" {day.isoformat()}"))
    return db.session.scalar(rows.limit(1)) is not None


def _parcels(person: Person, at: datetime, due: list[tuple[int | None, int, str]]) -> Iterator[Parcel]:
    day, said = person.day(at), _said({step_id for _event, step_id, _occurrence in due})
    new = {channel: [one for one in due if (one[1], channel, one[2]) not in said] for channel in (PUSH, MAIL, WEBHOOK)}
    news = is_news(person, at)
    if person.is_mailed_on(day):
        weekly = person.digest == WEEKLY
        mailed = [one[1:] for one in new[MAIL]] + (_told_this_week(person.id, at) if weekly else [])
        # Once a week it is time for what is no news any more, too.
        waits = news or weekly and besides(person.id, day) != Besides()
        if mailed or waits or weekly and _is_coming(person, at):
            yield _alone(MAIL, DIGEST, person, at, mailed, waits)
    if person.has_webhook and new[WEBHOOK]:
        yield _alone(WEBHOOK, WEBHOOK, person, at, [one[1:] for one in new[WEBHOOK]])
    if person.has_push and (new[PUSH] or news):
        yield from _pushes(person, at, new[PUSH], news)


def _said(ids: Iterable[int]) -> Said:
    rows = select(Prompt.follow_up_id, Prompt.channel, Prompt.occurrence).where(Prompt.follow_up_id.in_(ids))
    return {(step_id, channel, occurrence) for step_id, channel, occurrence in db.session.execute(rows)}


def _told_this_week(owner_id: int, at: datetime) -> list[tuple[int, str]]:
    """What other ways have brought since the last weekly mail and is still open."""
    told = (
        select(Prompt.follow_up_id, Prompt.occurrence, Prompt.channel)
        .join(FollowUp, FollowUp.id == Prompt.follow_up_id)
        .where(Prompt.owner_id == owner_id, Prompt.made_at > at - WEEK, FollowUp.is_open())
        .order_by(Prompt.id)
    )
    channels: dict[tuple[int, str], set[str]] = defaultdict(set)
    for step_id, occurrence, channel in db.session.execute(told):
        channels[step_id, occurrence].add(channel)
    return [one for one, by in channels.items() if MAIL not in by]


def _is_coming(person: Person, at: datetime) -> bool:
    until = end_of_day(at + WEEK, person.rhythm.time_zone)
    open_ones = select(FollowUp.id).where(FollowUp.owner_id == person.id, FollowUp.is_open(), FollowUp.due_at < until)
    return db.session.scalar(open_ones.limit(1)) is not None


def _alone(
    channel: str, kind: str, person: Person, at: datetime, prompted: list[tuple[int, str]], news: bool = False,
) -> Parcel:
    day = person.day(at).isoformat()
    payload = {"day": day, "follow_ups": [step_id for step_id, _occurrence in prompted]} | _besides(news)
    return Parcel(channel, kind, f"{kind} {person.id} {day}", payload, at, prompted)


def _besides(news: bool) -> dict[str, object]:
    """That it is sent for what waits besides as well, whatever becomes of the follow-ups until then."""
    return {"besides": True} if news else {}


def _pushes(person: Person, at: datetime, due: list[tuple[int | None, int, str]], news: bool) -> Iterator[Parcel]:
    """One for each event and device: at most one a day for each, of which the first says what else waits.

    With nothing due, one says that alone.
    """
    devices = select(PushSubscription.id).where(PushSubscription.user_id == person.id).order_by(PushSubscription.id)
    by_event: dict[int | None, list[tuple[int, str]]] = {} if due else {None: []}
    for event_id, step_id, occurrence in due:
        by_event.setdefault(event_id, []).append((step_id, occurrence))
    day, due_at = person.day(at).isoformat(), first_waking(at, person.rhythm, person.quiet)
    for device_id in db.session.scalars(devices).all():
        for place, (event_id, prompted) in enumerate(by_event.items()):
            ids = [step_id for step_id, _occurrence in prompted]
            payload = {"event_id": event_id, "day": day, "follow_ups": ids, "subscription_id": device_id,
                       "is_first": place == 0} | _besides(news and place == 0)
            yield Parcel(PUSH, PUSH, f"push {person.id} {event_id or 0} {day} {device_id}", payload, due_at, prompted)
