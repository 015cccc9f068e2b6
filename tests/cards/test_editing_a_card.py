"""The editor of a card, without scripts: rows come and go by buttons, what is wrong is said and nothing is lost."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from networking_app.accounts.models import User
from networking_app.cards.models import Badge, Card
from networking_app.extensions import db
from tests.clients import text_of
from tests.factories import Make

Clients = Callable[[User], FlaskClient]
Typed = Callable[..., dict]


def way(number: int, kind: str, value: str, shown: bool = True) -> dict[str, str]:
    row = {"kind": kind, "value": value, "label": ""} | ({"shown": "1"} if shown else {})
    return {f"way-{number}-{name}": text for name, text in row.items()}


def cards_of(app: Flask, user: User) -> list[Card]:
    with app.app_context():
        return list(db.session.scalars(select(Card).where(Card.user_id == user.id).order_by(Card.id)))


def test_a_new_card_has_a_badge_for_anywhere(app: Flask, client_for: Clients, alice: User, typed: Typed) -> None:
    answer = client_for(alice).post("/cards/new", data=typed() | way(0, "email", "Ada@Engine.example"))
    (card,) = cards_of(app, alice)
    assert answer.location == f"/cards/{card.id}/preview"
    assert card.ways == [{"kind": "email", "value": "Ada@engine.example", "label": "", "shown": True}]
    with app.app_context():
        assert db.session.scalars(select(Badge.event_id).where(Badge.card_id == card.id)).all() == [None]


def test_what_is_not_shown_is_held_back(app: Flask, client_for: Clients, alice: User, typed: Typed) -> None:
    client_for(alice).post(
        "/cards/new", data=typed(shown=["org"]) | way(0, "tel", "+31 6 1", False) | way(1, "tel", "+316123")
    )
    (card,) = cards_of(app, alice)
    assert card.shown("org") == "Engine Works" and card.shown("title") == ""
    assert "engine" in card.search_text and "analyst" not in card.search_text


def test_every_field_comes_back_in_the_editor(client_for: Clients, alice: User, full_card: Callable[..., Card]) -> None:
    page = client_for(alice).get(f"/cards/{full_card(alice).id}/edit").text
    for text in ("Ada Lovelace", "she/her", "Engine Works", "proofs", "ada@engine.example", "+31 6 99887766"):
        assert text in page


def test_rows_come_and_go_by_buttons(app: Flask, client_for: Clients, alice: User, typed: Typed) -> None:
    hers, rows = client_for(alice), way(0, "email", "not yet right") | way(3, "url", "engine.example")
    more = hers.post("/cards/new", data=typed(full_name="") | rows | {"add": "tel"})
    assert more.status_code == 200 and 'name="way-2-kind" value="tel"' in more.text and "not yet right" in more.text
    fewer = hers.post("/cards/new", data=typed() | rows | {"remove": "0"})
    assert "not yet right" not in fewer.text and "engine.example" in fewer.text
    assert cards_of(app, alice) == []


def test_an_empty_row_is_no_way(app: Flask, client_for: Clients, alice: User, typed: Typed) -> None:
    client_for(alice).post("/cards/new", data=typed() | way(0, "email", "  ") | way(1, "url", "engine.example"))
    assert [row["value"] for row in cards_of(app, alice)[0].ways] == ["https://engine.example"]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        *[
            ("url", text)
            for text in (
                "javascript:alert(1)",
                "JaVaScRiPt://x.org/%0aalert(1)",
                "data:text/html,hi",
                "ftp://x.org",
                "http://",
                "//",
                "https://user@evil.org",
                "https://a b.org",
                'https://x.org/"onclick=1',
                "https://[::1",
                "localhost",
                "https://.",
                "https://x.org/" + "a" * 500,
            )
        ],
        *[("email", text) for text in ("ada", "ada@", "a@b", "a b@x.org", "ada@x.org\nBcc: all@x.org", "ada@@x.org")],
        *[("tel", text) for text in ("12", "call me", "+31;ext=5", "0" * 41, "12345\x006", "<b>12345</b>")],
        ("fax", "12345"),
    ],
)
def test_a_way_that_leads_nowhere_safe_is_refused(
    app: Flask, client_for: Clients, alice: User, typed: Typed, kind: str, value: str
) -> None:
    answer = client_for(alice).post("/cards/new", data=typed(org="Kept Works") | way(0, kind, value))
    assert answer.status_code == 422 and "Kept Works" in answer.text
    assert cards_of(app, alice) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"full_name": ""},
        {"full_name": "x" * 300},
        {"full_name": "Ada\x00"},
        {"full_name": "\ufffd"},
        {"title": "x" * 300},
        {"note": "x" * 501},
        {"pronouns": "x" * 41},
        {"label": "a\x1bb"},
    ],
)
def test_what_cannot_be_kept_is_said_and_stays_in_the_form(
    app: Flask, client_for: Clients, alice: User, typed: Typed, wrong: dict[str, str]
) -> None:
    answer = client_for(alice).post("/cards/new", data=typed(asks="kept words") | wrong)
    assert answer.status_code == 422 and "kept words" in answer.text and "to put right" in text_of(answer)
    assert cards_of(app, alice) == []


@pytest.mark.parametrize("name", ["🧑‍💻 Zoë", "فاطمة الزهراء", "王小明", "O'Brien <b>", "Ümit Æ ß"])
def test_names_of_every_kind_are_kept_and_shown(
    app: Flask, client_for: Clients, alice: User, typed: Typed, name: str
) -> None:
    answer = client_for(alice).post("/cards/new", data=typed(full_name=name), follow_redirects=True)
    assert cards_of(app, alice)[0].full_name == name
    assert "<b>" not in answer.text.partition("<h1")[2].partition("</h1>")[0]


def test_thirteen_ways_are_too_many(app: Flask, client_for: Clients, alice: User, typed: Typed) -> None:
    rows: dict[str, str] = {}
    for number in range(13):
        rows |= way(number, "tel", f"+31 20 {number:04}")
    assert client_for(alice).post("/cards/new", data=typed() | rows).status_code == 422
    assert cards_of(app, alice) == []


@pytest.mark.parametrize(
    "method, path",
    [
        ("GET", "/cards/{}/edit"),
        ("POST", "/cards/{}/edit"),
        ("GET", "/cards/{}/preview"),
        ("DELETE", "/cards/{}"),
        ("GET", "/cards/{}/photo"),
        ("POST", "/cards/{}/photo"),
        ("DELETE", "/cards/{}/photo"),
        ("POST", "/cards/{}/badge"),
    ],
)
def test_the_card_of_somebody_else_does_not_exist(
    app: Flask, client_for: Clients, make: Make, alice: User, charlie: User, typed: Typed, method: str, path: str
) -> None:
    card = make.card(alice)
    assert client_for(charlie).open(path.format(card.id), method=method, data=typed()).status_code == 404
    assert [kept.full_name for kept in cards_of(app, alice)] == ["Alice"]


def test_a_second_card_can_be_deleted_and_its_code_with_it(
    app: Flask, client: FlaskClient, client_for: Clients, make: Make, alice: User
) -> None:
    first, second = make.card(alice), make.card(alice, full_name="Al")
    badge = make.badge(second, make.event(alice))
    client_for(alice).delete(f"/cards/{second.id}")
    assert [card.id for card in cards_of(app, alice)] == [first.id]
    assert client.get(f"/c/{badge.code}").status_code == 404


def test_the_last_card_stays(app: Flask, client_for: Clients, make: Make, alice: User) -> None:
    card = make.card(alice)
    answer = client_for(alice).delete(f"/cards/{card.id}")
    assert answer.status_code == 409 and "only card" in answer.text
    assert len(cards_of(app, alice)) == 1
