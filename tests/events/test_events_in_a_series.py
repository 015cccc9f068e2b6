"""Events have a kind and circles, and follow one another in a series that its attendees see."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.events.models import Event
from tests.clients import text_of
from tests.factories import Make

Clients = Callable[[User], FlaskClient]
Events = Callable[[], list[Event]]
Typed = dict[str, str]


def on(days: int) -> dict[str, Any]:
    return {"starts_at": now() + timedelta(days=days), "ends_at": now() + timedelta(days=days, hours=3)}


def wall(days: int) -> Typed:
    starts = (now() + timedelta(days=days)).replace(tzinfo=None)
    return {"time_zone": "UTC", "starts": starts.isoformat(timespec="minutes"),
            "ends": (starts + timedelta(hours=2)).isoformat(timespec="minutes")}


def test_kind_and_circles_are_kept_and_shown(
    client_for: Clients, alice: User, typed: Typed, all_events: Events
) -> None:
    page = client_for(alice).post("/events/new", follow_redirects=True, data=typed | {
        "kind": "fair", "circles": " Python,  rock climbing ,python, نجارة"})
    assert (all_events()[0].kind, all_events()[0].circles) == ("fair", ["Python", "rock climbing", "نجارة"])
    assert "Job fair · " in text_of(page) and "rock climbing" in text_of(page)
    form = client_for(alice).get(f"/events/{all_events()[0].id}/edit").get_data(as_text=True)
    assert 'value="Python, rock climbing, نجارة"' in form and '<option value="fair" selected>' in form


@pytest.mark.parametrize(("field", "value", "said"), [
    ("kind", "party", "This does not look right."),
    ("circles", ",".join(map(str, range(13))), "Please name 12 circles at most."),
    ("circles", "x" * 41, "Please keep each circle to 40 letters."),
    ("circles", "a\x00b", "characters that cannot be kept"),
    ("series", "99999999999999999999", "Please choose one of your events from the list."),
    ("series", "-1", "Please choose one of your events from the list."),
    ("series", "17", "Please choose one of your events that begins before this one."),
])
def test_what_cannot_be_kept_is_said(
    client_for: Clients, alice: User, typed: Typed, all_events: Events, field: str, value: str, said: str
) -> None:
    answer = client_for(alice).post("/events/new", data=typed | {field: value})
    assert (answer.status_code, said in text_of(answer), all_events()) == (422, True, [])


def test_a_second_event_begins_the_series_and_a_third_joins_it(
    client_for: Clients, make: Make, alice: User, all_events: Events
) -> None:
    first = make.event(alice, summary="One", **on(-9))
    client = client_for(alice)
    client.post("/events/new", data={"summary": "Two", "series": first.id} | wall(3))
    client.post("/events/new", data={"summary": "Three", "series": all_events()[1].id} | wall(9))
    events = all_events()
    assert len({event.series_id for event in events} - {None}) == 1
    page = text_of(client.get(f"/events/{events[1].id}"))
    assert "Before it in the series One" in page and "Next in the series Three" in page
    typed = {"summary": "Two", "series": "as it is"} | wall(3)
    client.post(f"/events/{events[1].id}/edit", data=typed)
    assert all_events()[1].series_id == events[1].series_id
    client.post(f"/events/{events[1].id}/edit", data=typed | {"series": ""})
    page = text_of(client.get(f"/events/{events[0].id}"))
    assert all_events()[1].series_id is None and "Next in the series Three" in page


def test_an_event_of_somebody_else_a_later_one_and_the_event_itself_are_no_series(
    client_for: Clients, make: Make, alice: User, bob: User, all_events: Events
) -> None:
    theirs, later = make.event(bob, alice, **on(-9)), make.event(alice, **on(30))
    event = make.event(alice, **on(3))
    for chosen in (theirs, later, event):
        typed = {"summary": "E", "series": chosen.id} | wall(3)
        answer = client_for(alice).post(f"/events/{event.id}/edit", data=typed)
        assert answer.status_code == 422
    assert {one.series_id for one in all_events()} == {None}


def test_who_attends_one_event_may_join_the_next_and_not_look_into_the_one_before(
    client_for: Clients, make: Make, alice: User, bob: User, charlie: User, all_events: Events
) -> None:
    first = make.event(alice, bob, **on(-9))
    client_for(alice).post("/events/new", data={"summary": "Two", "series": first.id} | wall(3))
    second = all_events()[1]
    make.attendance(second, charlie)
    assert f'href="/join/{second.join_code}"' in client_for(bob).get(f"/events/{first.id}").get_data(as_text=True)
    page = client_for(charlie).get(f"/events/{second.id}").get_data(as_text=True)
    assert "Before it in the series" in page and f'href="/events/{first.id}"' not in page
    assert first.join_code not in page


def test_an_event_without_a_series_stands_alone(client_for: Clients, make: Make, alice: User) -> None:
    make.event(alice, **on(-9))
    event = make.event(alice)
    assert "in the series" not in text_of(client_for(alice).get(f"/events/{event.id}"))
