"""How often to be in touch is set by forms, for one person, a tag or an event, and taken away with one tap."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.follow_ups.models import CADENCE, FollowUp
from networking_app.ties.models import Cadence, Tie, TieTag
from tests.clients import text_of
from tests.factories import PASSWORD, Make


@pytest.fixture
def client(client_for: Callable[[User], FlaskClient], alice: User) -> FlaskClient:
    return client_for(alice)


@pytest.fixture
def grace(make: Make, alice: User) -> Tie:
    """Whom Alice met 24 days ago, and who is a mentor."""
    tie = make.tie(alice, name="Grace Hopper", created_at=now() - timedelta(days=24))
    make.encounter(tie, make.event(alice, summary="PyData"), met_at=now() - timedelta(days=24))
    make.saved(TieTag(owner_id=alice.id, tie_id=tie.id, name="mentor"))
    return tie


@pytest.fixture
def days(app: Flask) -> Callable[[], list[int]]:
    def read() -> list[int]:
        with app.app_context():
            return list(db.session.scalars(select(Cadence.days).order_by(Cadence.id)))

    return read


def kept(app: Flask) -> int:
    with app.app_context():
        open_ones = select(func.count()).where(FollowUp.source == CADENCE, FollowUp.is_open())
        return db.session.scalar(open_ones) or 0


def event_of(app: Flask, tie: Tie) -> int:
    with app.app_context():
        return int(db.session.get_one(Tie, tie.id).encounters[0].event_id or 0)


def test_the_page_says_how_often_and_why(app: Flask, client: FlaskClient, grace: Tie) -> None:
    page = f"/ties/{grace.id}"
    assert "Nothing reminds you of them." in text_of(client.get(page))
    client.post("/cadences", data={"event_id": event_of(app, grace), "every": "182"})
    assert "every 6 months, because you met at PyData" in text_of(client.get(page))
    client.post("/cadences", data={"tag": "mentor", "every": "61"})
    assert "every 2 months, because of the tag “mentor”" in text_of(client.get(page))
    client.post(f"{page}/cadence", data={"every": "other", "number": "5", "unit": "weeks"})
    assert "every 5 weeks" in text_of(client.get(page))
    client.delete(f"{page}/cadence")
    assert "You are not reminded of them." in text_of(client.get(page))
    client.post(f"{page}/cadence", data={"every": ""})
    assert "every 2 months, because" in text_of(client.get(page))


def test_the_same_thing_has_one_rule(client: FlaskClient, grace: Tie, days: Callable[[], list[int]]) -> None:
    for often in ("21", "61"):
        client.post("/cadences", data={"tag": "mentor", "every": often})
        client.post(f"/ties/{grace.id}/cadence", data={"every": often})
    assert days() == [61, 61]


@pytest.mark.parametrize("nothing", ["", "0"])
def test_choosing_none_takes_a_shared_rule_away(
    app: Flask, client: FlaskClient, grace: Tie, days: Callable[[], list[int]], nothing: str
) -> None:
    client.post("/cadences", data={"tag": "mentor", "every": "21"})
    assert kept(app) == 1
    client.post("/cadences", data={"tag": "mentor", "every": nothing})
    assert (days(), kept(app)) == ([], 0)


def test_a_shared_rule_goes_with_one_tap(app: Flask, client: FlaskClient, grace: Tie) -> None:
    client.post("/cadences", data={"tag": "mentor", "every": "21"})
    listed = client.get("/ties?tag=mentor")
    assert "Kept in touch every 3 weeks" in text_of(listed)
    with app.app_context():
        cadence = db.session.scalars(select(Cadence.id)).one()
    assert f'action="/cadences/{cadence}?next=' in listed.text
    client.delete(f"/cadences/{cadence}")
    assert kept(app) == 0


@pytest.mark.parametrize("wrong", [
    {"every": "6"}, {"every": "1096"}, {"every": "-21"}, {"every": "often"}, {"every": "9" * 199}, {"every": "٢١٠٠٠"},
    {"every": "other"}, {"every": "other", "number": "0"}, {"every": "other", "number": "53"},
    {"every": "other", "number": "37", "unit": "months"}, {"every": "other", "number": "2", "unit": "years"},
    {"every": "other", "number": "x"},
])
def test_an_interval_that_cannot_be_meant_is_refused(
    client: FlaskClient, grace: Tie, days: Callable[[], list[int]], wrong: dict[str, str]
) -> None:
    assert client.post(f"/ties/{grace.id}/cadence", data=wrong).status_code == 422
    assert client.post("/cadences", data={"tag": "mentor", **wrong}).status_code == 422
    assert days() == []


@pytest.mark.parametrize("wrong", [{}, {"tag": "a", "event_id": "1"}, {"tag": "x" * 41}, {"tag": "nul\x00"},
                                   {"event_id": "-1"}, {"event_id": "x"}])
def test_what_is_neither_a_tag_nor_an_event_is_refused(client: FlaskClient, wrong: dict[str, str]) -> None:
    assert client.post("/cadences", data={"every": "21", **wrong}).status_code == 422


def test_an_event_one_knows_nobody_from_is_not_there(client: FlaskClient, make: Make, bob: User) -> None:
    assert client.post("/cadences", data={"event_id": make.event(bob).id, "every": "21"}).status_code == 404


def test_the_checklist_of_an_event_sets_it_for_all_met_there(app: Flask, client: FlaskClient, grace: Tie) -> None:
    event = event_of(app, grace)
    assert "Keep in touch with all of them" in text_of(client.get(f"/events/{event}/follow-ups"))
    back = client.post(f"/cadences?next=/events/{event}/follow-ups", data={"event_id": event, "every": "21"})
    assert back.location == f"/events/{event}/follow-ups"
    assert "Kept in touch every 3 weeks" in text_of(client.get(back.location))


def test_the_list_marks_who_goes_quiet_and_shows_them_alone(
    app: Flask, make: Make, client: FlaskClient, alice: User, grace: Tie
) -> None:
    for name, ago in (("Hedy Lamarr", 3), ("Ada Lovelace", 40)):
        tie = make.tie(alice, name=name, created_at=now() - timedelta(days=ago))
        make.encounter(tie, met_at=now() - timedelta(days=ago))
        make.saved(TieTag(owner_id=alice.id, tie_id=tie.id, name="mentor"))
    assert "Going quiet" not in text_of(client.get("/ties"))
    client.post("/cadences", data={"tag": "mentor", "every": "21"})
    assert [name in text_of(client.get("/ties?quiet=1")) for name in ("Grace", "Hedy", "Ada")] == [True, False, True]
    states = {name: f'data-quiet="{state}"' for name, state in (("Grace", "quiet"), ("Hedy", ""), ("Ada", "cold"))}
    rows = client.get("/ties").text.split("<li id=")[1:]
    for name, state in states.items():
        assert [state in row for row in rows if name in row] == [True]


def test_nobody_quiet_is_said_kindly(client: FlaskClient, grace: Tie) -> None:
    assert "Nobody has gone quiet" in text_of(client.get("/ties?quiet=1"))


def test_today_says_how_long_ago_they_talked(app: Flask, client: FlaskClient, grace: Tie) -> None:
    client.post(f"/ties/{grace.id}/cadence", data={"every": "21"})
    page = text_of(client.get("/"))
    assert "Get in touch again" in page and "3 weeks since you met" in page


def test_a_phone_hears_of_each_tie_that_a_rule_is_about(app: Flask, make: Make, client: FlaskClient, alice: User,
                                                        grace: Tie) -> None:
    hedy = make.tie(alice, name="Hedy Lamarr")
    first = client.get("/sync").json
    client.post("/cadences", data={"tag": "mentor", "every": "21"})
    asked = {"since": first["version"], "at": first["at"], "shape": first["shape"]}
    [entry] = client.get("/sync", query_string=asked).json["ties"]
    assert (entry["title"], "every 3 weeks" in entry["page"]) == ("Grace Hopper", True)
    assert entry["quiet_on"] in entry["row"]
    client.post(f"/ties/{hedy.id}/cadence", data={"every": "0"})  # no prompt comes or goes
    titles = [entry["title"] for entry in client.get("/sync", query_string=asked).json["ties"]]
    assert titles == ["Grace Hopper", "Hedy Lamarr"]


def test_closing_the_account_takes_the_rules_along(
    app: Flask, client: FlaskClient, grace: Tie, days: Callable[[], list[int]]
) -> None:
    client.post("/cadences", data={"tag": "mentor", "every": "21"})
    client.post("/account/closure", data={"password": PASSWORD})
    assert days() == []


MEETINGS = {
    "scan": lambda client, badge: client.post("/scans", data={"code": badge.code, "client_id": "0123abcd-scan"}),
    "outbox": lambda client, badge: client.post("/outbox", json={
        "owner": client.get("/sync").json["owner"], "sent_at": now().isoformat(), "items": [
            {"client_id": "0123abcd-scan", "kind": "scan", "made_at": now().isoformat(), "code": badge.code}]}),
}


@pytest.mark.parametrize("how", MEETINGS)
def test_meeting_again_starts_the_clock_anew(
    app: Flask, make: Make, client: FlaskClient, alice: User, bob: User, how: str
) -> None:
    tie = make.tie(alice, bob, created_at=now() - timedelta(days=30))
    make.encounter(tie, make.event(alice, bob), met_at=now() - timedelta(days=30))
    client.post(f"/ties/{tie.id}/cadence", data={"every": "21"})
    assert "Get in touch again" in text_of(client.get("/"))
    MEETINGS[how](client, make.badge(make.card(bob), make.event(alice, bob)))
    assert "Get in touch again" not in text_of(client.get("/"))
    assert kept(app) == 1


def test_whoever_is_added_with_a_tag_that_is_kept_is_kept(app: Flask, client: FlaskClient) -> None:
    client.post("/cadences", data={"tag": "mentor", "every": "21"})
    client.post("/ties/new", data={"name": "Hedy", "client_id": "0123abcd-hedy", "tags": ["mentor"]})
    assert kept(app) == 1


def test_a_tag_given_or_taken_on_the_page_counts_at_once(app: Flask, client: FlaskClient, grace: Tie) -> None:
    client.post("/cadences", data={"tag": "boats", "every": "21"})
    client.post(f"/ties/{grace.id}/tags", data={"name": "boats"})
    assert kept(app) == 1
    with app.app_context():
        tag = db.session.scalars(select(TieTag.id).where(TieTag.name == "boats")).one()
    client.delete(f"/ties/{grace.id}/tags/{tag}")
    assert kept(app) == 0


def test_skipping_by_a_form_plans_the_next_time(app: Flask, client: FlaskClient, grace: Tie) -> None:
    client.post(f"/ties/{grace.id}/cadence", data={"every": "21"})
    with app.app_context():
        step = db.session.scalars(select(FollowUp.id).where(FollowUp.source == CADENCE)).one()
    client.post(f"/follow-ups/{step}/skip")
    assert kept(app) == 1 and "since you met" not in text_of(client.get("/"))
    client.delete(f"/follow-ups/{step}/skip")
    assert kept(app) == 1 and "since you met" in text_of(client.get("/"))
