"""Who gets in where: every endpoint and method has its line in tests/endpoints.py, and keeps to it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from networking_app.reading import SAFE_METHODS
from tests.clients import Client, signed_in
from tests.databases import KINDS
from tests.endpoints import LINES, Line
from tests.factories import Make
from tests.snapshots import everything
from tests.world import World, build

CHANGES = [line for line in LINES if line.method != "GET"]
ABROAD = "https://evil.example"
FOREIGN = {
    "a page of another site": {"Sec-Fetch-Site": "cross-site"},
    "a page of a neighbour": {"Sec-Fetch-Site": "same-site"},
    "another origin": {"Origin": ABROAD},
    "an origin that begins like ours": {"Origin": "http://localhost.evil.example"},
    "an origin of another port": {"Origin": "http://localhost:81"},
    "no origin at all": {"Origin": "null"},
    "an origin that cannot be read": {"Origin": "http://["},
    "nothing": {},
    "another site under our origin": {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
}
# What a mail program does for its reader, by an address that only the mail holds (RFC 8058).
FROM_ANYWHERE = {"POST /unsubscribe/{stop}"}


@pytest.fixture
def world(make: Make) -> World:
    world = build(make)
    world.ids["static"] = f"/static/{make.app.extensions['asset_version']}/"
    return world


def ask(client: FlaskClient, world: World, line: Line, **more: Any) -> TestResponse:
    body = {name: world.fill(value) for name, value in (line.body or {}).items()}
    return client.open(world.fill(line.url), method=line.method, data=body or None, **more)


def in_short(answer: TestResponse) -> str:
    """The status, or "in" for the way to the sign-in page."""
    to_sign_in = answer.status_code == 302 and answer.location.startswith("/sign-in?next=")
    return "in" if to_sign_in else str(answer.status_code)


def found(app: Flask, world: World, line: Line) -> str:
    path = world.fill(line.url).partition("?")[0]
    endpoint, _values = app.url_map.bind("localhost").match(path, method=line.method)
    return f"{line.method} {endpoint}"


def answered(app: Flask) -> Iterator[str]:
    for rule in app.url_map.iter_rules():
        yield from (f"{method} {rule.endpoint}" for method in (rule.methods or set()) - {"HEAD", "OPTIONS"})


def test_every_endpoint_has_its_line(app: Flask, world: World) -> None:
    assert {found(app, world, line) for line in LINES} == set(answered(app))


def answers_of(app: Flask, world: World, line: Line) -> str:
    people = [Client(app), *(signed_in(app, user) for user in (world.charlie, world.alice, world.bob))]
    return " ".join(in_short(ask(person, world, line)) for person in people)


# Looking changes nothing, as the last test here says, so all of it can be looked at in one world.
def test_each_sees_what_the_lines_say(app: Flask, world: World) -> None:
    pages = [line for line in LINES if line.method == "GET"]
    assert {line.url: answers_of(app, world, line) for line in pages} == {line.url: line.answers for line in pages}


@pytest.mark.only(KINDS[-1])  # the table is long: once, on the stricter of the two
@pytest.mark.parametrize("line", CHANGES, ids=lambda line: f"{line.method} {line.url}")
def test_each_changes_what_the_line_says(app: Flask, world: World, line: Line) -> None:
    assert answers_of(app, world, line) == line.answers


def test_a_new_view_is_closed_until_it_says_otherwise(
    make_app: Callable[..., Flask], client_for: Callable[..., FlaskClient], world: World
) -> None:
    app = make_app()
    app.add_url_rule("/secret", "secret", lambda: "for members", methods=["GET", "POST"])
    stranger = Client(app)
    assert stranger.get("/secret").status_code == 302
    assert stranger.post("/secret").status_code == 401
    assert stranger.get("/secret", headers={"Accept": "application/json"}).status_code == 401
    assert signed_in(app, world.bob).get("/secret").text == "for members"


@pytest.mark.only(KINDS[0])  # refused before any database is asked
@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN)
def test_no_other_site_can_change_anything(app: Flask, world: World, headers: dict[str, str]) -> None:
    people = [Client(app), signed_in(app, world.bob)]
    for person in people:
        del person.environ_base["HTTP_ORIGIN"]
    before = everything(app)
    for line in LINES:
        if line.method not in SAFE_METHODS and f"{line.method} {line.url}" not in FROM_ANYWHERE:
            answers = {ask(person, world, line, headers=headers).status_code for person in people}
            assert (line.url, answers) == (line.url, {403})
    assert everything(app) == before


@pytest.mark.parametrize("headers", [{"Origin": "http://localhost"}, {"Sec-Fetch-Site": "same-origin"}])
def test_our_own_pages_can(app: Flask, world: World, headers: dict[str, str]) -> None:
    browser = signed_in(app, world.bob)
    del browser.environ_base["HTTP_ORIGIN"]
    assert browser.post(world.fill("/ties/{tie}/tags"), data={"name": "tea"}, headers=headers).status_code == 303


def test_a_method_hidden_in_the_address_is_a_method(app: Flask, world: World) -> None:
    address = world.fill("/ties/{tie}?_method=DELETE")
    before = everything(app)
    assert signed_in(app, world.charlie).post(address).status_code == 404
    assert signed_in(app, world.bob).get(address).status_code == 200
    assert signed_in(app, world.bob).post(address, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert everything(app, but="sessions") == {name: rows for name, rows in before.items() if name != "sessions"}


def test_looking_changes_nothing(app: Flask, world: World) -> None:
    people = [Client(app), *(signed_in(app, user) for user in (world.charlie, world.alice, world.bob))]
    before = everything(app)
    for line in LINES:
        if line.method == "GET":
            for person in people:
                ask(person, world, line)
                person.head(world.fill(line.url))
    assert everything(app) == before
