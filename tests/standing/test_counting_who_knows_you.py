"""Every number of the page equals a recount by hand over small worlds of all that can be between two people."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from math import floor
from typing import Any
from uuid import uuid4

from flask import Flask
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from networking_app.accounts.models import Block, User
from networking_app.cards.models import Badge, Card, CardSave
from networking_app.events.models import Attendance, Event
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.formats.codes import new_join_code
from networking_app.standing.headline import headline
from networking_app.standing.known_by import KnownBy, counted
from networking_app.standing.known_by_page import by_month
from networking_app.standing.ledger import ledger_of
from networking_app.standing.people import LISTS, listed
from networking_app.ties.context import number_with_context
from networking_app.ties.models import CARD_LEFT, ORIGINS, CardLeft, Encounter, Interaction, Note, Tie, TieTag

BEGIN = datetime(2026, 3, 1, 18, tzinfo=UTC)
# Two events that I attend, one of others, and no event; hours after BEGIN at which they start.
MINE, ALSO_MINE, FOREIGN, NOWHERE = PLACES = ("mine", "also mine", "foreign", None)
STARTS = {MINE: 0, ALSO_MINE: 200, FOREIGN: 100}
HOURS = st.integers(0, 400)
MEETINGS = st.dictionaries(st.sampled_from(PLACES), HOURS, max_size=3)
TALKS = st.lists(st.tuples(HOURS, st.sampled_from(("in", "out", "both"))), max_size=3, unique_by=lambda talk: talk[0])
WORDS = st.sampled_from((None, "note", "old note", "tag", "line"))


@dataclass(frozen=True)
class Somebody:
    """An account or a guest; `theirs` and `mine` are origins of the ties in both directions, `left` says when a card
    was left (with None where it was withdrawn since)."""

    guest: bool
    theirs: str | None
    theirs_met: dict[str | None, int]
    mine: str | None
    mine_met: dict[str | None, int]
    talks: list[tuple[int, str]]
    words: str | None
    blocked: str | None
    left: tuple[int, bool] | None
    # The hour in which a step of mine was done, and whether a contact had answered it.
    done: tuple[int, bool] | None = None

    @property
    def apart(self) -> bool:
        return self.blocked is not None and not self.guest

    @property
    def holds(self) -> bool:
        return not self.guest and self.theirs not in (None, "by hand") and not self.apart

    @property
    def held(self) -> bool:
        return (self.guest or self.mine is not None) and not self.apart

    @property
    def standing_card(self) -> bool:
        return self.held and self.left is not None and self.left[1]

    @property
    def knows(self) -> bool:
        return self.holds or self.standing_card

    @property
    def since(self) -> int:
        hours = [min(self.theirs_met.values(), default=0)] if self.holds else []
        return min([*hours, *([self.left[0]] if self.left and self.standing_card else [])])

    @property
    def met_at(self) -> int:
        return min(self.mine_met.values(), default=0)

    @property
    def wrote_first(self) -> bool:
        own = [self.done[0]] if self.done and not (self.done[1] and self.talks) else []
        return self.held and bool(self.talks) and min(self.talks)[1] == "in" and all(min(self.talks)[0] < hour
                                                                                     for hour in own)

    @property
    def has_words(self) -> bool:
        return self.words in ("note", "tag") or (self.words == "line" and bool(self.mine_met))

    def met_me(self, place: str) -> bool:
        # A card is left at the meeting that is told first.
        left_at = next(iter(self.mine_met), None) if self.standing_card else None
        return (self.holds and place in self.theirs_met) or (left_at is not None and left_at == place)


SOMEBODY = st.builds(
    Somebody, guest=st.booleans(), theirs=st.sampled_from((None, *ORIGINS)), theirs_met=MEETINGS,
    mine=st.sampled_from((None, *ORIGINS)), mine_met=MEETINGS, talks=TALKS, words=WORDS,
    blocked=st.sampled_from((None, None, None, "by me", "by them")),
    left=st.one_of(st.none(), st.tuples(HOURS, st.booleans())),
    done=st.one_of(st.none(), st.tuples(HOURS, st.booleans())),
)


# Both scanned each other in the same second: neither came by themselves.
AT_ONCE = Somebody(False, "badge", {MINE: 1}, "badge", {MINE: 1}, [], None, None, None)
# They wrote after a step of mine was done; and they wrote, which answered a step.
AFTER_A_STEP, ANSWERED = (replace(AT_ONCE, talks=[(9, "in")], done=(5, by_contact)) for by_contact in (False, True))


# What fails is shown as it was found: to make it smaller would ask the database for minutes.
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture],
          phases=[Phase.explicit, Phase.generate])
@example(people=[AT_ONCE, AFTER_A_STEP, ANSWERED], taps=[])
@given(people=st.lists(SOMEBODY, max_size=7), taps=st.lists(st.integers(1, 9), max_size=2))
def test_every_number_equals_a_recount(app: Flask, people: list[Somebody], taps: list[int]) -> None:
    with app.app_context():
        me, events = _build(people, taps)
        found = counted(me, ledger_of(me))
        ledger = ledger_of(me)
        _compare(found, people, events)
        assert found.saves == sum(taps)
        assert headline(me) == (found.people, found.known)
        # The list of ties has those to blocked people as well.
        assert number_with_context(me) == sum(one.has_words for one in people if one.guest or one.mine)
        assert [len(listed(ledger, which)) for which in LISTS] == [
            found.people, found.one_way_in, sum(_came_by_themselves(one) for one in people)]
        db.session.rollback()


def _compare(found: KnownBy, people: list[Somebody], events: dict[str, int]) -> None:
    knowing, held = [one for one in people if one.knows], [one for one in people if one.held]
    assert (found.people, found.known) == (len(knowing), len(held))
    assert found.mutual == sum(one.knows and one.held for one in people)
    assert found.one_way_in == sum(one.knows and not one.held for one in people)
    assert found.one_way_out == sum(one.held and not one.knows for one in people)
    assert found.wrote_first == sum(one.wrote_first for one in knowing)
    words = Fraction(100 * sum(one.has_words for one in held), len(held) or 1)
    assert found.with_context_percent == (floor(words + Fraction(1, 2)) if held else None)
    by_event = {one.event.id: (one.people, one.gained, one.known, *one.directions) for one in found.by_event}
    assert by_event == _by_event(people, events)
    assert found.over_time == _over_time(knowing, held)
    assert by_month(found.over_time) == _by_month(knowing, held)


def _by_event(people: list[Somebody], events: dict[str, int]) -> dict[int, tuple[int, ...]]:
    counts = {}
    for place in (MINE, ALSO_MINE):
        met_me = [one for one in people if one.met_me(place)]
        gained = sum(one.since >= STARTS[place] - 12 for one in met_me)
        known = [one for one in people if one.held and place in one.mine_met]
        if met_me or known:
            counts[events[place]] = (
                len(met_me), gained, len(known), sum(one in known for one in met_me),
                sum(one not in known for one in met_me), sum(one not in met_me for one in known))
    return counts


def _over_time(knowing: list[Somebody], held: list[Somebody]) -> list[tuple[date, int, int]]:
    came, met = [_on(one.since) for one in knowing], [_on(one.met_at) for one in held]
    return [(day, sum(on <= day for on in came), sum(on <= day for on in met)) for day in sorted({*came, *met})]


def _by_month(knowing: list[Somebody], held: list[Somebody]) -> list[tuple[date, int, int]]:
    came, met = ([_on(hour).replace(day=1) for hour in hours]
                 for hours in ([one.since for one in knowing], [one.met_at for one in held]))
    return [(month, sum(on <= month for on in came), sum(on <= month for on in met))
            for month in sorted({*came, *met}, reverse=True)]


def _on(hour: int) -> date:
    return _at(hour).date()


def _came_by_themselves(one: Somebody) -> bool:
    took = one.holds and one.theirs == "badge" and (
        not one.held or min(one.theirs_met.values(), default=0) < one.met_at)
    return one.standing_card or took or one.wrote_first


def _build(people: list[Somebody], taps: list[int]) -> tuple[int, dict[str, int]]:
    me, other = _user("Me"), _user("Somebody else")
    events = {place: _event(place, me if place != FOREIGN else other) for place in STARTS}
    for one in people:
        _build_one(one, me, events)
    card = _added(Card(user_id=me, full_name="Me"))
    for day, number in enumerate(taps):
        badge = _added(Badge(user_id=me, card_id=card, event_id=list(events.values())[day]))
        _added(CardSave(user_id=me, badge_id=badge, saved_on=date(2026, 3, 1), number=number))
    return me, events


def _build_one(one: Somebody, me: int, events: dict[str, int]) -> None:
    peer = None if one.guest else _user("Somebody")
    if peer and one.theirs:
        tie = _added(Tie(owner_id=peer, peer_user_id=me, name="Me", origin=one.theirs, created_at=BEGIN))
        _meet(tie, peer, one.theirs_met, events)
    if peer and one.blocked:
        ids = (me, peer) if one.blocked == "by me" else (peer, me)
        _added(Block(blocker_id=ids[0], blocked_id=ids[1]))
    if peer is None or one.mine:
        _build_mine(one, me, peer, events)


def _build_mine(one: Somebody, me: int, peer: int | None, events: dict[str, int]) -> None:
    origin = one.mine if peer and one.mine else CARD_LEFT
    tie = _added(Tie(owner_id=me, peer_user_id=peer, name="Somebody", origin=origin, created_at=BEGIN))
    encounters = _meet(tie, me, one.mine_met, events, "ships" if one.words == "line" else "")
    contacts = [_added(Interaction(owner_id=me, tie_id=tie, channel="mail", direction=direction,
                                   happened_at=_at(hour))) for hour, direction in one.talks]
    if one.done:
        answered_by = contacts[0] if one.done[1] and contacts else None
        _added(FollowUp(owner_id=me, tie_id=tie, step_key="thanks", position=0, title="", condition="always",
                        due_on=BEGIN.date(), due_at=BEGIN, completed_at=_at(one.done[0]), answered_by_id=answered_by))
    if one.words in ("note", "old note"):
        replaced = _at(0) if one.words == "old note" else None
        _added(Note(owner_id=me, tie_id=tie, text="tea", written_at=_at(0), replaced_at=replaced))
    if one.words == "tag":
        _added(TieTag(owner_id=me, tie_id=tie, name="tea"))
    if one.left:
        _added(CardLeft(owner_id=me, tie_id=tie, encounter_id=next(iter(encounters), None), fingerprint=str(uuid4()),
                        owner_name="Me", consented_at=_at(one.left[0]), withdrawn_at=None if one.left[1] else _at(0)))


def _meet(tie: int, owner: int, met: dict[str | None, int], events: dict[str, int], line: str = "") -> list[int]:
    return [_added(Encounter(owner_id=owner, tie_id=tie, event_id=events[place] if place else None, met_at=_at(hour),
                             line=line)) for place, hour in met.items()]


def _user(name: str) -> int:
    return _added(User(name=name, password_hash="-"))  # noqa: S106


def _event(place: str, attendee: int) -> int:
    starts_at = _at(STARTS[place])
    event = _added(Event(summary=place, starts_at=starts_at, ends_at=starts_at + timedelta(hours=3), time_zone="UTC",
                         join_code=new_join_code()))
    _added(Attendance(event_id=event, user_id=attendee))
    return event


def _at(hour: int) -> datetime:
    return BEGIN + timedelta(hours=hour)


def _added(row: Any) -> int:
    db.session.add(row)
    db.session.flush()
    return int(row.id)
