"""Nobody learns who is here, and nobody may guess for long."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from networking_app.accounts import passwords
from networking_app.accounts.models import User
from networking_app.formats.codes import new_code, new_join_code, new_short_code
from tests.clients import Client, signed_in, text_of
from tests.databases import KINDS
from tests.endpoints import GUEST
from tests.factories import Make
from tests.world import World

ClientFor = Callable[[User], FlaskClient]
KNOWN, UNKNOWN, UNVERIFIED = "bob@example.org", "nobody@example.org", "bob@home.example"
ADDRESSES = [KNOWN, UNKNOWN, UNVERIFIED]


class Counted:
    """The hasher, counting what costs time."""

    def __init__(self) -> None:
        self.hasher, self.used = passwords.HASHER, list[str]()

    def __getattr__(self, name: str) -> Any:
        if name in ("hash", "verify"):
            self.used.append(name)
        return getattr(self.hasher, name)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    passwords.hash_of_nobody()
    counted = Counted()
    monkeypatch.setattr(passwords, "HASHER", counted)
    return counted


def looks(answer: TestResponse, email: str) -> tuple[int, str, str | None, list[str]]:
    """All that a caller can compare, without the address they sent themselves."""
    said = answer.get_data(as_text=True).replace(email, "")
    return answer.status_code, said, answer.headers.get("Location"), sorted(answer.headers.keys())


@pytest.mark.parametrize(("address", "form"), [
    ("/sign-in", {"password": "wrong"}),
    ("/sign-up", {"name": "Fay", "password": "tea with lemon"}),
    ("/sign-up", {"name": "Fay", "password": "short"}),
    ("/password/reset", {}),
])
def test_a_stranger_cannot_tell_which_addresses_are_known(
    app: Flask, world: World, counted: Counted, address: str, form: dict[str, str]
) -> None:
    seen = []
    for email in ADDRESSES:
        counted.used.clear()
        answer = Client(app).post(address, data=form | {"email": email})
        seen.append((looks(answer, email), tuple(counted.used)))
    assert seen[0] == seen[1] == seen[2]


def test_an_account_cannot_tell_which_addresses_are_known(app: Flask, world: World) -> None:
    seen = []
    for email in (KNOWN, UNKNOWN):
        charlie = signed_in(app, world.charlie)
        answer = charlie.post("/addresses", data={"email": email})
        seen.append((looks(answer, email), charlie.get("/settings").status_code))
    assert seen[0] == seen[1]


def test_an_organizer_cannot_tell_who_has_an_account(app: Flask, world: World) -> None:
    alice, seen = signed_in(app, world.alice), []
    for email in ("charlie@example.org", UNKNOWN):
        answer = alice.post(world.fill("/events/{event}/organizers"), data={"email": email})
        seen.append((looks(answer, email), text_of(alice.get(world.fill("/events/{event}")))))
    assert seen[0] == seen[1]


@pytest.mark.parametrize("address", ["/c/{}", "/c/{}.vcf", "/join/{}"])
def test_a_code_that_never_was_reads_like_nothing(client: FlaskClient, address: str) -> None:
    make = new_join_code if "join" in address else new_code
    first, second = (client.get(address.format(make())) for _time in range(2))
    assert first.status_code == second.status_code == 404
    assert first.text == second.text


def test_a_blocked_person_sees_what_a_wrong_code_shows(app: Flask, world: World, make: Make) -> None:
    """Erin is blocked by Bob."""
    erin = make.user("Erin Two", email="erin2@example.org")
    signed_in(app, world.bob).post(world.fill("/ties/{tie}/block"))
    alice = signed_in(app, world.alice)
    blocked, wrong = alice.get(world.fill("/c/{code}")), signed_in(app, erin).get(f"/c/{new_code()}")
    assert blocked.status_code == wrong.status_code == 404
    assert text_of(blocked) == text_of(wrong)
    looked = [alice.post("/look-ups", data={"code": code}, headers={"X-Partial": "1"}).text.replace(code, "")
              for code in (world.ids["code"], new_code())]
    assert looked[0] == looked[1]


def sent(ask: Callable[[int], TestResponse], most: int) -> list[int]:
    return [ask(number).status_code for number in range(most + 1)]


def from_elsewhere(app: Flask, number: int) -> Client:
    client = Client(app)
    client.environ_base["REMOTE_ADDR"] = f"203.0.113.{number}"
    return client


SIGN_UP = {"name": "Fay", "email": "fay@example.org", "password": "tea with lemon"}
CHANGE = {"old": "x", "password": "tea with lemon"}
LIMITS = [
    ("sign-in of one address from one place", 10,
     lambda app, world, number: Client(app).post("/sign-in", data={"email": KNOWN, "password": "x"})),
    ("sign-in of one address from many places", 60,
     lambda app, world, number: from_elsewhere(app, number).post("/sign-in", data={"email": KNOWN, "password": "x"})),
    ("sign-up with one address from one place", 5,
     lambda app, world, number: Client(app).post("/sign-up", data=SIGN_UP)),
    ("sign-up with one address from many places", 20,
     lambda app, world, number: from_elsewhere(app, number).post("/sign-up", data=SIGN_UP)),
    ("resets of one address", 5,
     lambda app, world, number: from_elsewhere(app, number).post("/password/reset", data={"email": KNOWN})),
    ("reset links tried", 100,
     lambda app, world, number: Client(app).post(f"/password/reset/{number}", data={"password": "tea with lemon"})),
    ("verification links tried", 100, lambda app, world, number: Client(app).post(f"/addresses/{'x' * 43}{number}")),
    ("card codes tried", 60, lambda app, world, number: Client(app).get(f"/c/{new_code()}")),
    ("join codes tried", 60, lambda app, world, number: Client(app).get(f"/join/{new_join_code()}")),
    ("cards left with one person", 10, lambda app, world, number: Client(app).post(
        world.fill("/c/{code}/cards-left"), data=GUEST | {"line": str(number)})),
    ("passwords tried in a session", 10,
     lambda app, world, number: signed_in(app, world.bob).post("/password", data=CHANGE)),
    ("closing tried in a session", 10,
     lambda app, world, number: signed_in(app, world.bob).post("/account/closure", data={"password": "x"})),
]


@pytest.mark.only(KINDS[-1])  # the table is long: once, on the stricter of the two
@pytest.mark.parametrize(("what", "most", "ask"), LIMITS, ids=[what for what, _most, _ask in LIMITS])
def test_attempts_are_counted(
    app: Flask, world: World, what: str, most: int, ask: Callable[[Flask, World, int], TestResponse]
) -> None:
    statuses = sent(lambda number: ask(app, world, number), most)
    assert 429 not in statuses[:most] and statuses[most] == 429


@pytest.mark.parametrize(("make_code", "most"), [(new_short_code, 20), (new_code, 60)])
def test_typed_and_scanned_codes_are_counted(
    app: Flask, world: World, make_code: Callable[[], str], most: int
) -> None:
    alice = signed_in(app, world.alice)
    said = [alice.post("/look-ups", data={"code": make_code()}).text for _number in range(most + 1)]
    assert not any("a bit fast" in text for text in said[:most])
    assert "a bit fast" in said[most]


def test_a_refusal_says_when_to_come_back(app: Flask, world: World) -> None:
    form = {"email": KNOWN, "password": "x"}
    answer = [Client(app).post("/sign-in", data=form) for _number in range(11)][-1]
    assert int(answer.headers["Retry-After"]) == 900


def test_guesses_at_codes_do_not_keep_out_who_has_a_real_one(app: Flask, world: World) -> None:
    for _number in range(61):
        Client(app).get(f"/c/{new_code()}")
    assert Client(app).get(world.fill("/c/{code}")).status_code == 200


def test_codes_are_long_and_never_alike() -> None:
    codes = {new_code() for _number in range(200)}
    assert len(codes) == 200 and all(len(code) == 26 for code in codes)
    assert len({letter for code in codes for letter in code}) == 32
