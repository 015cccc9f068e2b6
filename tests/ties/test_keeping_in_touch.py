"""Whoever is kept in touch has one open follow-up, one interval after the last real contact."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from networking_app.accounts.models import User
from networking_app.errors import DomainError
from networking_app.extensions import db
from networking_app.follow_ups.planning import Rhythm
from networking_app.follow_ups.redating import redate
from networking_app.ties import setting_cadences
from networking_app.ties.models import Cadence, TieTag
from tests.factories import Make
from tests.ties.story import Story, long_ago

ALL_WEEK = 0


@pytest.fixture
def dana(make: Make) -> User:
    """An owner who has no days off, so that days can be counted."""
    return make.user("Dana", days_off=ALL_WEEK)


@pytest.fixture
def story(app: Flask, make: Make, dana: User) -> Story:
    """Dana met Grace on day 0."""
    begin = long_ago()
    tie = make.tie(dana, name="Grace", created_at=begin)
    make.encounter(tie, met_at=begin)
    return Story(app, tie, begin)


def test_nobody_is_kept_in_touch_unasked(story: Story) -> None:
    story.talk(3)
    assert story.rows == [] and story.again() == 0


def test_it_counts_from_the_meeting_and_starts_anew_with_every_contact(story: Story) -> None:
    story.keep(21)
    assert story.due == [21]
    for day, direction in ((10, "both"), (11, "in"), (15, "out")):
        story.talk(day, direction)
        assert story.due == [day + 21]
    assert [row.state for row in story.rows] == ["withdrawn"] * 3 + ["open"]


def test_a_note_is_no_contact(story: Story, make: Make, client_for: Callable, dana: User) -> None:
    story.keep(21)
    client_for(dana).post(f"/ties/{story.tie_id}/notes", data={"text": "plays chess", "client_id": "0123abcd-1"})
    assert story.due == [21]


def test_a_contact_of_long_ago_that_arrives_late_changes_nothing(story: Story) -> None:
    story.keep(21)
    story.talk(10)
    story.talk(5)
    assert story.due == [31]


def test_meeting_again_starts_it_anew(story: Story, make: Make, dana: User) -> None:
    story.keep(21)
    story.meet(8, make.event(dana).id)
    assert story.due == [29]


def test_the_shortest_rule_wins_and_one_for_the_tie_outdoes_all(story: Story, make: Make, dana: User) -> None:
    event = make.event(dana)
    story.meet(0, event.id)
    story.keep_met_at(event.id, 182)
    assert story.due == [182]
    story.keep_tagged("mentor", 61)
    assert story.due == [182]
    story.tag("mentor")
    assert story.due == [61]
    story.keep(365)
    assert story.due == [365]
    story.keep(0)
    assert story.due == []
    story.follow_the_rules()
    assert story.due == [61]
    story.untag("mentor")
    assert story.due == [182]
    story.free(event_id=event.id)
    assert story.due == []


def test_stopping_stops_also_what_a_tag_asks_for(story: Story) -> None:
    story.tag("mentor")
    story.keep_tagged("mentor", 21)
    story.act(setting_cadences.stop)
    assert story.due == []
    story.talk(3)
    assert story.due == []
    story.follow_the_rules()
    assert story.due == [24]


def test_stopping_where_nothing_else_applies_leaves_no_rule(story: Story, app: Flask) -> None:
    story.keep(21)
    story.act(setting_cadences.stop)
    with app.app_context():
        assert db.session.query(Cadence).count() == 0


def test_after_two_without_an_answer_it_waits_a_quarter_and_not_longer_than_that(story: Story) -> None:
    story.keep(21)
    first = story.talk(21, "out")
    assert story.due == [42]
    story.talk(42, "out")
    assert story.due == [133]
    story.talk(133, "out")
    assert story.due == [224]
    story.take_back(first)
    assert story.due == [224]
    story.talk(140, "in")
    assert story.due == [161]


def test_undoing_a_contact_gives_the_clock_back(story: Story) -> None:
    story.keep(21)
    before = [(row.id, row.due_at) for row in story.open]
    story.take_back(story.talk(5))
    assert [(row.id, row.due_at) for row in story.open] == before


def test_a_talk_completes_what_is_due_and_undoing_it_opens_that_again(story: Story) -> None:
    story.keep(21)
    [row] = story.open
    talk = story.talk(30)
    assert story.due == [51]
    assert [(one.id, one.state) for one in story.rows][0] == (row.id, "done")
    story.take_back(talk)
    assert [one.id for one in story.open] == [row.id] and story.due == [21]


def test_what_is_skipped_comes_again_one_interval_later(story: Story) -> None:
    story.keep(21)
    story.decide("skip", 5)
    assert story.due == [42]
    story.talk(44)
    assert story.due == [65]


def test_what_is_done_without_a_talk_counts_from_then(story: Story) -> None:
    story.keep(21)
    story.decide("complete", 25)
    assert story.due == [46]
    [done] = [row for row in story.rows if row.state == "done"]
    story.decide("skip", 50)
    assert story.due == [71]
    assert done.id in [row.id for row in story.rows]


def test_a_day_the_person_chose_stays_when_a_rule_changes_and_gives_way_to_a_contact(story: Story) -> None:
    story.keep(21)
    story.decide("snooze", 21, until=(story.at(30).date()).isoformat())
    [put_off] = story.open
    story.keep(61)
    assert [row.id for row in story.open] == [put_off.id]
    story.follow_the_rules()
    assert [row.id for row in story.open] == [put_off.id]
    story.keep(61)
    talk = story.talk(25)
    assert story.due == [86]
    story.take_back(talk)
    assert [(row.id, row.snoozed_until) for row in story.open] == [(put_off.id, put_off.snoozed_until)]


def test_another_zone_changes_no_row_that_was_put_off(story: Story, app: Flask, dana: User) -> None:
    story.keep(21)
    story.decide("snooze", 21, until=story.at(30).date().isoformat())
    [put_off] = story.open
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        with app.app_context():
            user = db.session.get_one(User, dana.id)
            before, user.time_zone = Rhythm.of(user), zone
            redate(dana.id, before, Rhythm.of(user))
            db.session.commit()
        assert story.again() == 0
        assert [(row.id, row.snoozed_until) for row in story.open] == [(put_off.id, put_off.snoozed_until)]


def test_two_hundred_rules_are_enough(story: Story, make: Make, dana: User) -> None:
    with story.app.app_context():
        db.session.add_all(Cadence(owner_id=dana.id, tag=f"tag {n}", days=21) for n in range(200))
        db.session.commit()
    with pytest.raises(DomainError):
        story.keep_tagged("one more", 21)
    story.keep_tagged("tag 7", 61)
    story.keep(21)
    assert story.due == [21]


def test_somebody_elses_tags_are_no_rule(story: Story, make: Make, bob: User) -> None:
    theirs = make.tie(bob, name="Grace")
    make.saved(TieTag(owner_id=bob.id, tie_id=theirs.id, name="mentor"))
    story.keep_tagged("mentor", 21)
    assert Story(story.app, theirs, story.begin).rows == []


DAYS = st.integers(1, 399)
OTHER, TAG = "other", "mentor"
acts = st.one_of(
    st.tuples(st.just("talk"), DAYS, st.sampled_from(["in", "out", "out", "both"])),
    st.tuples(st.just("take_back"), st.integers(0, 5)),
    st.tuples(st.just("meet"), DAYS),
    st.tuples(st.just("keep"), st.sampled_from([0, 21, 61])),
    st.tuples(st.just("keep_tagged"), st.sampled_from([7, 30])),
    st.tuples(st.just("keep_met"), st.sampled_from([14, 91])),
    st.sampled_from([("follow_the_rules",), ("free_tag",), ("free_event",), ("tag",), ("untag",)]),
)
decisions = st.one_of(
    st.tuples(st.just("decide"), st.sampled_from(["complete", "skip", "reopen", "unsnooze"]), st.integers(400, 500)),
    st.tuples(st.just("snooze"), st.integers(400, 500)),
)


class Recount:
    """The same told anew each time from a plain list of what has happened: no rows, no keys."""

    def __init__(self) -> None:
        self.contacts: dict[int, tuple[int, str]] = {-1: (0, "both")}
        self.own: int | None = None
        self.by_tag: int | None = None
        self.by_event: int | None = None
        self.tagged = self.met = False

    def due(self) -> list[int]:
        shared = [days for days, applies in ((self.by_tag, self.tagged), (self.by_event, self.met)) if days and applies]
        days = self.own if self.own is not None else min(shared, default=0)
        if not days:
            return []
        in_order = [direction for _day, direction in sorted(self.contacts.values())]
        waiting = len(in_order) - 1 - max((n for n, way in enumerate(in_order) if way != "out"), default=-1)
        return [max(day for day, _way in self.contacts.values()) + (max(days, 91) if waiting >= 2 else days)]


def tell(story: Story, recount: Recount, event_id: int, act: tuple, number: int, talks: list[int]) -> None:
    kind, *more = act
    if kind == "talk":
        if more[0] in {day for day, _way in recount.contacts.values()}:
            return  # which of two at the same instant was the later one nobody can say
        talks.append(story.talk(*more))
        recount.contacts[talks[-1]] = tuple(more)
    elif kind == "take_back" and talks:
        gone = talks.pop(more[0] % len(talks))
        story.take_back(gone)
        del recount.contacts[gone]
    elif kind == "meet" and not recount.met and more[0] not in {day for day, _way in recount.contacts.values()}:
        story.meet(more[0], event_id)
        recount.met, recount.contacts[-2] = True, (more[0], "both")
    elif kind == "keep":
        story.keep(more[0])
        recount.own = more[0]
    elif kind == "keep_tagged":
        story.keep_tagged(TAG, more[0])
        recount.by_tag = more[0]
    elif kind == "keep_met":
        story.keep_met_at(event_id, more[0])
        recount.by_event = more[0]
    elif kind == "follow_the_rules":
        story.follow_the_rules()
        recount.own = None
    elif kind in ("tag", "untag"):
        getattr(story, kind)(TAG)
        recount.tagged = kind == "tag"
    elif kind == "free_tag":
        story.free(tag=TAG)
        recount.by_tag = None
    elif kind == "free_event":
        story.free(event_id=event_id)
        recount.by_event = None
    elif kind == "decide":
        story.decide(*more)
    elif kind == "snooze":
        story.decide("snooze", more[0], until=(story.at(more[0]) + timedelta(days=9)).date().isoformat())


def a_story(app: Flask, make: Make, number: list[int] = [0]) -> tuple[Story, int]:  # noqa: B006
    number[0] += 1
    owner = make.user(f"Owner{number[0]}", days_off=ALL_WEEK)
    begin = long_ago()
    tie = make.tie(owner, name="Grace", created_at=begin)
    make.encounter(tie, met_at=begin)
    return Story(app, tie, begin), make.event(owner).id


on_real_rows = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@on_real_rows
@given(told=st.lists(acts, min_size=3, max_size=10))
def test_whatever_happens_the_open_follow_up_is_what_a_recount_says(
    app: Flask, make: Make, told: list[tuple]
) -> None:
    (story, event_id), recount, talks = a_story(app, make), Recount(), list[int]()
    for number, act in enumerate(told):
        tell(story, recount, event_id, act, number, talks)
        assert story.due == recount.due(), told[:number + 1]
    assert story.again() == 0


@on_real_rows
@given(told=st.lists(st.one_of(acts, decisions), min_size=3, max_size=12))
def test_whatever_is_decided_there_is_one_at_most_and_never_before_its_time(
    app: Flask, make: Make, told: list[tuple]
) -> None:
    (story, event_id), recount, talks = a_story(app, make), Recount(), list[int]()
    for number, act in enumerate(told):
        tell(story, recount, event_id, act, number, talks)
        wanted, due = recount.due(), story.due
        assert len(due) <= 1
        if wanted and not any(row.snoozed_until for row in story.open):
            assert due and due[0] >= wanted[0]
        assert story.again() == 0
