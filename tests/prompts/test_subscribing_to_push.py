"""A browser offers to be woken, is listed, is taken off again, and wakes nobody who is not signed in there."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from networking_app.accounts.models import Outgoing, User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.prompts.models import PromptSettings, PushSubscription
from networking_app.prompts.push_keys import browser_key
from networking_app.prompts.subscriptions import MOST_DEVICES
from tests.clients import signed_in, text_of
from tests.databases import KINDS
from tests.factories import PASSWORD, Make
from tests.push_phone import PushPhone, subscribed

# Of forms and receivers: once, on the stricter database.
pytestmark = pytest.mark.only(KINDS[-1])

ENDPOINT = "https://fcm.googleapis.com/fcm/send/a-long-secret"
FIREFOX = {"User-Agent": "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"}


@pytest.fixture
def ready(configure: Callable[..., Flask]) -> Flask:
    return configure(VAPID_CONTACT="mailto:ops@knownby.org")


@pytest.fixture
def phone() -> PushPhone:
    return PushPhone()


def offer(client: FlaskClient, phone: PushPhone, endpoint: str = ENDPOINT, **more: Any) -> int:
    body = phone.subscription(endpoint) | {"asked": True} | more
    return client.post("/push-subscriptions", json=body, headers=FIREFOX).status_code


def rows(app: Flask) -> list[PushSubscription]:
    with app.app_context():
        return list(db.session.scalars(select(PushSubscription).order_by(PushSubscription.id)))


def test_a_browser_that_asks_is_listed_and_marked(ready: Flask, alice: User, phone: PushPhone) -> None:
    client = signed_in(ready, alice)
    assert offer(client, phone) == 201
    [row] = rows(ready)
    assert (row.endpoint, row.user_id, row.device) == (ENDPOINT, alice.id, "Firefox on Android")
    page = client.get("/reminders")
    assert "Firefox on Android since today this one" in text_of(page)
    for secret in (ENDPOINT, row.p256dh, row.auth):
        assert secret not in page.text
    elsewhere = text_of(signed_in(ready, alice).get("/reminders"))
    assert "Firefox on Android" in elsewhere and "this one" not in elsewhere


def test_pages_tell_browsers_the_key(
    app: Flask, configure: Callable[..., Flask], alice: User, client: FlaskClient
) -> None:
    hers = signed_in(app, alice)
    assert "push-key" not in hers.get("/").text
    with configure(VAPID_CONTACT="mailto:ops@knownby.org").app_context():
        key = browser_key()
    assert f'<meta name="push-key" content="{key}">' in hers.get("/").text
    assert "push-key" not in client.get("/sign-in").text


def test_offering_again_changes_nothing_but_the_keys(ready: Flask, alice: User, phone: PushPhone) -> None:
    client, other = signed_in(ready, alice), PushPhone()
    assert offer(client, phone) == offer(client, other, asked=False) == 201
    [row] = rows(ready)
    assert row.p256dh == other.subscription("")["keys"]["p256dh"]


def test_a_browser_has_one_subscription(ready: Flask, alice: User, phone: PushPhone) -> None:
    client = signed_in(ready, alice)
    for name in ("one", "two"):
        offer(client, phone, ENDPOINT + name)
    assert [row.endpoint for row in rows(ready)] == [ENDPOINT + "two"]


def test_on_one_phone_it_goes_with_the_account(
    ready: Flask, make: Make, alice: User, bob: User, phone: PushPhone
) -> None:
    offer(signed_in(ready, alice), phone)
    with ready.app_context():
        db.session.scalars(select(PushSubscription)).one().reached_at = now()
        db.session.commit()
    offer(signed_in(ready, bob), phone)
    [row] = rows(ready)
    assert row.user_id == bob.id and row.reached_at is None


@pytest.mark.parametrize("way", ["sign-out", "another device", "password", "closure"])
def test_who_is_not_signed_in_any_more_is_not_woken(ready: Flask, alice: User, phone: PushPhone, way: str) -> None:
    client = signed_in(ready, alice)
    offer(client, phone)
    [row] = rows(ready)
    if way == "sign-out":
        client.post("/sign-out")
    elif way == "another device":
        signed_in(ready, alice).delete(f"/sessions/{row.session_id}")
    elif way == "password":
        signed_in(ready, alice).post("/password", data={"old": PASSWORD, "password": "tea with lemon"})
    else:
        signed_in(ready, alice).post("/account/closure", data={"password": PASSWORD, "sure": "1"})
    assert rows(ready) == []


def test_what_is_taken_off_stays_off_until_it_is_asked_for_there(
    ready: Flask, alice: User, phone: PushPhone
) -> None:
    client = signed_in(ready, alice)
    offer(client, phone)
    [row] = rows(ready)
    answer = signed_in(ready, alice).post(f"/push-subscriptions/{row.id}?_method=DELETE", follow_redirects=True)
    assert "no messages any more" in text_of(answer) and rows(ready) == []
    assert offer(client, phone, asked=False) == 410 and rows(ready) == []
    assert offer(client, phone, asked=True) == 201
    assert offer(client, phone, asked=False) == 201


def test_somebody_elses_device_is_not_there(ready: Flask, make: Make, alice: User, bob: User, phone: PushPhone) -> None:
    row = subscribed(make, bob, phone, ENDPOINT)
    client = signed_in(ready, alice)
    assert client.delete(f"/push-subscriptions/{row.id}").status_code == 404
    assert client.post(f"/push-subscriptions/{row.id}/sample").status_code == 404
    assert len(rows(ready)) == 1


def test_of_very_many_devices_those_reached_last_stay(
    ready: Flask, make: Make, alice: User, bob: User, phone: PushPhone
) -> None:
    for number in range(MOST_DEVICES + 1):
        subscribed(make, alice, phone, f"{ENDPOINT}{number}", reached_at=now() - timedelta(days=number))
    kept = subscribed(make, bob, phone, f"{ENDPOINT}bob")
    offer(signed_in(ready, alice), phone, f"{ENDPOINT}new")
    left = rows(ready)
    assert len([row for row in left if row.user_id == alice.id]) == MOST_DEVICES and kept.id in [row.id for row in left]
    names = {row.endpoint for row in left}
    assert {f"{ENDPOINT}new", f"{ENDPOINT}0"} <= names
    assert not {f"{ENDPOINT}{MOST_DEVICES - 1}", f"{ENDPOINT}{MOST_DEVICES}"} & names


@pytest.mark.parametrize("endpoint", [
    "http://fcm.googleapis.com/x", "https://evil.example/x", "https://evilfcm.googleapis.com.example/x", "https://127.0.0.1/",
    "https://fcm.googleapis.com:8443/x", "https://fcm.googleapis.com@evil.example/", "https://notpush.apple.com.evil.org/",
    "javascript:alert(1)", "", "https://fcm.googleapis.com/" + "z" * 2000, "https://xpush.apple.com/",
])  # fmt: skip
def test_only_push_services_that_are_known_are_written_to(
    ready: Flask, alice: User, phone: PushPhone, endpoint: str
) -> None:
    assert offer(signed_in(ready, alice), phone, endpoint) == 422
    assert rows(ready) == []


@pytest.mark.parametrize("endpoint", [
    ENDPOINT, "https://jmt17.google.com/fcm/send/x", "https://updates.push.services.mozilla.com/wpush/v2/x",
    "https://web.push.apple.com/x", "https://wns2-par02p.notify.windows.com/w/?token=x",
])  # fmt: skip
def test_the_push_services_of_browsers_are_known(ready: Flask, alice: User, phone: PushPhone, endpoint: str) -> None:
    assert offer(signed_in(ready, alice), phone, endpoint) == 201


@pytest.mark.parametrize("body", [
    {}, {"endpoint": ENDPOINT}, {"endpoint": ENDPOINT, "keys": {}},
    {"endpoint": 5, "keys": {"p256dh": "a", "auth": "b"}},
    {"endpoint": ENDPOINT, "keys": {"p256dh": "AAAA", "auth": "AAAA"}}, [], "x", None,
    {"endpoint": ENDPOINT, "keys": {"p256dh": "\u00e9" * 87, "auth": "\u00e9" * 22}},
    {"endpoint": ENDPOINT, "keys": {"p256dh": "A" * 100_000, "auth": "A" * 22}},
])  # fmt: skip
def test_odd_offers_are_refused(ready: Flask, alice: User, body: Any) -> None:
    answer = signed_in(ready, alice).post("/push-subscriptions", data=json.dumps(body), content_type="application/json")
    assert 400 <= answer.status_code < 500 and rows(ready) == []


def test_without_a_contact_it_is_not_offered_and_the_page_says_why(app: Flask, alice: User, phone: PushPhone) -> None:
    client = signed_in(app, alice)
    page = client.get("/reminders")
    assert "VAPID_CONTACT" in text_of(page) and "push-switch" not in page.text
    assert offer(client, phone) == 409


def test_today_asks_once_there_is_somebody_to_follow_up(
    ready: Flask, make: Make, alice: User, phone: PushPhone
) -> None:
    client = signed_in(ready, alice)
    assert "push-switch" not in client.get("/").text
    tie = make.tie(alice, name="Grace Hopper")
    make.encounter(tie)
    assert "push-switch" not in client.get("/").text
    make.encounter(tie, make.event(alice))
    assert "push-switch" in client.get("/").text
    offer(client, phone)
    assert "push-switch" not in client.get("/").text
    client.delete(f"/push-subscriptions/{rows(ready)[0].id}")
    assert "push-switch" not in client.get("/").text
    assert "push-switch" in signed_in(ready, alice).get("/").text


def test_quiet_hours_and_names_are_chosen(ready: Flask, alice: User) -> None:
    client = signed_in(ready, alice)
    for form, stored in (({"quiet_from": "22", "quiet_until": "7", "names_on_screen": "1"}, (22, 7, True)),
                         ({"quiet_from": "0", "quiet_until": "0"}, (0, 0, False))):
        assert client.post("/reminders/quiet-hours", data=form).status_code == 303
        with ready.app_context():
            chosen = db.session.get_one(PromptSettings, alice.id)
            assert (chosen.quiet_from, chosen.quiet_until, chosen.names_on_screen) == stored


@pytest.mark.parametrize("hour", ["24", "-1", "", "noon", "8.5"])
def test_an_odd_hour_is_said_and_nothing_is_stored(ready: Flask, alice: User, hour: str) -> None:
    answer = signed_in(ready, alice).post("/reminders/quiet-hours", data={"quiet_from": "22", "quiet_until": hour,
                                                                           "names_on_screen": "1"})
    assert answer.status_code == 422 and 'class="error"' in answer.text
    assert '<option value="22" selected>' in answer.text
    with ready.app_context():
        assert db.session.get(PromptSettings, alice.id) is None


def test_a_sample_goes_to_one_device_at_once(ready: Flask, make: Make, alice: User, phone: PushPhone) -> None:
    client = signed_in(ready, alice)
    offer(client, phone)
    [row] = rows(ready)
    assert client.post(f"/push-subscriptions/{row.id}/sample").status_code == 303
    with ready.app_context():
        queued = db.session.scalars(select(Outgoing)).one()
        assert (queued.kind, queued.payload["subscription_id"], queued.payload["shown"]) == ("push", row.id, True)
