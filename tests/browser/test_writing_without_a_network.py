"""What a person writes without a network is shown at once, kept on the phone and arrives once."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select, update

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.events.models import Event
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.ties.models import Interaction, Note, Tie, TieTag
from tests.browser.phones import Phones
from tests.browser.slow import Held
from tests.browser.synced import until
from tests.factories import Make

CHIP = "on this phone only"
# The worker is there, and so is what takes in what is written.
CONTROLLED = """new Promise((done) => navigator.serviceWorker.controller ? done()
    : navigator.serviceWorker.addEventListener("controllerchange", () => done()))
    .then(() => import(document.scripts[0].src.replace("app.js", "outbox/start.js"))).then(() => true)"""
EMPTY = """async () => {
    const { outbox } = await import(document.scripts[0].src.replace('app.js', 'outbox/here.js'));
    return (await outbox.rows()).length === 0;
}"""
KEPT_WITHOUT = """async (step) => {
    const kept = await caches.match('/');
    return kept && !(await kept.text()).includes(step);
}"""
RUBBISH = """async () => {
    const { outbox } = await import(document.scripts[0].src.replace('app.js', 'outbox/here.js'));
    await outbox.database.write((rows) => void rows.add({ rubbish: "<img src=x onerror=alert(1)>" }));
}"""


class Meetup:
    """Alice met Grace, and is to thank her today."""

    def __init__(self, make: Make, alice: User) -> None:
        self.make = make
        self.event: Event = make.event(alice, summary="PyData")
        self.tie: Tie = make.tie(alice, name="Grace Hopper")
        make.encounter(self.tie, self.event)
        make.follow_ups(self.tie, self.event)
        with make.app.app_context():
            db.session.execute(update(FollowUp).values(due_on=now().date()))
            db.session.commit()

    def count(self, table: type, **equal: object) -> int:
        with self.make.app.app_context():
            return db.session.scalar(select(func.count()).select_from(table).filter_by(**equal)) or 0

    def first_step(self) -> FollowUp:
        with self.make.app.app_context():
            return db.session.scalars(select(FollowUp).order_by(FollowUp.position)).first()  # type: ignore[return-value]


@pytest.fixture
def meetup(make: Make, alice: User) -> Meetup:
    return Meetup(make, alice)


@pytest.fixture
def page(phone: Phones, alice: User) -> Page:
    """Alice's phone, which has opened the app once."""
    for part in ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "Failed to load resource"):
        phone.expect_complaint(part)
    page = phone(alice)
    page.goto("/install")
    page.evaluate(CONTROLLED)
    return page


def unsent(page: Page) -> None:
    expect(page.locator(".bar-unsent")).to_be_visible()


def nothing_unsent(page: Page) -> None:
    until(page, EMPTY)
    expect(page.locator(".bar-unsent")).to_be_hidden()


def test_done_is_shown_at_once_and_arrives_when_the_network_is_back(page: Page, meetup: Meetup) -> None:
    page.goto("/")
    page.context.set_offline(True)
    page.get_by_role("button", name="Done").first.click()
    row = page.locator(".follow-up").first
    expect(row).to_contain_text("Done")
    expect(row).to_contain_text(CHIP)
    expect(page.locator(".bar-unsent")).to_have_text(re.compile("1 not sent yet"))
    assert meetup.first_step().completed_at is None
    page.context.set_offline(False)
    nothing_unsent(page)
    assert meetup.first_step().completed_at is not None


def test_what_was_done_is_done_in_the_kept_copy_too(page: Page, meetup: Meetup) -> None:
    page.goto("/")
    page.get_by_role("button", name="Done").first.click()
    expect(page.locator("#toasts")).to_contain_text("Done: Say thank you")
    step = f"follow-up-{meetup.first_step().id}"
    expect(page.locator(f"#{step}")).to_have_count(0)
    until(page, KEPT_WITHOUT, f'id="{step}"')  # it is kept behind the answer
    page.context.set_offline(True)
    page.goto("/")
    expect(page.locator("h1")).to_have_text("Today")
    expect(page.locator(f"#{step}")).to_have_count(0)


def test_a_tick_comes_only_from_the_server(page: Page, meetup: Meetup) -> None:
    page.goto("/")
    page.context.set_offline(True)
    page.get_by_role("button", name="Done").first.click()
    expect(page.locator("#toasts")).to_contain_text("kept on this phone")
    expect(page.locator("#toasts")).not_to_contain_text("Done: Say thank you")


def test_with_a_network_done_says_so_and_can_be_undone(page: Page, meetup: Meetup) -> None:
    page.goto("/")
    page.get_by_role("button", name="Done").first.click()
    toast = page.locator("#toasts")
    expect(toast).to_contain_text("Done: Say thank you")
    expect(page.locator(f"#follow-up-{meetup.first_step().id}")).to_have_count(0)
    toast.get_by_role("button", name="Undo").click()
    expect(page.locator(f"#follow-up-{meetup.first_step().id}")).to_be_visible()
    assert meetup.first_step().completed_at is None


def test_what_was_never_sent_is_undone_on_the_phone(page: Page, meetup: Meetup) -> None:
    page.goto("/")
    page.context.set_offline(True)
    page.get_by_role("button", name="Done").first.click()
    unsent(page)
    page.locator(".follow-up").first.get_by_role("button", name="Undo").click()
    nothing_unsent(page)
    expect(page.locator(".follow-up").first).not_to_contain_text(CHIP)


def test_note_tag_and_contact_on_a_tie_arrive_once(page: Page, meetup: Meetup) -> None:
    page.goto(f"/ties/{meetup.tie.id}")
    page.context.set_offline(True)
    page.get_by_label("Your words").fill("compilers & <b>cats</b>")
    page.get_by_role("button", name="Keep note").click()
    expect(page.locator(".timeline")).to_contain_text("compilers & <b>cats</b>")
    page.get_by_label("Add a tag").fill("navy")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".tags").first).to_contain_text("navy")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.locator(".bar-unsent")).to_have_text(re.compile("3 not sent yet"))
    page.context.set_offline(False)
    nothing_unsent(page)
    assert meetup.count(Note, text="compilers & <b>cats</b>") == 1
    assert meetup.count(TieTag, name="navy") == meetup.count(Interaction, channel="message") == 1


def test_somebody_added_by_hand_stands_among_the_ties_at_once(page: Page, meetup: Meetup) -> None:
    page.goto("/ties/new")
    page.context.route("**/outbox", lambda route: route.abort())
    page.get_by_label("Name").fill("Hedy Lamarr")
    page.get_by_label("What did you talk about?").fill("hopping frequencies")
    page.get_by_role("button", name="Save").click()
    expect(page).to_have_url(re.compile("/ties$"))
    pending = page.locator("[data-pending-ties]")
    expect(pending).to_contain_text("Hedy Lamarr")
    expect(pending).to_contain_text(CHIP)
    page.context.unroute("**/outbox")
    page.reload()
    expect(page.locator("#found")).to_contain_text("Hedy Lamarr")
    expect(pending).to_be_empty()
    assert meetup.count(Tie, name="Hedy Lamarr") == 1


def test_what_arrives_later_stays_on_the_page_that_shows_it(page: Page, meetup: Meetup) -> None:
    page.goto(f"/ties/{meetup.tie.id}")
    page.context.set_offline(True)
    page.get_by_label("Your words").fill("compilers and cats")
    page.get_by_role("button", name="Keep note").click()
    expect(page.locator(".timeline")).to_contain_text(CHIP)
    page.context.set_offline(False)
    expect(page.locator(".timeline [data-note]")).to_contain_text("compilers and cats")
    expect(page.locator(".timeline")).not_to_contain_text(CHIP)


def test_what_arrives_while_one_writes_loses_its_mark_and_the_words_stay(page: Page, meetup: Meetup) -> None:
    page.goto(f"/ties/{meetup.tie.id}")
    page.context.set_offline(True)
    for text in ("first words", "second words"):
        page.get_by_label("Your words").fill(text)
        page.get_by_role("button", name="Keep note").click()
        expect(page.locator(".timeline")).to_contain_text(text)
    page.get_by_label("Add a tag").fill("navy")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".tags").first).to_contain_text("navy")
    page.get_by_label("Your words").fill("third words, half wr")
    page.context.set_offline(False)
    expect(page.get_by_text(CHIP)).to_have_count(0)
    nothing_unsent(page)
    expect(page.get_by_label("Your words")).to_have_value("third words, half wr")
    for text in ("first words", "second words"):
        expect(page.locator(".timeline").get_by_text(text)).to_have_count(1)
    expect(page.locator(".tags").first).to_contain_text("navy")


def test_a_lost_reply_doubles_nothing(page: Page, meetup: Meetup) -> None:
    page.goto(f"/ties/{meetup.tie.id}")
    held = Held(page, "**/outbox")
    page.get_by_label("Your words").fill("only once")
    page.get_by_role("button", name="Keep note").click()
    expect(page.locator(".timeline")).to_contain_text("only once")
    lost = held[0]
    answer = lost.fetch().json()
    lost.abort()
    page.context.unroute("**/outbox")
    page.goto("/not-sent")
    expect(page.get_by_text("Everything has arrived")).to_be_visible()
    assert answer["results"][0]["status"] == 201
    assert meetup.count(Note, text="only once") == 1


def test_without_an_answer_for_four_seconds_it_goes_on(page: Page, meetup: Meetup) -> None:
    page.clock.install()
    page.goto(f"/ties/{meetup.tie.id}")
    held = Held(page, "**/outbox")
    page.clock.pause_at("2100-01-01")
    page.get_by_label("Your words").fill("slow hall")
    page.get_by_role("button", name="Keep note").click()
    expect(page.locator(".timeline")).to_contain_text("slow hall")
    assert held[0]
    page.clock.run_for(3_900)
    expect(page.locator("#toasts .toast")).to_have_count(0)
    page.clock.run_for(200)
    expect(page.locator("#toasts")).to_contain_text("kept on this phone")
    expect(page.get_by_label("Your words")).to_have_value("")


def test_what_the_server_refuses_at_once_stays_in_the_form(page: Page, meetup: Meetup) -> None:
    page.goto(f"/ties/{meetup.tie.id}")
    field = page.get_by_label("Your words")
    field.evaluate("field => field.removeAttribute('maxlength')")
    field.fill("x" * 4100)
    page.get_by_role("button", name="Keep note").click()
    expect(page.locator(".toast-error")).to_contain_text("4000")
    expect(field).to_have_value("x" * 4100)
    nothing_unsent(page)


def test_the_list_says_what_waits_since_when_and_why(page: Page, meetup: Meetup) -> None:
    write_offline(page, meetup, "about compilers")
    page.goto("/not-sent")
    row = page.locator(".unsent-row")
    expect(row).to_contain_text("Note on Grace Hopper")
    expect(row).to_contain_text("about compilers")
    expect(row.locator("time")).to_have_text(re.compile(r"\d\d:\d\d"))
    expect(row).to_contain_text("Waiting for the network.")


def write_offline(page: Page, meetup: Meetup, text: str) -> None:
    """A note that cannot be sent; the page itself still loads."""
    page.context.route("**/outbox", lambda route: route.abort())
    page.goto(f"/ties/{meetup.tie.id}")
    page.get_by_label("Your words").fill(text)
    page.get_by_role("button", name="Keep note").click()
    unsent(page)


def test_what_waits_can_be_changed_even_if_it_may_have_arrived(page: Page, meetup: Meetup) -> None:
    write_offline(page, meetup, "about compilers")
    page.goto("/not-sent")
    page.get_by_role("button", name="Edit").click()
    page.get_by_label("Your words").fill("about interpreters")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".unsent-row", has_text="about interpreters")).to_be_visible()
    page.context.unroute("**/outbox")
    page.evaluate("dispatchEvent(new Event('online'))")  # it may have gone by itself already
    expect(page.get_by_text("Everything has arrived")).to_be_visible()
    page.goto(f"/ties/{meetup.tie.id}")
    expect(page.locator(".timeline")).to_contain_text("about interpreters")
    expect(page.locator(".timeline")).not_to_contain_text("about compilers")


def test_what_waits_can_be_thrown_away_after_a_question(page: Page, meetup: Meetup) -> None:
    write_offline(page, meetup, "never mind")
    page.goto("/not-sent")
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Discard").click()
    expect(page.locator(".unsent-row")).to_have_count(1)
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Discard").click()
    expect(page.get_by_text("Everything has arrived")).to_be_visible()


def test_what_waits_can_be_saved_to_a_file(page: Page, meetup: Meetup, tmp_path: Path) -> None:
    write_offline(page, meetup, "for the archive")
    page.goto("/not-sent")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save to a file").click()
    download.value.save_as(tmp_path / "file.json")
    [row] = json.loads((tmp_path / "file.json").read_text())
    assert row["kind"] == "note" and row["fields"]["text"] == "for the archive"


def test_a_row_that_nothing_can_read_is_shown_as_text_and_never_run(page: Page, meetup: Meetup) -> None:
    page.goto("/not-sent")
    page.evaluate(RUBBISH)
    page.reload()
    expect(page.locator(".unsent-row")).to_contain_text("<img src=x onerror=alert(1)>")
    expect(page.locator(".unsent-row img")).to_have_count(0)
    expect(page.locator(".unsent-row")).to_contain_text("cannot be read")
    write_offline(page, meetup, "a good one")
    page.context.unroute("**/outbox")
    page.goto("/not-sent")
    expect(page.locator(".unsent-row")).to_have_count(1)
    assert meetup.count(Note, text="a good one") == 1


def test_a_session_that_ended_keeps_everything_until_the_person_is_back(
    page: Page, meetup: Meetup, phone: Phones, alice: User
) -> None:
    page.goto(f"/ties/{meetup.tie.id}")
    page.context.clear_cookies()
    page.get_by_label("Your words").fill("signed out meanwhile")
    page.get_by_role("button", name="Keep note").click()
    expect(page.locator("#toasts")).to_contain_text("You are signed out here.")
    expect(page.locator(".bar-unsent")).to_have_text(re.compile("1 not sent yet: sign in"))
    phone.sign_in(page.context, alice)
    page.goto("/")
    nothing_unsent(page)
    assert meetup.count(Note, text="signed out meanwhile") == 1


def test_another_account_on_the_phone_neither_sees_nor_sends_it(
    page: Page, meetup: Meetup, phone: Phones, alice: User, bob: User
) -> None:
    page.goto(f"/ties/{meetup.tie.id}")
    stale = page.context.new_page()
    stale.goto(f"/ties/{meetup.tie.id}")
    page.context.clear_cookies()
    phone.sign_in(page.context, bob)
    stale.get_by_label("Your words").fill("for alice alone")
    stale.get_by_role("button", name="Keep note").click()
    unsent(stale)
    page.goto("/not-sent")
    expect(page.get_by_text("Everything has arrived")).to_be_visible()
    nothing_unsent(page)
    assert meetup.count(Note, text="for alice alone") == 0
    page.context.clear_cookies()
    phone.sign_in(page.context, alice)
    page.goto("/")
    expect(page.locator(f'meta[name=user][content="{alice.phone_key}"]')).to_have_count(1)  # not a page that bob kept
    nothing_unsent(page)
    assert meetup.count(Note, text="for alice alone", owner_id=alice.id) == 1


def test_signing_out_asks_while_something_is_not_sent(page: Page, meetup: Meetup) -> None:
    write_offline(page, meetup, "do not lose me")
    page.goto("/settings")
    page.get_by_role("button", name="Sign out").click()
    dialog = page.locator("dialog#leaving")
    expect(dialog).to_contain_text("1 on this phone have not reached the server")
    dialog.get_by_role("button", name="Stay signed in").click()
    unsent(page)
    page.get_by_role("button", name="Sign out").click()
    dialog.get_by_role("button", name="Sign out and throw away").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
    until(page, "async () => !(await indexedDB.databases()).some(({ name }) => name.startsWith('outbox-'))")


def test_signing_out_asks_although_the_outbox_does_not_listen_yet(
    phone: Phones, meetup: Meetup, alice: User
) -> None:
    phone.expect_complaint("ERR_FAILED")
    page = phone(alice, service_workers="block")
    page.route("**/outbox", lambda route: route.abort())
    page.goto(f"/ties/{meetup.tie.id}")
    page.get_by_label("Your words").fill("do not lose me")
    page.get_by_role("button", name="Keep note").click()
    unsent(page)
    late = Held(page, "**/outbox/start.js")
    page.goto("/settings")
    page.evaluate("import(document.scripts[0].src).then(() => {})")
    page.get_by_role("button", name="Sign out").click()
    until(page, "async () => document.readyState === 'complete'")
    late[0].continue_()
    expect(page.locator("dialog#leaving")).to_be_visible()


def test_a_full_phone_says_so_before_anything_is_lost(page: Page, meetup: Meetup) -> None:
    page.add_init_script("""IDBObjectStore.prototype.add = () => {
        throw new DOMException("full", "QuotaExceededError");
    }""")
    page.goto(f"/ties/{meetup.tie.id}")
    page.get_by_label("Your words").fill("too much")
    page.get_by_role("button", name="Keep note").click()
    expect(page.locator(".toast-error")).to_contain_text("This phone is full")
    expect(page.get_by_label("Your words")).to_have_value("too much")
    expect(page.get_by_role("button", name="Keep note")).to_be_enabled()


def test_every_tab_knows(page: Page, meetup: Meetup) -> None:
    page.goto("/")
    other = page.context.new_page()
    other.goto(f"/ties/{meetup.tie.id}")
    page.context.set_offline(True)
    other.get_by_label("Your words").fill("seen everywhere")
    other.get_by_role("button", name="Keep note").click()
    unsent(page)
    page.context.set_offline(False)
    nothing_unsent(page)
    nothing_unsent(other)
    assert meetup.count(Note, text="seen everywhere") == 1
