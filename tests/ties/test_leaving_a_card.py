"""A guest leaves a card: it becomes a tie of the badge's owner with its context, once, and overwrites nothing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from networking_app.accounts.models import Outgoing, User
from networking_app.cards.models import Badge
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.ties.guest_mails import KIND, card_left_mail
from networking_app.ties.models import CardLeft, Encounter, Tie
from tests.clients import Client, text_of
from tests.factories import Make
from tests.ties.conftest import Meetup

GUEST = {"full_name": "Grace Hopper", "reach": "Grace@Navy.example", "line": "we spoke of bugs", "consent": "1"}
Count = Callable[[type], int]


def leave(client: FlaskClient, badge: Badge, **fields: str):  # type: ignore[no-untyped-def]
    return client.post(f"/c/{badge.code}/cards-left", data=GUEST | fields)


def ties_of(app: Flask, owner: User) -> list[Tie]:
    with app.app_context():
        return list(db.session.scalars(select(Tie).where(Tie.owner_id == owner.id).order_by(Tie.id)))


def only(app: Flask, table: type):  # type: ignore[no-untyped-def]
    with app.app_context():
        return db.session.scalars(select(table)).one()


def test_a_guests_card_becomes_a_tie_with_its_context(
    app: Flask, client: FlaskClient, meetup: Meetup, bob: User
) -> None:
    assert leave(client, meetup.bobs_badge).status_code == 303
    (tie,) = ties_of(app, bob)
    assert (tie.origin, tie.name, tie.email, tie.tel) == ("card left", "Grace Hopper", "Grace@navy.example", "")
    assert tie.address_key == "mailto:grace@navy.example" and tie.peer_user_id is None
    encounter = only(app, Encounter)
    assert (encounter.event_id, encounter.line) == (meetup.event.id, "we spoke of bugs")
    with app.app_context():
        planned = db.session.scalars(select(FollowUp.step_key).order_by(FollowUp.position)).all()
    assert planned[0] == "thanks" and "grace" in tie.search_text and "bugs" in tie.search_text


def test_a_phone_number_will_do(app: Flask, client: FlaskClient, meetup: Meetup, bob: User, count: Count) -> None:
    leave(client, meetup.bobs_badge, reach="+31 (20) 555-0123")
    (tie,) = ties_of(app, bob)
    assert (tie.tel, tie.email, tie.address_key) == ("+31 (20) 555-0123", "", "tel:+31205550123")
    assert count(Outgoing) == 0


def test_the_confirmation_says_what_was_shared_with_whom(client: FlaskClient, meetup: Meetup) -> None:
    page = client.get(leave(client, meetup.bobs_badge).location)
    for text in ("Bob Builder has your card", "we spoke of bugs", "PyData", "Take my card back"):
        assert text in text_of(page)


def test_a_mail_with_the_withdraw_link_waits_for_the_worker(app: Flask, client: FlaskClient, meetup: Meetup) -> None:
    location = leave(client, meetup.bobs_badge).location
    row = only(app, Outgoing)
    with app.test_request_context():
        to, subject, text = card_left_mail(row.payload)
    assert (row.kind, to) == (KIND, "Grace@navy.example")
    assert f"http://localhost{location}" in text
    assert "Grace" not in subject + text and "Bob" not in subject + text


def test_fifty_submits_at_once_make_one_of_everything(app: Flask, meetup: Meetup, bob: User, count: Count) -> None:
    def submit(number: int) -> str:
        phone = Client(app)
        phone.environ_base["REMOTE_ADDR"] = f"203.0.113.{number}"
        return str(leave(phone, meetup.bobs_badge).location)

    with ThreadPoolExecutor(10) as pool:
        confirmations = set(pool.map(submit, range(50)))
    assert len(confirmations) == 1
    assert (count(CardLeft), count(Tie), count(Encounter), count(Outgoing)) == (1, 1, 1, 1)
    with app.app_context():
        steps = db.session.scalars(select(FollowUp.step_key)).all()
    assert len(steps) == len(set(steps)) > 0


def test_another_line_joins_the_first_on_the_same_tie(
    app: Flask, client: FlaskClient, meetup: Meetup, bob: User, count: Count
) -> None:
    leave(client, meetup.bobs_badge)
    leave(client, meetup.bobs_badge, line="and of compilers", reach="GRACE@navy.example")
    assert (count(CardLeft), count(Tie), count(Encounter)) == (2, 1, 1)
    assert only(app, Encounter).line == "we spoke of bugs\nand of compilers"


def test_what_the_owner_typed_stays(app: Flask, client: FlaskClient, make: Make, meetup: Meetup, bob: User) -> None:
    known = make.tie(
        bob, name="Amazing Grace", org="Navy", email="grace@NAVY.example", address_key="mailto:grace@navy.example"
    )
    make.note(known, "owes me a nanosecond")
    leave(client, meetup.bobs_badge, full_name="Grace H.")
    (tie,) = ties_of(app, bob)
    assert (tie.id, tie.name, tie.org, tie.email) == (known.id, "Amazing Grace", "Navy", "grace@NAVY.example")
    assert tie.origin == "by hand" and only(app, Encounter).line == "we spoke of bugs"


def test_the_address_of_a_user_is_no_proof_of_being_that_user(
    app: Flask, client: FlaskClient, meetup: Meetup, alice: User, bob: User
) -> None:
    leave(client, meetup.bobs_badge, reach="alice@example.org")
    (tie,) = ties_of(app, bob)
    assert tie.peer_user_id is None and tie.origin == "card left"


def test_long_before_the_event_the_card_is_left_outside_it(
    app: Flask, client: FlaskClient, make: Make, bob: User
) -> None:
    soon = now() + timedelta(days=3)
    event = make.event(bob, starts_at=soon, ends_at=soon + timedelta(hours=3))
    leave(client, make.badge(make.card(bob), event))
    assert only(app, Encounter).event_id is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"full_name": ""},
        {"full_name": "x" * 300},
        {"full_name": "G\x00"},
        {"reach": ""},
        {"reach": "nobody"},
        {"reach": "a@b"},
        {"reach": "12"},
        {"reach": "a@x.org\nBcc: b@x.org"},
        {"line": "x" * 201},
        {"consent": ""},
        {"reach": "<script>@x.org"},
    ],
)
def test_what_is_wrong_is_said_and_the_rest_stays_typed(
    client: FlaskClient, meetup: Meetup, count: Count, wrong: dict[str, str]
) -> None:
    kept = next(text for name, text in GUEST.items() if name not in wrong and name != "consent")
    answer = leave(client, meetup.bobs_badge, **wrong)
    assert answer.status_code == 422 and "Not sent yet" in text_of(answer) and kept in answer.text
    assert (count(Tie), count(CardLeft)) == (0, 0)


def test_without_the_box_ticked_nothing_is_kept(client: FlaskClient, meetup: Meetup, count: Count) -> None:
    fields = {name: text for name, text in GUEST.items() if name != "consent"}
    answer = client.post(f"/c/{meetup.bobs_badge.code}/cards-left", data=fields)
    assert answer.status_code == 422 and count(CardLeft) == 0


def test_with_a_revoked_or_unknown_code_nothing_is_left(
    client: FlaskClient, make: Make, meetup: Meetup, count: Count
) -> None:
    revoked = make.badge(meetup.bobs_card, revoked_at=now())
    assert leave(client, revoked).status_code == 410
    assert client.post(f"/c/{'Z' * 26}/cards-left", data=GUEST).status_code == 404
    assert count(CardLeft) == 0


def test_one_network_cannot_flood_one_person(client: FlaskClient, meetup: Meetup, count: Count) -> None:
    statuses = [leave(client, meetup.bobs_badge, line=f"line {number}").status_code for number in range(12)]
    assert statuses == [303] * 10 + [429] * 2
    assert count(CardLeft) == 10


def test_many_networks_together_cannot_flood_one_person_either(
    client: FlaskClient, meetup: Meetup, count: Count
) -> None:
    statuses = []
    for number in range(62):
        client.environ_base["REMOTE_ADDR"] = f"203.0.113.{number}"
        statuses.append(leave(client, meetup.bobs_badge, reach=f"guest{number}@x.org").status_code)
    assert statuses == [303] * 60 + [429] * 2


def test_a_form_of_another_site_leaves_nothing(client: FlaskClient, meetup: Meetup, count: Count) -> None:
    answer = client.post(
        f"/c/{meetup.bobs_badge.code}/cards-left", data=GUEST, headers={"Origin": "https://evil.example"}
    )
    assert answer.status_code == 403 and count(CardLeft) == 0
