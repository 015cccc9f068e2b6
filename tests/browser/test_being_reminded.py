"""A phone asks to be reminded, is woken by what the application sent, and shows and opens what it was woken for."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from networking_app.accounts.models import Outgoing, User
from networking_app.clock import now
from networking_app.events.models import Event
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.prompts.models import PromptSettings, PushSubscription
from networking_app.ties.models import Interaction, Tie
from tests.browser.gallery import PUSH_KNOWN
from tests.browser.phones import Phones
from tests.browser.synced import until
from tests.factories import Make, follow_ups_of
from tests.push_phone import PushPhone
from tests.receivers import Receiver, receiving
from tests.servers import Served

# Chromium's own push service cannot be reached from here, so its subscription is one of ours.
SUBSCRIBE = """(() => { if (!self.PushManager) return;
    const said = SAID;
    PushManager.prototype.getSubscription = async () => JSON.parse(localStorage.getItem('stand-in')) && make();
    PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
        localStorage.setItem('stand-in', JSON.stringify([...new Uint8Array(applicationServerKey)])); return make(); };
    const make = () => ({ endpoint: said.endpoint, toJSON: () => said,
        options: { applicationServerKey: new Uint8Array(JSON.parse(localStorage.getItem('stand-in'))).buffer },
        unsubscribe: async () => localStorage.removeItem('stand-in') });
})()"""
BADGES = """(() => { const set = (number) => localStorage.setItem('badge', number);
    Navigator.prototype.setAppBadge = async (number) => set(number);
    Navigator.prototype.clearAppBadge = async () => set(0); })()"""
BADGE = "localStorage.getItem('badge')"
LONG_AGO = """() => { const told = JSON.parse(localStorage.getItem('push-told'));
    localStorage.setItem('push-told', JSON.stringify({ ...told, at: 0 })) }"""
NOTIFICATIONS = "async (n) => (await (await navigator.serviceWorker.ready).getNotifications()).length === n"
PUSHED = """async (data) => {
    const event = new PushEvent('push', data ? { data } : {});
    await new Promise((resolve, reject) => {
        event.waitUntil = (shown) => shown.then(resolve, reject);
        self.dispatchEvent(event);
    });
}"""
SHOWN = """async () => (await (await navigator.serviceWorker.ready).getNotifications())
    .map(({title, body, tag, data, actions}) => ({title, body, tag, data, actions}))"""
CLICK = """async (action) => { const [notification] = await self.registration.getNotifications();
    self.dispatchEvent(new NotificationEvent('notificationclick', { notification, action })) }"""


@pytest.fixture
def service() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def keys() -> PushPhone:
    return PushPhone()


@pytest.fixture
def reachable(phone: Phones, service: Receiver, keys: PushPhone, alice: User) -> Page:
    """A phone of Alice's whose browser may show messages, and an installation that pushes."""
    phone.served.app.config.update(VAPID_CONTACT="mailto:ops@knownby.org", PUSH_HOSTS=("localhost",),
                                   ALLOWED_HOSTS_INSIDE=(service.place,))
    page = phone(alice)
    page.context.grant_permissions(["notifications"], origin=phone.served.url)
    page.add_init_script(SUBSCRIBE.replace("SAID", json.dumps(keys.subscription(service.url))))
    page.add_init_script(BADGES)
    return page


@pytest.fixture
def pydata(make: Make, alice: User) -> Event:
    """An evening after which somebody is due on any day at any hour."""
    with make.app.app_context():
        db.session.get_one(User, alice.id).days_off = 0
        db.session.commit()
    make.saved(PromptSettings(user_id=alice.id, quiet_from=0, quiet_until=0))
    return make.event(alice, summary="PyData", starts_at=now() - timedelta(days=9), ends_at=now() - timedelta(days=8))


@pytest.fixture
def grace(make: Make, alice: User, pydata: Event) -> Tie:
    tie = make.tie(alice, name="Grace Hopper")
    make.encounter(tie, pydata)
    make.follow_ups(tie, pydata)
    return tie


def subscribe(page: Page) -> None:
    page.goto("/reminders")
    page.get_by_role("button", name="Remind me on this device").click()
    expect(page.locator("#push .fact")).to_contain_text("this one")


@pytest.fixture
def wake(reachable: Page, served: Served, make: Make, service: Receiver, keys: PushPhone) -> Callable[[Tie], None]:
    """Have the worker push about somebody, and the browser's service worker get what arrived."""

    def wake(tie: Tie) -> None:
        with make.app.app_context():
            device = db.session.scalars(select(PushSubscription)).one()
        step = follow_ups_of(make.app, tie)[0]
        payload = {"event_id": step.event_id, "day": now().date().isoformat(), "follow_ups": [step.id],
                   "subscription_id": device.id}
        make.saved(Outgoing(kind="push", user_id=device.user_id, payload=payload))
        assert served.app.test_cli_runner().invoke(args=["worker", "--once"]).exit_code == 0
        hand_over(reachable, keys.read(service.got[-1].body).decode())

    return wake


def hand_over(page: Page, text: str) -> None:
    devtools = page.context.new_cdp_session(page)
    seen: list[Any] = []
    devtools.on("ServiceWorker.workerRegistrationUpdated", lambda said: seen.extend(said["registrations"]))
    devtools.send("ServiceWorker.enable")
    for _try in range(100):
        if seen:
            break
        page.wait_for_timeout(50)
    origin = re.sub(r"(https?://[^/]+).*", r"\1", page.url)
    [registration] = {one["registrationId"] for one in seen if not one["isDeleted"]}
    devtools.send("ServiceWorker.deliverPushMessage", {"origin": origin, "registrationId": registration, "data": text})
    until(page, "async () => (await (await navigator.serviceWorker.ready).getNotifications()).length > 0")


def test_what_the_worker_sent_is_shown_and_opens_the_checklist(
    reachable: Page, wake: Callable[[Tie], None], pydata: Event, grace: Tie
) -> None:
    page = reachable
    subscribe(page)
    wake(grace)
    [shown] = page.evaluate(SHOWN)
    assert shown["title"] == "1 person to follow up from PyData" and "Grace" not in json.dumps(shown)
    assert shown["tag"] == f"event-{pydata.id}"
    page.context.service_workers[0].evaluate(CLICK, "")
    page.wait_for_url(f"**/events/{pydata.id}/follow-ups")
    until(page, NOTIFICATIONS, 0)
    expect(page.locator(".follow-up-who").first).to_contain_text("Grace Hopper")


def test_we_talked_is_kept_from_the_lock_screen_and_taken_back(
    reachable: Page, make: Make, wake: Callable[[Tie], None], grace: Tie
) -> None:
    def talks() -> int:
        with make.app.app_context():
            return len(db.session.scalars(select(Interaction)).all())

    page = reachable
    subscribe(page)
    page.goto("/")
    until(page, "async () => (await caches.keys()).some((name) => name.startsWith('kept-'))")
    wake(grace)
    for action, words, number in (("talked", "Kept: you were in touch.", 1), ("undo", "Taken back.", 0)):
        assert action in [one["action"] for one in page.evaluate(SHOWN)[0]["actions"]]
        page.context.service_workers[0].evaluate(CLICK, action)
        until(page, f"async () => (await ({SHOWN})()).some(({{title}}) => title === {json.dumps(words)})")
        for _try in range(100):
            if talks() == number:
                break
            page.wait_for_timeout(50)
        assert talks() == number


def test_a_message_that_cannot_be_read_is_shown_all_the_same(reachable: Page, make: Make) -> None:
    page = reachable
    subscribe(page)
    for data in ("", "{", "[]", "null", '{"notification": 5}', '{"notification": {"title": ""}}'):
        worker = page.context.service_workers[0]
        worker.evaluate("async () => { for (const old of await registration.getNotifications()) old.close() }")
        until(page, NOTIFICATIONS, 0)  # one that is still being closed would take the next with it
        worker.evaluate(PUSHED, data)
        until(page, NOTIFICATIONS, 1)
        [shown] = page.evaluate(SHOWN)
        assert (shown["title"], shown["body"]) == ("Knownby", "Something is due today."), data


def test_taken_off_on_another_device_it_stays_off(
    reachable: Page, phone: Phones, make: Make, client_for: Callable[[User], Any], alice: User
) -> None:
    phone.expect_complaint("410")
    page = reachable
    subscribe(page)
    with make.app.app_context():
        device = db.session.scalars(select(PushSubscription)).one()
    client_for(alice).delete(f"/push-subscriptions/{device.id}")
    with page.expect_response("**/push-subscriptions") as answer:
        page.evaluate(LONG_AGO)
        page.goto("/ties")
    assert answer.value.status == 410
    until(page, "() => localStorage.getItem('stand-in') === null && localStorage.getItem('push-told') === null")


def test_with_a_new_key_the_browser_subscribes_anew(reachable: Page, make: Make) -> None:
    page = reachable
    subscribe(page)
    page.evaluate("localStorage.setItem('stand-in', '[4, 1, 2]')")
    page.goto("/ties")
    until(page, "() => JSON.parse(localStorage.getItem('stand-in')).length === 65")


def test_a_browser_that_the_server_has_lost_can_ask_again(reachable: Page, make: Make) -> None:
    page = reachable
    subscribe(page)
    with make.app.app_context():
        db.session.delete(db.session.scalars(select(PushSubscription)).one())
        db.session.commit()
    subscribe(page)


def test_signing_out_unsubscribes_the_browser(reachable: Page, phone: Phones, make: Make) -> None:
    phone.expect_complaint("401")  # what the page asks for while the session ends
    page = reachable
    subscribe(page)
    page.goto("/settings")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile(r"/$"))
    with make.app.app_context():
        assert db.session.scalars(select(PushSubscription)).all() == []
    assert page.evaluate("localStorage.getItem('stand-in')") is None


def test_today_asks_quietly_and_takes_no_for_an_answer(reachable: Page, grace: Tie) -> None:
    page = reachable
    page.goto("/")
    offer = page.get_by_role("heading", name="Shall this device remind you?")
    expect(offer).to_be_visible()
    assert page.evaluate("localStorage.getItem('stand-in')") is None
    page.get_by_role("button", name="No, thanks").click()
    expect(offer).to_be_hidden()
    page.reload()
    page.evaluate(PUSH_KNOWN)
    expect(offer).to_be_hidden()


def test_the_icon_counts_who_is_due(reachable: Page, make: Make, alice: User, pydata: Event) -> None:
    def due(name: str) -> None:
        tie = make.tie(alice, name=name)
        make.encounter(tie, pydata)
        when = {"due_on": now().date() - timedelta(days=2), "due_at": now()}
        make.saved(FollowUp(owner_id=alice.id, tie_id=tie.id, event_id=pydata.id, step_key="one", position=0,
                            condition="always", title="Thank her", **when))

    page = reachable
    for name in ("Grace Hopper", "Alan Turing", "Ada Lovelace"):
        due(name)
    page.goto("/")
    until(page, f"() => {BADGE} === '3'")
    page.get_by_role("button", name="Done").first.click()
    until(page, f"() => {BADGE} === '2'")
    for name in ("Mary Somerville", "Annie Easley"):
        due(name)
    page.goto("/events")
    until(page, f"() => {BADGE} === '4'")
