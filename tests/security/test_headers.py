"""Every answer carries the headers that keep a page to itself, errors and files included."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from networking_app.accounts.models import User
from tests.clients import Client, session_cookie, signed_in
from tests.endpoints import LINES
from tests.factories import PASSWORD
from tests.security.conftest import ask
from tests.world import World

ClientFor = Callable[[User], FlaskClient]
MakeApp = Callable[..., Flask]

# No database has a say in it.
pytestmark = pytest.mark.only("sqlite")
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=()",
}
POLICY = {
    "default-src": "'none'", "script-src": "'self'", "img-src": "'self' data: blob:",
    "connect-src": "'self'", "media-src": "'self' blob:", "worker-src": "'self'", "manifest-src": "'self'",
    "form-action": "'self'", "base-uri": "'none'", "frame-ancestors": "'none'",
}
REFERRERS = ("same-origin", "no-referrer", "strict-origin")
# For everybody the same, or kept by one browser under an address that changes with what it shows.
NOT_PRIVATE = ("/manifest.webmanifest", "/offline", "/service-worker.js", "/cards/{card}/photo", "/badges/{badge}.svg",
               "/badges/{badge}.png", "/events/{event}/poster.svg", "/ties/{theirs}/photo", "/calendar/{feed}.ics")


def policy_of(answer: TestResponse) -> dict[str, str]:
    directives = answer.headers["Content-Security-Policy"].split(";")
    return dict(directive.strip().split(" ", 1) for directive in directives)


def unprotected(answer: TestResponse) -> list[str]:
    """What is wrong with the headers of that answer."""
    wrong = [name for name, value in ALWAYS.items() if answer.headers.get(name) != value]
    policy = policy_of(answer)
    wrong += [name for name, value in POLICY.items() if policy.get(name) != value]
    wrong += ["unsafe"] if "unsafe" in answer.headers["Content-Security-Policy"] else []
    styles = policy["style-src"].split()
    wrong += [style for style in styles if style != "'self'" and not style.startswith("'sha256-")]
    return wrong + [said for said in [answer.headers["Referrer-Policy"]] if said not in REFERRERS]


def test_every_answer_is_protected(app: Flask, world: World) -> None:
    world.ids["static"] = f"/static/{app.extensions['asset_version']}/"
    for person in (Client(app), signed_in(app, world.alice), signed_in(app, world.bob)):
        for line in LINES:
            if line.url not in ("/sign-out", "/account/closure"):
                assert (line.url, unprotected(ask(person, world, line))) == (line.url, [])


@pytest.mark.parametrize("file", ["css/base.css", "js/app.js", "icons/favicon.svg", "icons/icon-192.png"])
def test_files_are_protected_too(app: Flask, client: FlaskClient, file: str) -> None:
    with client.get(f"/static/{app.extensions['asset_version']}/{file}") as answer:
        assert answer.status_code == 200
        assert unprotected(answer) == []
        assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 429, 500])
def test_errors_are_protected_too(make_app: MakeApp, status: int) -> None:
    app = make_app(TESTING=False)
    app.add_url_rule("/broken", "broken", broken := lambda: 1 / 0)
    broken.is_public = True  # type: ignore[attr-defined]
    client = Client(app)
    answers = {
        400: lambda: client.post("/scans", data="{", content_type="application/json", headers={"Cookie": "session=x"}),
        403: lambda: client.post("/sign-in", headers={"Origin": "http://evil.example"}),
        404: lambda: client.get("/nowhere"),
        405: lambda: client.put("/sign-in"),
        413: lambda: client.post("/sign-in", data={"email": "a" * 400_000}),
        429: lambda: [client.post("/sign-in", data={"email": "a", "password": "b"}) for _time in range(11)][-1],
        500: lambda: client.get("/broken"),
    }
    answer = answers[status]()
    assert answer.status_code in (status, 401)
    assert unprotected(answer) == []
    assert answer.headers["Cache-Control"] == "no-store"


def test_only_https_asks_for_https(make_app: MakeApp) -> None:
    name, long = "Strict-Transport-Security", "max-age=31536000; includeSubDomains"
    for url, expected in (("http://localhost", None), ("https://knownby.example", long)):
        app = make_app(PUBLIC_URL=url)
        client = Client(app)
        static = f"/static/{app.extensions['asset_version']}/css/base.css"
        for address in ("/", "/nowhere", "/c/none", "/ties", static):
            with client.get(address) as answer:
                assert (address, answer.headers.get(name)) == (address, expected)


def test_private_pages_stay_in_no_cache(app: Flask, world: World) -> None:
    bob = signed_in(app, world.bob)
    for line in LINES:
        if line.method == "GET" and line.url not in NOT_PRIVATE and "static" not in line.url:
            assert (line.url, ask(bob, world, line).headers["Cache-Control"]) == (line.url, "no-store")


def test_pictures_of_a_person_stay_in_their_own_browser(app: Flask, world: World) -> None:
    bob, alice = signed_in(app, world.bob), signed_in(app, world.alice)
    answers = [bob.get(world.fill("/cards/{card}/photo")), bob.get(world.fill("/badges/{badge}.svg")),
               bob.get(world.fill("/badges/{badge}.png")), alice.get(world.fill("/ties/{theirs}/photo")),
               bob.get(world.fill("/events/{event}/poster.svg"))]
    assert [answer.status_code for answer in answers] == [200] * 5
    assert all(answer.headers["Cache-Control"].startswith("private") for answer in answers)


def test_pages_with_a_token_tell_nobody_where_one_comes_from(world: World, client: FlaskClient) -> None:
    for address in ("/password/reset/{reset}", "/addresses/{verification}", "/password/reset/wrong"):
        assert client.get(world.fill(address)).headers["Referrer-Policy"] in ("no-referrer", "strict-origin")


@pytest.mark.parametrize(("url", "name", "secure"), [
    ("http://localhost", "session", False), ("https://localhost", "__Host-session", True),
])
def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(
    make_app: MakeApp, alice: User, url: str, name: str, secure: bool
) -> None:
    client = Client(make_app(PUBLIC_URL=url))
    answer = client.post("/sign-in", data={"email": "alice@example.org", "password": PASSWORD}, base_url=url)
    [cookie] = answer.headers.getlist("Set-Cookie")
    parts = [part.strip() for part in cookie.split(";")]
    assert parts[0].startswith(f"{name}=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(parts)
    assert ("Secure" in parts) is secure
    assert not any(part.startswith("Domain") for part in parts)


def test_a_browser_that_signs_out_forgets_its_pages(app: Flask, alice: User) -> None:
    client = signed_in(app, alice)
    assert client.post("/sign-out").headers["Clear-Site-Data"] == '"cache", "storage"'


def test_a_cookie_of_another_secret_is_worth_nothing(app: Flask, make_app: MakeApp, alice: User) -> None:
    forged = session_cookie(make_app(**{"SECRET_KEY": "guessed"}), alice)
    client = Client(app)
    client.set_cookie("session", forged)
    assert client.get("/settings").status_code == 302
