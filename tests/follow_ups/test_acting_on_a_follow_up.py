"""Done, skip, put off: once is enough, everything can be undone, nobody else's can be touched."""

from collections.abc import Callable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.follow_ups.planning import next_day_on
from tests.clients import text_of
from tests.factories import Make

Clients = Callable[[User], FlaskClient]
ACTS = ("completion", "skip", "snooze")


@pytest.fixture
def follow_up(make: Make, alice: User) -> FollowUp:
    return make.follow_ups(make.tie(alice), make.event(alice))[0]


@pytest.fixture
def now_is(app: Flask) -> Callable[[FollowUp], FollowUp]:
    """The follow-up as it is stored now."""

    def read(row: FollowUp) -> FollowUp:
        with app.app_context():
            found = db.session.get_one(FollowUp, row.id)
            db.session.expunge(found)
        return found

    return read


Now = Callable[[FollowUp], FollowUp]


@pytest.mark.parametrize(("act", "column"), [("completion", "completed_at"), ("skip", "skipped_at")])
def test_an_act_is_kept_once_and_undone(
    client_for: Clients, alice: User, follow_up: FollowUp, now_is: Now, act: str, column: str
) -> None:
    client, path = client_for(alice), f"/follow-ups/{follow_up.id}/{act}"
    assert client.post(path).status_code == 303
    first = now_is(follow_up)
    assert getattr(first, column) is not None and first.change_seq > follow_up.change_seq
    client.post(path)
    assert getattr(now_is(follow_up), column) == getattr(first, column)
    for _ in range(2):
        assert client.delete(path).status_code == 303
    undone = now_is(follow_up)
    assert getattr(undone, column) is None and not undone.touched
    assert (undone.due_on, undone.due_at) == (follow_up.due_on, follow_up.due_at)


def test_done_after_skipped_is_done(client_for: Clients, alice: User, follow_up: FollowUp, now_is: Now) -> None:
    client = client_for(alice)
    client.post(f"/follow-ups/{follow_up.id}/skip")
    client.post(f"/follow-ups/{follow_up.id}/completion")
    assert now_is(follow_up).state == "done"


@pytest.mark.parametrize(("until", "ahead"), [("tomorrow", 1), ("3 days", 3), ("next week", 7)])
@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_putting_off_counts_from_ones_own_today_and_leaves_out_days_off(
    client_for: Clients, make: Make, now_is: Now, zone: str, until: str, ahead: int
) -> None:
    dana = make.user(time_zone=zone, preferred_hour=8, days_off=0b0101010)
    row = make.follow_ups(make.tie(dana))[0]
    client_for(dana).post(f"/follow-ups/{row.id}/snooze", data={"until": until})
    put_off = now_is(row)
    today = now().astimezone(ZoneInfo(zone)).date()
    assert put_off.snoozed_until == next_day_on(today + timedelta(days=ahead), 0b0101010)
    assert put_off.due_on == row.due_on
    local = put_off.due_at.astimezone(ZoneInfo(zone))
    assert (local.date(), local.hour) == (put_off.snoozed_until, 8)
    client_for(dana).delete(f"/follow-ups/{row.id}/snooze")
    assert (now_is(row).snoozed_until, now_is(row).due_at) == (None, row.due_at)


def test_a_day_may_be_chosen(client_for: Clients, alice: User, follow_up: FollowUp, now_is: Now) -> None:
    wanted = now().date() + timedelta(days=40)
    client_for(alice).post(f"/follow-ups/{follow_up.id}/snooze", data={"until": wanted.isoformat()})
    assert now_is(follow_up).snoozed_until == next_day_on(wanted, alice.days_off)


@pytest.mark.parametrize(
    "until", ["", "yesterday", "2020-01-01", "9999-12-31", "2026-02-30", "x" * 500, "\x00", "0", "1e9"]
)
def test_a_day_that_is_none_or_past_is_refused(
    client_for: Clients, alice: User, follow_up: FollowUp, now_is: Now, until: str
) -> None:
    answer = client_for(alice).post(f"/follow-ups/{follow_up.id}/snooze", data={"until": until})
    assert (answer.status_code, now_is(follow_up).snoozed_until) == (422, None)


@pytest.mark.parametrize("body", [{"until": 7}, {"until": None}, {}, [], "tomorrow", {"until": ["tomorrow"]}])
def test_json_of_a_wrong_shape_is_refused(client_for: Clients, alice: User, follow_up: FollowUp, body: object) -> None:
    assert client_for(alice).post(f"/follow-ups/{follow_up.id}/snooze", json=body).status_code == 422


def test_what_is_closed_is_not_put_off(client_for: Clients, alice: User, follow_up: FollowUp, now_is: Now) -> None:
    client = client_for(alice)
    client.post(f"/follow-ups/{follow_up.id}/completion")
    answer = client.post(f"/follow-ups/{follow_up.id}/snooze", data={"until": "tomorrow"})
    assert (answer.status_code, now_is(follow_up).snoozed_until) == (409, None)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_somebody_elses_follow_up_is_not_there(
    client_for: Clients, client: FlaskClient, charlie: User, follow_up: FollowUp, now_is: Now, act: str, method: str
) -> None:
    path, data = f"/follow-ups/{follow_up.id}/{act}", {"until": "tomorrow"}
    assert client_for(charlie).open(path, method=method, data=data).status_code == 404
    assert client.open(path, method=method, data=data).status_code == 401
    assert client_for(charlie).open(f"/follow-ups/{'9' * 18}/{act}", method=method, data=data).status_code == 404
    assert now_is(follow_up).state == "open"


def test_one_is_back_where_one_came_from_with_a_way_to_undo(
    client_for: Clients, alice: User, follow_up: FollowUp
) -> None:
    client = client_for(alice)
    answer = client.post(f"/follow-ups/{follow_up.id}/completion?next=/ties")
    assert answer.location == "/ties"
    page = client.get("/ties")
    assert f"Done: {follow_up.title}" in text_of(page)
    undo = f'action="/follow-ups/{follow_up.id}/completion?next=/ties&amp;_method=DELETE"'
    assert undo in page.get_data(as_text=True)


@pytest.mark.parametrize("elsewhere", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:1"])
def test_the_way_back_stays_on_this_site(
    client_for: Clients, alice: User, follow_up: FollowUp, elsewhere: str
) -> None:
    answer = client_for(alice).post(f"/follow-ups/{follow_up.id}/skip", query_string={"next": elsewhere})
    assert answer.location == "/"


def test_a_script_gets_the_new_state(client_for: Clients, alice: User, follow_up: FollowUp) -> None:
    client, path = client_for(alice), f"/follow-ups/{follow_up.id}"
    headers = {"Accept": "application/json"}
    done = client.post(f"{path}/completion", headers=headers).json
    assert done and (done["state"], done["day"]) == ("done", follow_up.day.isoformat())
    assert client.delete(done["undo_url"], headers=headers).json["state"] == "open"  # type: ignore[index]
    put_off = client.post(f"{path}/snooze", json={"until": "tomorrow"}, headers=headers).json
    assert put_off and put_off["state"] == "put off" and date.fromisoformat(put_off["day"]) > now().date()
