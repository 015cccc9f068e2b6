"""Every page there is to look at: who looks, where, and what they do there first."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.crowd import Crowd
from tests.browser.phones import Phones

ADA, DANA, NOBODY = "ada", "dana", "nobody"
# What a GET answers by something else than a page.
NOT_PAGES = {
    "static", "livez", "readyz", "pwa.manifest", "pwa.service_worker", "events.poster_svg", "events.calendar",
    "cards.badge_png", "cards.badge_svg", "cards.photo", "cards.public_vcard", "ties.photo", "my.offline_pages",
    "my.sync", "ties.frame", "prompts.feed", "my.tie_file", "standing.photo",
}
# Resolves when the scanner listens.
SCANNER = "customElements.whenDefined('qr-scanner').then(() => {})"
# Resolves when the page shows what the browser says of being woken: whoever asks later is answered later.
PUSH_KNOWN = """async () => {
    await customElements.whenDefined('push-switch');
    const { state } = await import(document.querySelector("script[type=module]").src.replace("app.js", "push.js"));
    await state();
}"""
DENY = "() => { MediaDevices.prototype.getUserMedia = async () => { throw new DOMException('', 'NotAllowedError') } }"
EMPTY = """form => { form.noValidate = true;
    for (const field of form.querySelectorAll('input:not([type=hidden], [type=checkbox]), textarea')) field.value = '';
    form.requestSubmit(form.querySelector('button:not([type=button])')) }"""

# A scan that the server has refused, as the outbox keeps it.
REFUSED = """async () => {
    const owner = document.querySelector("meta[name=user]").content;
    const { Outbox } = await import(new URL("outbox/outbox.js", document.querySelector("script[type=module]").src));
    const outbox = new Outbox(owner);
    const about = { name: "Ada", event: "PyData" };
    const row = await outbox.add("scan", { code: "X", via: "camera", note: "bricks" }, about);
    const error = { status: 404, title: "Nobody shows a card with this code any more." };
    await outbox.database.write((rows) => rows.put({ ...row, state: "refused", error }));
    outbox.tell({ type: "changed" });
}"""
SCANNED = """async () => {
    await customElements.whenDefined("scan-station");
    const text = `${location.origin}/c/${"7Q2K9F4MZP".repeat(3).slice(0, 26)}#Grace`;
    const scan = new CustomEvent("scan", { bubbles: true, detail: { text, via: "camera" } });
    document.querySelector("qr-scanner").dispatchEvent(scan);
}"""


@dataclass(frozen=True)
class View:
    who: str
    url: str
    then: Callable[[Page], None] | None = None

    @property
    def name(self) -> str:
        doing = getattr(self.then, "func", self.then)
        return f"{self.url} ({self.who}{', ' + doing.__name__ if doing else ''})"


def send_nothing(page: Page) -> None:
    """Send the page's form with nothing in it."""
    with page.expect_navigation():
        page.locator("main form[method=post]").first.evaluate(EMPTY)


def add_nobody(page: Page, form_of: str = "main form[method=post]") -> None:
    """Send the form, which goes through the outbox, with nothing in it."""
    form = page.locator(form_of).first
    form.evaluate(EMPTY)
    expect(form.locator(":invalid").first).to_be_visible()
    expect(page.locator(".toast-error")).to_be_visible()


def end_before_start(page: Page) -> None:
    page.get_by_label("Name").fill("PyData")
    page.get_by_label("Ends").fill("2020-01-01T10:00")
    page.get_by_role("button", name="Make the event").click()
    expect(page.locator(".errors")).to_be_visible()


def look_for_nothing(page: Page) -> None:
    add_nobody(page, "#targets > form")


def be_too_fast(page: Page) -> None:
    for _try in range(12):
        page.get_by_label("E-mail").fill("nobody@example.org")
        page.get_by_label("Password").fill("not this one")
        with page.expect_navigation():
            page.get_by_role("button", name="Sign in").click()
        if page.get_by_role("heading", name="A moment, please").count():
            return
    raise AssertionError("Nobody is ever too fast.")


def ask_for_the_camera(page: Page) -> None:
    page.evaluate(SCANNER)
    page.get_by_role("button", name="Open the camera").click()
    expect(page.locator("[data-error=missing]")).to_be_visible()


def be_denied(page: Page) -> None:
    page.evaluate(SCANNER)
    page.evaluate(DENY)
    page.get_by_role("button", name="Open the camera").click()
    expect(page.locator("[data-error=denied]")).to_be_visible()


def type_code(page: Page, code: str = "") -> None:
    """Open the dialog for typing; with a code, look it up."""
    page.evaluate("customElements.whenDefined('scan-station').then(() => {})")
    page.get_by_role("link", name="Type code").click()
    expect(page.locator("dialog[open]")).to_be_visible()
    if code:
        page.get_by_label("The letters under the QR code").fill(code)
        page.get_by_role("button", name="Look up").click()
        expect(page.locator(".scan-sheet")).to_be_visible()


def open_everything(page: Page) -> None:
    page.evaluate("for (const part of document.querySelectorAll('details:not(.menu)')) part.open = true")


def open_a_menu(page: Page) -> None:
    page.locator(".menu summary").first.click()


def say_more(page: Page) -> None:
    """What may be said of a talk, over the list whose rule is open."""
    open_everything(page)
    page.locator(".keep-all select").first.select_option("other")
    page.locator(".tie-quiet:visible .menu summary").first.click()


def see_it_drawn(page: Page) -> None:
    """Nobody in the picture can be touched before it is laid out."""
    expect(page.locator("network-picture[aria-busy=false]")).to_be_visible()


def finish_one(page: Page) -> None:
    page.get_by_role("button", name="Done").first.click()
    expect(page.locator(".toast")).to_be_visible()


def write_unheard(page: Page) -> None:
    """A note on a tie that no server takes: it stands in the page and in the bar."""
    page.context.route("**/outbox", lambda route: route.abort())
    page.get_by_label("Your words").last.fill("Kept on this phone, with a word as long as Donaudampfschifffahrt.")
    page.get_by_role("button", name="Keep note").click()
    expect(page.locator(".bar-unsent")).to_be_visible()


def list_unheard(page: Page) -> None:
    """What waits, one of them refused, with the question that is asked before it is changed."""
    write_unheard(page)
    page.goto("/not-sent")
    page.evaluate(REFUSED)
    page.get_by_role("button", name="Add by hand").click()
    expect(page.locator("dialog[open]")).to_be_visible()


def leave_unheard(page: Page) -> None:
    write_unheard(page)
    page.goto("/settings")
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("dialog#leaving")).to_be_visible()


def ask_to_be_reminded(page: Page) -> None:
    """Every answer that a browser can give to the question whether it may be woken."""
    page.evaluate(PUSH_KNOWN)
    page.evaluate("for (const part of document.querySelectorAll('push-switch, push-switch *')) part.hidden = false")


def make_a_calendar(page: Page) -> None:
    page.get_by_role("button", name="Make my calendar address").click()
    expect(page.locator("#feed_address")).to_be_visible()


def name_a_program(page: Page) -> None:
    page.get_by_label("Address", exact=True).fill("https://hooks.example/a-long-path-that-never-breaks?to=any&key=of-hers")
    page.locator("#webhook form", has=page.get_by_label("Address", exact=True)).get_by_role("button").click()
    expect(page.locator("#webhook_secret")).to_be_visible()


def scan_unheard(page: Page) -> None:
    page.context.route("**/look-ups", lambda route: route.abort())
    page.context.route("**/outbox", lambda route: route.abort())
    page.evaluate(SCANNED)
    expect(page.locator(".scan-sheet")).to_be_visible()


OPENED = {
    NOBODY: """
        / /sign-in /sign-up /install /offline /nowhere /join /join?code=NOSUCHCODE /join/{join_code} /JOIN/{join_code}
        /join/{off_code} /join/{over_code} /password/reset /password/reset/{reset} /password/reset/no-such-link
        /addresses/{verification} /addresses/no-such-link /cards-left/{left} /cards-left/no-such-link
        /p/{done} /p/{talked} /p/no-such-link /unsubscribe/{stop}
        /c/{code} /C/{code} /c/{plain} /c/{revoked} /c/NOSUCHCODE""",
    DANA: """
        / /introductions /introductions/new /events /cards /ties /known-by /network /doors /matches /blocks
        /join/{open_code} /c/{code}
        /nowhere""",
    ADA: """
        /settings /reminders /drafts /drafts?occasion=reply&tone=brief /follow-ups/{row}/draft /ties/{waiting}
        /ties/{waiting}/reply /ties/{long}/hello /owed /owed?show=theirs
        /owed?show=replies&q=nobody-is-called-so /five-minutes
        /not-sent /password /sessions /blocks /export /account/closure /install /offline
        /events /events/new /events/{event} /events/{coming} /events/{past} /events/{cancelled} /events/{event}/edit
        /events/{event}/aims /events/{coming}/aims /events/{past}/aims /events/{cancelled}/aims
        /events/{event}/people /events/{coming}/people /events/{event}/people?q=nobody-is-called-so /matches
        /series/{series}
        /events/{event}/poster /events/{event}/plan /events/{event}/follow-ups /events/{event}/follow-ups?show=later
        /events/{event}/follow-ups?show=done /events/{past}/follow-ups /join/{join_code}
        /cards /cards/new /cards/{card}/edit /cards/{card}/preview /badges/{badge} /badges/{anywhere}
        /badges/{own_revoked} /c/{plain} /c/{code}
        /doors /chain /chain?to=hedwig /chain?to=nobody-is-called-so /chain?to=a
        /ties /known-by /known-by/people /known-by/people?show=unreturned /known-by/people?show=came
        /ties?q=nobody-is-called-so /ties/new /ties/{rtl} /scan /scan?typed=1
        /ties?quiet=1 /introductions /introductions/new?first={tie} /introductions/requests/{opening}
        /introductions/{asked}/offer /introductions/{asked_twice}/offer""",
}
IN_USE = [
    (NOBODY, "/sign-in", send_nothing),
    (NOBODY, "/sign-up", send_nothing),
    (NOBODY, "/sign-in", be_too_fast),
    (NOBODY, "/password/reset", send_nothing),
    (NOBODY, "/password/reset/{reset}", send_nothing),
    (NOBODY, "/c/{code}", send_nothing),
    (ADA, "/scan", ask_for_the_camera),
    (ADA, "/scan", be_denied),
    (ADA, "/scan", type_code),
    (ADA, "/scan?typed=1", send_nothing),
    (ADA, "/ties/{tie}", open_everything),
    (ADA, "/ties/{long}", open_everything),
    (ADA, "/ties/new", add_nobody),
    (ADA, "/events/{coming}/aims", look_for_nothing),
    (ADA, "/ties/{tie}", write_unheard),
    (ADA, "/ties/{tie}", list_unheard),
    (ADA, "/ties/{tie}", leave_unheard),
    (ADA, "/scan", scan_unheard),
    (ADA, "/settings", send_nothing),
    (ADA, "/", ask_to_be_reminded),
    (ADA, "/reminders", ask_to_be_reminded),
    (ADA, "/reminders", make_a_calendar),
    (ADA, "/reminders", name_a_program),
    (ADA, "/password", send_nothing),
    (ADA, "/account/closure", send_nothing),
    (ADA, "/cards/new", send_nothing),
    (ADA, "/events/new", end_before_start),
    (ADA, "/events/{event}/plan", send_nothing),
    (ADA, "/introductions/new", send_nothing),
    (ADA, "/network", see_it_drawn),
    (ADA, "/network?by=circle", see_it_drawn),
    (ADA, "/drafts", send_nothing),
    (ADA, "/events/{event}/follow-ups", open_everything),
    (ADA, "/", open_everything),
    (ADA, "/ties?event={event}", say_more),
    (ADA, "/", open_a_menu),
    (ADA, "/", finish_one),
]


def views(crowd: Crowd) -> list[View]:
    """All of them; the addresses are filled with the ids of the crowd."""
    return [View(who, url.format_map(crowd.ids), then) for who, url, then in (*_opened(), *_in_use(crowd))]


def _opened() -> Iterator[tuple[str, str, None]]:
    for who, urls in OPENED.items():
        yield from ((who, url, None) for url in urls.split())


def _in_use(crowd: Crowd) -> Iterator[tuple[str, str, Callable[[Page], None]]]:
    yield from IN_USE
    for badge in ("plain", "revoked"):
        yield ADA, "/scan", partial(type_code, code=crowd.ids[badge])


def without_a_view(app: Flask, crowd: Crowd) -> set[str]:
    """The endpoints that answer GET by a page and are not in the gallery."""
    adapter = app.url_map.bind("localhost")
    seen = {adapter.match(view.url.partition("?")[0])[0] for view in views(crowd) if view.url != "/nowhere"}
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    return pages - seen - NOT_PAGES


@contextmanager
def looking(phone: Phones, crowd: Crowd, **options: object) -> Iterator[Callable[[View], Page]]:
    """`look(view)`: the page as it is then. One phone a person; 4xx may complain."""
    phone.expect_complaint("Failed to load resource")
    phone.served.app.config["VAPID_CONTACT"] = "mailto:ops@knownby.org"
    people = {ADA: crowd.ada, DANA: crowd.dana, NOBODY: None}
    screens: dict[str, Page] = {}

    def look(view: View) -> Page:
        if view.who not in screens:  # without a worker, which would fetch pages of its own
            screens[view.who] = phone(people[view.who], service_workers="block", **options)
        page = screens[view.who]
        page.goto(view.url)
        if view.then:
            view.then(page)
            page.wait_for_load_state()  # the answer to a form may stand there before its style sheets
        return page

    yield look
