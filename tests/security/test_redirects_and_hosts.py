"""Nobody is sent elsewhere, and no link is built from what a request says of its host."""

from collections.abc import Callable
from email.message import EmailMessage
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from networking_app.accounts.models import User
from networking_app.prompts.worker import deliver_batch
from tests.clients import Client, forget_attempts, session_cookie, signed_in
from tests.endpoints import GUEST, LINES
from tests.factories import PASSWORD
from tests.post import Mailbox
from tests.security.conftest import ask
from tests.world import World

ClientFor = Callable[[User], FlaskClient]

# No database has a say in it.
pytestmark = pytest.mark.only("sqlite")
ELSEWHERE = [
    "//evil.example", "/\\evil.example", "\\\\evil.example", "\\/evil.example", "https:evil.example",
    "http:/evil.example", "https://evil.example", "///evil.example", "////evil.example", "javascript:alert(1)",
    "data:text/html,x", "/%0d%0aLocation:%20https://evil.example", "/\r\nLocation: https://evil.example",
    "/\t/evil.example", "\t//evil.example", " //evil.example", "/\n/evil.example", "/\u2028/evil.example",
    "\u3000//evil.example", "evil.example", "/;//evil.example", "/\u202e//evil.example", "//evil.example%2f..",
    "/..//evil.example", "/.//evil.example", "//localhost@evil.example", "https://localhost@evil.example",
    "http://localhost.evil.example", "/\x00/evil.example", "/\\\\evil.example", "\uff0f\uff0fevil.example",
    "x" * 5000,
]
POISON = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-For": "203.0.113.7",
          "Forwarded": "host=evil.example", "X-Original-URL": "/evil", "X-Rewrite-URL": "/evil"}


def leads_to(location: str) -> str:
    """The host at which a browser ends; it takes tabs and line ends out and reads backslashes as slashes."""
    read = "".join(letter for letter in location if letter not in "\t\r\n").strip().replace("\\", "/")
    return urlsplit(urljoin("http://localhost/sign-in", read)).netloc


def test_signing_in_leads_nowhere_else(app: Flask, alice: User) -> None:
    for target in ELSEWHERE:
        forget_attempts(app)
        client = Client(app)
        page = client.get("/sign-in", query_string={"next": target})
        form = {"email": "alice@example.org", "password": PASSWORD, "next": target}
        by_form = client.post("/sign-in", data=form)
        by_address = client.get("/sign-in", query_string={"next": target})
        for answer in (by_form, by_address):
            assert (target, answer.status_code in (302, 303)) == (target, True)
            assert (target, answer.location, leads_to(answer.location)) == (target, answer.location, "localhost")
            assert "\n" not in answer.location and "\r" not in answer.location
        assert (target, page.status_code) == (target, 200)


def test_acting_leads_nowhere_else(app: Flask, world: World) -> None:
    bob = signed_in(app, world.bob)
    for target in ELSEWHERE:
        for address in ("/follow-ups/{follow_up}/completion", "/ties/{theirs}/tie-back/dismissal"):
            answer = bob.post(world.fill(address), query_string={"next": target})
            assert (target, answer.location, leads_to(answer.location)) == (target, answer.location, "localhost")


def test_a_place_of_ours_is_kept(client: FlaskClient, alice: User) -> None:
    form = {"email": "alice@example.org", "password": PASSWORD, "next": "/join/BCDFGHJKMN?x=1"}
    assert client.post("/sign-in", data=form).location == "/join/BCDFGHJKMN?x=1"


def with_cookie(app: Flask, user: User) -> dict[str, str]:
    """The header by which a host of any name would be sent the cookie."""
    return {"Cookie": f"session={session_cookie(app, user)}"}


def test_no_page_and_no_redirect_names_a_host_of_the_request(app: Flask, world: World) -> None:
    world.ids["static"] = f"/static/{app.extensions['asset_version']}/"
    browser = Client(app, use_cookies=False)
    for line in LINES:
        for headers in (POISON, POISON | with_cookie(app, world.bob), POISON | with_cookie(app, world.alice)):
            answer = ask(browser, world, line, headers=headers)
            said = answer.get_data() + str(answer.headers).encode()
            assert (line.url, b"evil.example" in said) == (line.url, False)


def test_no_mail_names_a_host_of_the_request(app: Flask, world: World, mailbox: Mailbox) -> None:
    stranger = Client(app)
    asks = [("/password/reset", {"email": "bob@example.org"}),
            ("/sign-up", {"name": "Fay", "email": "fay@example.org", "password": "tea with lemon"}),
            (world.fill("/c/{code}/cards-left"), GUEST)]
    for address, form in asks:
        assert stranger.post(address, data=form, headers=POISON).status_code < 400
    with app.app_context():
        deliver_batch()
    assert len(mailbox.messages) == 3
    assert all("http://localhost/" in text_of(mail) for mail in mailbox.messages)
    assert not any("evil.example" in mail.as_string() for mail in mailbox.messages)


def text_of(mail: EmailMessage) -> str:
    return str(mail.get_content())


def test_the_code_on_a_badge_names_the_public_address(app: Flask, world: World) -> None:
    browser, cookie = Client(app, use_cookies=False), with_cookie(app, world.bob)
    for address in ("/badges/{badge}.svg", "/badges/{badge}.png", "/events/{event}/poster.svg"):
        poisoned, plain = (browser.get(world.fill(address), headers=headers) for headers in (POISON | cookie, cookie))
        assert (poisoned.status_code, poisoned.data) == (200, plain.data)


@pytest.mark.parametrize(("proxies", "allowed"), [(0, False), (1, True)])
def test_another_address_is_believed_only_from_a_trusted_proxy(
    make_app: Callable[..., Flask], proxies: int, allowed: bool
) -> None:
    client = Client(make_app(TRUSTED_PROXIES=proxies))
    form = {"email": "nobody@example.org", "password": "wrong"}
    sent = [client.post("/sign-in", data=form, headers={"X-Forwarded-For": f"203.0.113.{number}"}).status_code
            for number in range(12)]
    assert (sent[-1] == 422) is allowed


def test_of_a_chain_only_the_proxys_own_word_counts(make_app: Callable[..., Flask]) -> None:
    client = Client(make_app(TRUSTED_PROXIES=1))
    form = {"email": "nobody@example.org", "password": "wrong"}
    chains = [f"203.0.113.{number}, 198.51.100.1" for number in range(12)]
    sent = [client.post("/sign-in", data=form, headers={"X-Forwarded-For": chain}).status_code for chain in chains]
    assert sent[-1] == 429
