"""All ties are there without a network: each page with its notes, and the list with search and filters."""

import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from networking_app.accounts.models import User
from networking_app.cards.making import set_photo
from networking_app.cards.models import Card
from networking_app.clock import now
from networking_app.events.models import Event
from networking_app.extensions import db
from networking_app.formats.folding import fold
from networking_app.formats.photo import reencode
from networking_app.ties import merging
from networking_app.ties.models import Encounter, Tie, TieTag
from tests.browser.phones import Phones
from tests.browser.synced import out_of_reach, until, until_nothing_kept, wait_until_kept
from tests.clients import signed_in
from tests.databases import KINDS, Database
from tests.factories import Make

PEOPLE = 120
KEPT = ["/ties", "/ties/frame"]


@pytest.fixture(autouse=True)
def _no_network_is_expected(phone: Phones) -> None:
    phone.expect_complaint("ERR_INTERNET_DISCONNECTED")
    phone.expect_complaint("Failed to load resource")


def meet_many(make: Make, alice: User) -> Event:
    """Alice has met 120 people; every tenth at PyData, every fifteenth has a boat."""
    event = make.event(alice, summary="PyData")
    with make.app.app_context():
        for number in range(PEOPLE):
            name = f"Person {number:03}"
            tie = Tie(owner_id=alice.id, origin="by hand", name=name, search_text=fold(name, "José" * (number == 77)),
                      last_met_at=now() - timedelta(days=1, minutes=number))
            db.session.add(tie)
            db.session.flush()
            place = {"owner_id": alice.id, "tie_id": tie.id}
            if number % 10 == 0:
                db.session.add(Encounter(**place, event_id=event.id, met_at=now()))
            if number % 15 == 0:
                db.session.add(TieTag(**place, name="boats"))
        db.session.commit()
    return event


@pytest.fixture
def event(make: Make, alice: User) -> Event:
    return meet_many(make, alice)


@pytest.fixture(scope="module")
def out_there(chromium: Browser, databases: Callable[[str], Database]) -> Iterator[BrowserContext]:
    """Alice's phone with all of them, far from any network: for tests that only read."""
    with out_of_reach(chromium, databases(KINDS[0]), meet_many, lambda event: KEPT, PEOPLE) as (phone, _event):
        yield phone


@pytest.fixture
def offline(out_there: BrowserContext) -> Iterator[Page]:
    page = out_there.new_page()
    yield page
    page.close()


@pytest.fixture
def kept(phone: Phones, event: Event, alice: User) -> Page:
    page = phone(alice)
    page.goto("/ties")
    wait_until_kept(page, alice.phone_key, KEPT, ties=PEOPLE)
    return page


def names(page: Page) -> list[str]:
    return page.locator("#found .row-name").all_inner_texts()


def test_every_tie_opens_with_what_was_noted_although_nobody_visited_it(
    phone: Phones, make: Make, alice: User
) -> None:
    ties = [make.tie(alice, name=f"Person {number}") for number in range(30)]
    make.note(ties[3], "Talked about <compilers> & moths")
    page = phone(alice)
    page.goto("/")
    wait_until_kept(page, alice.phone_key, KEPT, ties=30)
    page.context.set_offline(True)
    page.goto(f"/ties/{ties[3].id}")
    expect(page).to_have_title(re.compile("^Person 3 "))
    expect(page.locator("h1")).to_have_text("Person 3")
    expect(page.locator("main")).to_contain_text("Talked about <compilers> & moths")
    expect(page.locator(".kept-note")).to_have_text(re.compile(r"as of \d\d:\d\d"))
    page.goto(f"/ties/{ties[29].id}")
    expect(page.locator("h1")).to_have_text("Person 29")


def test_a_tie_that_was_merged_is_found_by_both_of_its_addresses(
    phone: Phones, make: Make, alice: User
) -> None:
    one, other = make.tie(alice, name="Grace Hopper"), make.tie(alice, name="Grace H.")
    with phone.served.app.app_context():
        merging.merge(db.session.get_one(Tie, one.id), db.session.get_one(Tie, other.id))
        db.session.commit()
    page = phone(alice)
    page.goto("/")
    wait_until_kept(page, alice.phone_key, KEPT, ties=1)
    page.context.set_offline(True)
    for tie in (one, other):
        page.goto(f"/ties/{tie.id}")
        expect(page.locator("h1")).to_have_text("Grace Hopper")


def test_what_changed_elsewhere_is_there_after_the_next_page(kept: Page, phone: Phones, alice: User) -> None:
    client = signed_in(phone.served.app, alice)
    client.post("/ties/5/notes", data={"text": "collects moths", "client_id": "0123abcd-note"})
    client.delete("/ties/6")
    kept.goto("/events")
    wait_until_kept(kept, alice.phone_key, ties=PEOPLE - 1)
    kept.context.set_offline(True)
    kept.goto("/ties/5")
    expect(kept.locator("main")).to_contain_text("collects moths")
    kept.goto("/ties/6")
    expect(kept.locator("h1")).to_have_text("No network")


def test_what_was_written_without_a_network_is_read_without_one_once_it_was_sent(
    phone: Phones, kept: Page, alice: User
) -> None:
    kept.context.set_offline(True)
    kept.goto("/ties/5")
    kept.locator("textarea#text").fill("collects moths")
    kept.get_by_role("button", name="Keep note").click()
    expect(kept.locator("main")).to_contain_text("collects moths")
    kept.context.set_offline(False)
    until(kept, """async () => {
        const { Ties } = await import(document.scripts[0].src.replace('app.js', 'synced/ties.js'));
        const owner = document.querySelector('meta[name=user]').content;
        return (await new Ties(owner).page(5)).html.includes('collects moths');
    }""")


def test_the_list_is_searched_while_one_types(offline: Page) -> None:
    offline.goto("/ties")
    offline.get_by_label("Search your ties").press_sequentially("pers 11")
    expect(offline.locator("#found .row-name")).to_have_count(11)
    assert names(offline)[0] == "Person 011"
    offline.get_by_label("Search your ties").fill("JOSE")
    expect(offline.locator("#found .row-name")).to_have_text(["Person 077"])
    offline.get_by_label("Search your ties").fill("nobody is called so")
    expect(offline.locator("#found")).to_contain_text("Nobody found")
    offline.get_by_label("Search your ties").fill("")
    expect(offline.locator("#found .row-name")).to_have_count(50)


def test_an_event_and_a_tag_narrow_the_list(offline: Page) -> None:
    offline.goto("/ties")
    offline.get_by_role("link", name="PyData", exact=True).click()
    expect(offline.locator("#found .row-name")).to_have_count(12)
    expect(offline.locator(".chips [aria-current]")).to_have_text("PyData")
    offline.get_by_label("Search your ties").fill("person 11")
    expect(offline.locator("#found .row-name")).to_have_text(["Person 110"])
    offline.goto("/ties?tag=boats&q=person")
    expect(offline.locator("#found .row-name")).to_have_count(8)
    expect(offline.get_by_label("Search your ties")).to_have_value("person")
    offline.get_by_role("link", name="All", exact=True).click()
    expect(offline.locator("#found .row-name")).to_have_count(50)


def test_more_can_be_shown_than_the_kept_page_holds(offline: Page) -> None:
    offline.goto("/ties")
    for number in (50, 100, 120):
        expect(offline.locator("#found .row-name")).to_have_count(number)
        if number < PEOPLE:
            offline.get_by_role("link", name="Show more").click()
    expect(offline.get_by_role("link", name="Show more")).to_have_count(0)
    assert names(offline) == [f"Person {number:03}" for number in range(PEOPLE)]


def test_the_servers_answer_takes_the_place_of_the_phones(kept: Page, make: Make, alice: User) -> None:
    make.tie(alice, name="Person of whom the phone knows nothing", search_text="person of whom")
    kept.get_by_label("Search your ties").press_sequentially("whom")
    expect(kept.locator("#found .row-name")).to_have_text(["Person of whom the phone knows nothing"])


def test_a_database_that_broke_is_made_anew(kept: Page, alice: User) -> None:
    kept.evaluate("""async (name) => {
        await new Promise((resolve) => { indexedDB.deleteDatabase(name).onsuccess = resolve; });
        await new Promise((resolve) => {
            const request = indexedDB.open(name, 1);
            request.onupgradeneeded = () => request.result.createObjectStore('pages');
            request.onsuccess = () => { request.result.close(); resolve(); };
        });
    }""", f"ties-{alice.phone_key}")
    kept.goto("/ties")
    wait_until_kept(kept, alice.phone_key, ties=PEOPLE)


def test_rows_that_are_no_rows_are_passed_over(kept: Page, alice: User) -> None:
    kept.evaluate("""async (name) => {
        const database = await new Promise((resolve) => {
            const request = indexedDB.open(name); request.onsuccess = () => resolve(request.result) });
        const store = database.transaction('index', 'readwrite').objectStore('index');
        await new Promise((resolve) => { store.put({id: 12, text: null, row: 12}).onsuccess = resolve });
        database.close();
    }""", f"ties-{alice.phone_key}")
    kept.context.set_offline(True)
    kept.goto("/ties?q=person")
    kept.get_by_label("Search your ties").fill("person 01")
    expect(kept.locator("#found .row-name")).to_have_count(11)


def test_signing_out_erases_them(kept: Page) -> None:
    kept.goto("/settings")
    kept.get_by_role("button", name="Sign out").click()
    kept.wait_for_url("**/")
    until_nothing_kept(kept)


def test_a_phone_that_saves_data_fetches_nothing_by_itself(phone: Phones, event: Event, alice: User) -> None:
    page = phone(alice)
    page.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.goto("/ties")
    page.wait_for_timeout(3_000)
    assert not [url for url in asked if "/sync?" in url or "/offline-pages" in url]


def test_a_photo_that_cannot_be_had_leaves_the_initials(
    phone: Phones, make: Make, alice: User, bob: User
) -> None:
    card, app = make.card(bob), phone.served.app
    picture = BytesIO()
    Image.new("RGB", (64, 64), "red").save(picture, "PNG")
    with app.app_context():
        set_photo(db.session.get_one(Card, card.id), reencode(picture.getvalue()))
        db.session.commit()
    tie = make.tie(alice, bob, card_id=card.id)
    page = phone(alice)
    page.goto("/")
    wait_until_kept(page, alice.phone_key, KEPT, ties=1)
    page.context.set_offline(True)
    page.goto(f"/ties/{tie.id}")
    avatar = page.locator(".card .avatar")
    expect(avatar).to_contain_text("B")
    page.wait_for_function("() => document.querySelector('.card .avatar img').complete")
    assert page.evaluate("getComputedStyle(document.querySelector('.card .avatar img')).position") == "absolute"
    page.context.set_offline(False)
    page.goto(f"/ties/{tie.id}")
    page.wait_for_function("() => document.querySelector('.card .avatar img').naturalWidth > 0")
    until(page, "async () => Boolean(await caches.match(document.querySelector('.card .avatar img').src))")
    page.goto("/")
    page.context.set_offline(True)
    page.goto("/ties")
    page.wait_for_function("() => document.querySelector('#found .avatar img').naturalWidth > 0")


def test_a_form_of_a_kept_page_is_sent_as_one_of_its_own_each_time(offline: Page) -> None:
    seen = set()
    for _time in range(2):
        offline.goto("/ties/5")
        field = offline.locator("form[action$='/notes'] input[name=client_id]").first
        offline.wait_for_function("() => document.querySelector('.kept-note')")
        seen.add(field.input_value())
    assert len(seen) == 2


def test_the_phone_folds_every_letter_as_the_server_does(phone: Phones) -> None:
    page = phone()
    page.goto("/install")
    letters = [chr(code) for code in range(sys.maxunicode + 1)]
    texts = [f"x{letter}y" for letter in letters if unicodedata.category(letter) not in ("Cn", "Cs", "Co")]
    texts += ["Straße ẞ ΣΊΣΥΦΟΣ İstanbul ﬁn", "e\u0301\u0323 \u0323\u0301e", "नमस्ते  שָׁלוֹם  각",
              "①② ｆｕｌｌ　ｗｉｄｔｈ"]
    folded = page.evaluate("""async (texts) => {
        const { fold } = await import(document.scripts[0].src.replace('app.js', 'synced/folding.js'));
        return texts.split(", ").map(fold).join(", ");
    }""", ", ".join(texts)).split(", ")  # as one text: a list of all letters takes a quarter of a minute
    unlike = [(text, ours) for text, ours in zip(texts, folded, strict=True) if ours != fold(text)]
    assert unlike == []
