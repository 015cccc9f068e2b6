"""Whatever is sent, the answer is an answer: no address, field, header or body makes the site break."""

import json
import random
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from networking_app.accounts.models import User
from tests.clients import Client, forget_attempts, signed_in
from tests.endpoints import LINES
from tests.world import World

ClientFor = Callable[[User], FlaskClient]

HUGE = ["0", "9" * 18, "9" * 19, "9" * 400, "-1", "1.5", "\u0661", "%00", "%ff%fe", "a" * 3000]
# One to a line, as they are told in a failure.
NASTY = [
    "", " ", "\0", "a\0b", "\ud800", "\udfff\ud800", "\ufffe\uffff", "\u202eevil\u202c", "אבגד", "مرحبا",
    "e\u0301" * 50, "\U0001f469\u200d\U0001f467", "\u0661\u0662", "\u00b9\u2460", "\u2028", "\x1b[31m",
    "x" * 100_000, "9" * 5_000, "-" + "9" * 5_000, "0" * 400, "+" * 300, "1e400", "NaN", "inf", "on", "true", "null",
    "\r\nBcc: a@b.c",
    "javascript:alert(1)", "http://[", "http://a]b", "//[::1", "{{7*7}}", "%s%n", "' OR 1=1 --", "=cmd()",
    "2027-02-30T25:61", "9999-12-31T23:59", "0001-01-01T00:00", "Europe", "../../etc",
    "a@b", "a@" + "b" * 300, "@", "a@\u2025.example", "a@xn--",
]
BYTES = [b"\xff\xfe", b"\xc0\x80", b"\xed\xa0\x80", b"%00", b"%ff", b"&&==;;", b"=" * 50, b"%", b"\0"]
JSON = [None, True, 0, -1, 10**30, 1.5, "", "x", [], [[]], {}, {"a": 1}, ["x"] * 50, "\ud800", "a\0b"]
TIMES = ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-11-22T10:00:00+23:59", "2000-01-01T00:00:00Z", 1e300]
ODD_BODIES = [
    b"", b"{", b"[]", b"null", b"0", b'"x"', b"\xff", b"[" * 20_000, b'{"code": ' * 5_000, b'{"code": 1e999}',
    b'{"code":"a","code":"b"}', b"\x00", b"--x\r\n\r\n--x--", b"\xef\xbb\xbf{}",
]
TYPES = ["application/json", "application/json; charset=utf-16", "application/x-www-form-urlencoded",
         "application/x-www-form-urlencoded; charset=x", "multipart/form-data; boundary=x", "multipart/form-data",
         "text/plain", "\xff", ""]
POSTS = [line for line in LINES if line.method != "GET"]
OTHERS = """q tag event from show next code do add remove shown tags via join sent_at scanned_at way-0-kind
    way-0-value way-1-kind
    way-1-value way-0-label draft line description client_id event_id address_id days_off on_card org email tel
    side typed photo form_id to person by first second until opened""".split()
FIELDS = sorted({*OTHERS, *(name for line in LINES for name in line.body or ())})
HEADERS = """Accept Accept-Encoding Accept-Language User-Agent Cookie Host Origin If-None-Match If-Modified-Since Range
    Content-Type X-Forwarded-For X-Forwarded-Proto X-Partial Referer""".split()
HEADER_VALUES = ["", ",", ";;;", "\xff\xfe", "*", "a" * 5000, "q=;q=1", "bytes=9-1", "[", "http://[", '"', 'W/"', "0"]


@pytest.fixture
def people(app: Flask, world: World) -> list[FlaskClient]:
    return [Client(app), signed_in(app, world.bob)]


def broken(answers: Iterator[tuple[object, Any]]) -> list[object]:
    return [what for what, answer in answers if answer.status_code >= 500]


def test_no_address_breaks_it(app: Flask, world: World, people: list[FlaskClient]) -> None:
    dice = random.Random(5)  # noqa: S311

    def answers() -> Iterator[tuple[object, Any]]:
        for line in LINES:
            places = [part for part in line.url.split("/") if "{" in part]
            for value in dice.sample(HUGE, 5) if places else ():
                address = line.url
                for part in places:
                    address = address.replace(part, part[: part.index("{")] + value + part[part.index("}") + 1 :])
                yield (line.method, address[:80]), people[1].open(address, method=line.method, data=line.body and {})

    assert broken(answers()) == []


def test_no_query_breaks_a_page(app: Flask, world: World, people: list[FlaskClient]) -> None:
    pages = [line for line in LINES if line.method == "GET" and "static" not in line.url]
    odd = [*(text.encode("utf-8", "surrogatepass") for text in NASTY if len(text) < 6000), *BYTES]

    def answers() -> Iterator[tuple[object, Any]]:
        dice = random.Random(7)  # noqa: S311
        for line in pages:
            for name in ("q", "event", "from", "show", "next"):
                value = dice.choice(odd)
                query = name.encode() + b"=" + value.replace(b"&", b"%26").replace(b"#", b"%23")
                wired = query.decode("latin-1")
                yield (line.url, name, value[:40]), people[1].get(world.fill(line.url), query_string=wired)

    assert broken(answers()) == []


def test_no_question_breaks_a_search(world: World, client_for: ClientFor) -> None:
    bob = client_for(world.bob)
    sent = [*(text.encode("utf-8", "surrogatepass") for text in NASTY), *BYTES]
    asked = [("/ties", name) for name in ("q", "tag", "event", "from")] + [("/join", "code"), ("/sign-in", "next")]
    answers = (((page, name, value[:40]), bob.get(page, query_string={name: value}))
               for value in sent if len(value) < 6000 for page, name in asked)
    assert broken(answers) == []


def test_no_field_breaks_a_form(app: Flask, world: World) -> None:
    """Each form once with every field odd in turn, and with fields of other forms thrown in."""
    dice = random.Random(11)  # noqa: S311

    def answers() -> Iterator[tuple[object, Any]]:
        for line in POSTS:
            for name in dict.fromkeys([*(line.body or {}), *dice.sample(FIELDS, 2)]):
                for value in dice.sample(NASTY, 3):
                    # A form before may have made the value the password, and Bob is still needed.
                    value = f"{value}?" if line.url == "/account/closure" else value
                    form = {**(line.body or {}), name: value}
                    encoded = {key: world.fill(text) if key != name else text for key, text in form.items()}
                    data = {key: text.encode("utf-8", "surrogatepass") for key, text in encoded.items()}
                    yield (line.method, line.url, name, value[:40]), browser.open(
                        world.fill(line.url), method=line.method, data=form_of(data),
                        content_type="application/x-www-form-urlencoded")

    browser = signed_in(app, world.bob)
    assert broken(with_sessions_and_patience(app, world, browser, answers())) == []


@pytest.mark.parametrize("number", ["9" * 5_000, "-1", "\u0661", "99", "", "x"])
@pytest.mark.parametrize("address", ["/cards/new", "/events/{event}/plan"])
def test_no_number_of_a_row_breaks_a_form(world: World, client_for: ClientFor, address: str, number: str) -> None:
    form = {"remove": number, "do": f"remove-{number}", "full_name": "Ada", "way-0-kind": "url", "days": number}
    assert client_for(world.bob).post(world.fill(address), data=form).status_code < 500


def with_sessions_and_patience(
    app: Flask, world: World, browser: Client, answers: Iterator[tuple[object, Any]]
) -> Iterator[tuple[object, Any]]:
    """The answers, with Bob signed in again and attempts forgotten every so often."""
    for number, answer in enumerate(answers):
        if number % 25 == 0:
            forget_attempts(app)
            fresh = signed_in(app, world.bob).get_cookie(app.config["SESSION_COOKIE_NAME"])
            assert fresh is not None
            browser.set_cookie(app.config["SESSION_COOKIE_NAME"], fresh.value)
        yield answer


def form_of(fields: dict[str, bytes]) -> bytes:
    return "&".join(f"{name}={quote_from_bytes(value)}" for name, value in fields.items()).encode()


@pytest.mark.only("sqlite")  # none of them reaches a database
def test_no_body_breaks_an_endpoint(app: Flask, world: World) -> None:
    dice = random.Random(13)  # noqa: S311

    def answers() -> Iterator[tuple[object, Any]]:
        for line in POSTS:
            for kind in TYPES:
                body = dice.choice(ODD_BODIES)
                yield (line.url, kind, body[:40]), browser.open(
                    world.fill(line.url), method=line.method, data=body, content_type=kind)

    browser = signed_in(app, world.bob)
    assert broken(with_sessions_and_patience(app, world, browser, answers())) == []


def test_no_kind_of_value_breaks_what_reads_json(app: Flask, world: World) -> None:
    scan = {"code": world.ids["code"], "client_id": "0123abcd-phone", "via": "camera", "note": "tea", "tags": ["a"],
            "scanned_at": "2026-11-22T10:00:00Z", "sent_at": "2026-11-22T10:00:00Z", "join": False}
    follow_up = world.fill("/follow-ups/{follow_up}/snooze")

    def answers() -> Iterator[tuple[object, Any]]:
        for name in scan:
            for value in [*JSON, *TIMES]:
                body = json.dumps(scan | {"client_id": f"phone-{name}"} | {name: value})
                yield (name, value), browser.post("/scans", data=body, content_type="application/json")
        for value in [*JSON, *TIMES]:
            yield ("until", value), browser.post(follow_up, json={"until": value})

    browser = signed_in(app, world.alice)
    browser.set_cookie("x", "y")
    assert broken(with_patience(app, answers())) == []


def with_patience(app: Flask, answers: Iterator[tuple[object, Any]]) -> Iterator[tuple[object, Any]]:
    for number, answer in enumerate(answers):
        if number % 10 == 0:
            forget_attempts(app)
        yield answer


@settings(max_examples=60, deadline=None, derandomize=True, phases=[Phase.generate],
          suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(codec=None), max_size=60), other=st.text(max_size=200), number=st.integers(0))
def test_no_text_breaks_what_keeps_texts(app: Flask, world: World, text: str, other: str, number: int) -> None:
    line = POSTS[number % len(POSTS)]
    fields = dict.fromkeys([*(line.body or {}), "q"], text) | ({next(iter(line.body)): other} if line.body else {})
    data = {name: value.encode("utf-8", "surrogatepass") for name, value in fields.items()}
    browser = signed_in(app, world.bob)
    answer = browser.open(world.fill(line.url), method=line.method, data=form_of(data),
                          content_type="application/x-www-form-urlencoded")
    assert answer.status_code < 500
    assert browser.get("/ties", query_string={"q": other.encode("utf-8", "surrogatepass")}).status_code < 500


@pytest.mark.only("sqlite")
def test_no_header_breaks_it(world: World, people: list[FlaskClient]) -> None:
    addresses = ["/livez", world.fill("/c/{code}"), world.fill("/badges/{badge}.svg")]

    def answers() -> Iterator[tuple[object, Any]]:
        for name, value, browser in product(HEADERS, HEADER_VALUES, people):
            for address in addresses:
                yield (name, value, address), browser.get(address, headers={name: value})
            yield (name, value), browser.post("/sign-in", data={"email": "a"}, headers={name: value})

    assert broken(answers()) == []
