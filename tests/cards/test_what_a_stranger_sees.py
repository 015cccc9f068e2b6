"""The public page of a card: for anybody, at once, without scripts; never more than its owner shows."""

import gzip
import json
import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event as sqlalchemy_event

from networking_app.accounts.models import Block, User
from networking_app.cards.models import Card
from networking_app.clock import now
from networking_app.events.models import Event
from networking_app.extensions import db
from tests.clients import text_of
from tests.factories import Make

Clients = Callable[[User], FlaskClient]
FullCard = Callable[..., Card]


def test_the_card_says_who_it_is_and_how_to_reach_them(
    client: FlaskClient, make: Make, alice: User, full_card: FullCard
) -> None:
    badge = make.badge(full_card(alice), make.event(alice, summary="PyData"))
    page = client.get(f"/c/{badge.code}")
    for text in (
        "Ada Lovelace",
        "she/her",
        "Analyst, Engine Works",
        "the poem about compilers",
        "proofs",
        "a co-author",
        "looms",
        "poetry",
    ):
        assert text in page.text
    for link in ("mailto:ada@engine.example", "tel:+31205550123", "https://engine.example/ada"):
        assert f'href="{link}"' in page.text
    assert "PyData" in page.text and "Leave yours" in page.text and f"/c/{badge.code}.vcf" in page.text


@pytest.mark.parametrize("held", ["pronouns", "title", "org", "note", "offers", "asks", "circles"])
def test_a_field_held_back_is_nowhere(
    client: FlaskClient, client_for: Clients, make: Make, alice: User, bob: User, full_card: FullCard, held: str
) -> None:
    words: object = ["s3cr3t w0rd"] if held == "circles" else "s3cr3t w0rd"
    card = full_card(alice, held_back=[held], **{held: words})
    badge = make.badge(card)
    for visitor in (client, client_for(bob)):
        for path in (f"/c/{badge.code}", f"/c/{badge.code}.vcf"):
            assert "s3cr3t" not in visitor.get(path).text
    assert "s3cr3t" not in client_for(alice).get(f"/cards/{card.id}/preview").text


def test_a_number_held_back_is_nowhere(
    client: FlaskClient, client_for: Clients, make: Make, alice: User, bob: User, full_card: FullCard
) -> None:
    badge = make.badge(full_card(alice))
    for visitor in (client, client_for(bob)):
        for path in (f"/c/{badge.code}", f"/c/{badge.code}.vcf"):
            assert "99887766" not in visitor.get(path).text.replace(" ", "")


def test_the_page_needs_no_script_and_nothing_from_elsewhere(
    client: FlaskClient, make: Make, alice: User, full_card: FullCard
) -> None:
    answer = client.get(f"/c/{make.badge(full_card(alice)).code}")
    assert not re.search(r"<script|<link(?! rel=\"icon\" href=\"data:,\")|src=\"(?!data:)| on\w+=| style=", answer.text)
    style = re.search(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    assert style
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    assert f"'sha256-{digest}'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store" and "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Vary"] == "Cookie, Accept-Encoding" and "Set-Cookie" not in answer.headers


def test_the_page_is_the_same_in_every_encoding(
    client: FlaskClient, make: Make, alice: User, full_card: FullCard
) -> None:
    path = f"/c/{make.badge(full_card(alice)).code}"
    plain = client.get(path).data
    br = client.get(path, headers={"Accept-Encoding": "gzip, deflate, br, zstd"})
    gz = client.get(path, headers={"Accept-Encoding": "gzip, br;q=0"})
    assert brotli.decompress(br.data) == plain and br.headers["Content-Encoding"] == "br"
    assert gzip.decompress(gz.data) == plain and gz.headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize(
    "spelling",
    [
        str.lower,
        str.upper,
        lambda code: f"{code[:13]}-{code[13:]}",
        lambda code: code.replace("0", "O").replace("1", "l"),
    ],
)
def test_a_code_is_read_in_any_spelling(
    client: FlaskClient, make: Make, alice: User, spelling: Callable[[str], str]
) -> None:
    code = "0123456789ABCDEFGHJKMNPQRS"
    make.badge(make.card(alice), code=code)
    for prefix in ("/c/", "/C/"):
        assert client.get(prefix + spelling(code)).status_code == 200


def test_a_changed_card_is_shown_changed_at_once(
    client: FlaskClient, client_for: Clients, make: Make, alice: User, full_card: FullCard, typed: Callable[..., dict]
) -> None:
    card = full_card(alice)
    path = f"/c/{make.badge(card).code}"
    assert "Engine Works" in client.get(path).text
    client_for(alice).post(f"/cards/{card.id}/edit", data=typed(org="Loom Works"))
    assert "Loom Works" in client.get(path).text and "Engine Works" not in client.get(path).text


def test_a_cancelled_event_is_shown_as_cancelled(app: Flask, client: FlaskClient, make: Make, alice: User) -> None:
    event = make.event(alice, summary="PyData")
    path = f"/c/{make.badge(make.card(alice), event).code}"
    assert "cancelled" not in client.get(path).text
    with app.app_context():
        db.session.get_one(Event, event.id).cancelled_at = now()
        db.session.commit()
    assert "PyData" in client.get(path).text and "cancelled" in client.get(path).text


def test_a_stored_link_that_is_not_safe_is_not_shown(client: FlaskClient, make: Make, alice: User) -> None:
    ways = [{"kind": "url", "value": "javascript:alert(1)", "label": "", "shown": True}]
    code = make.badge(make.card(alice, ways=ways)).code
    assert "javascript" not in client.get(f"/c/{code}").text


def test_what_people_write_stays_text(client: FlaskClient, make: Make, alice: User) -> None:
    code = make.badge(make.card(alice, full_name="<script>alert(1)</script>", note='"><img src=x>')).code
    page = client.get(f"/c/{code}").text
    assert "<script" not in page and "<img" not in page


def test_an_unknown_code_is_a_kind_404_and_a_revoked_one_a_kind_410(
    client: FlaskClient, make: Make, alice: User
) -> None:
    revoked = make.badge(make.card(alice), revoked_at=now())
    for path, status in (("/c/0123456789ABCDEFGHJKMNPQRS", 404), ("/c/nonsense", 404), (f"/c/{revoked.code}", 410)):
        for ending in ("", ".vcf"):
            answer = client.get(path + ending)
            assert answer.status_code == status and "code" in text_of(answer) and 'class="art"' in answer.text
            assert "Alice" not in answer.text


def test_a_short_code_opens_no_page(client: FlaskClient, make: Make, alice: User) -> None:
    badge = make.badge(make.card(alice), make.event(alice))
    assert client.get(f"/c/{badge.short_code}").status_code == 404


def test_guessing_is_slowed_down_but_a_true_code_always_works(client: FlaskClient, make: Make, alice: User) -> None:
    badge = make.badge(make.card(alice))
    statuses = [client.get(f"/c/guess{number}").status_code for number in range(62)]
    assert statuses[:60] == [404] * 60 and statuses[60:] == [429, 429]
    assert client.get(f"/c/{badge.code}").status_code == 200


def test_looking_at_a_card_writes_nothing(
    app: Flask, client: FlaskClient, make: Make, alice: User, full_card: FullCard
) -> None:
    code, statements = make.badge(full_card(alice)).code, []
    with app.app_context():
        engine = db.engine
    heard = lambda *arguments: statements.append(arguments[2])  # noqa: E731
    sqlalchemy_event.listen(engine, "before_cursor_execute", heard)
    try:
        for path in (f"/c/{code}", f"/c/{code}.vcf", f"/C/{code}"):
            client.get(path)
            client.head(path)
    finally:
        sqlalchemy_event.remove(engine, "before_cursor_execute", heard)
    assert statements and all(statement.lstrip().startswith("SELECT") for statement in statements)


def test_somebody_signed_in_can_save_the_card(client_for: Clients, make: Make, alice: User, bob: User) -> None:
    badge = make.badge(make.card(alice), make.event(alice, bob))
    page = client_for(bob).get(f"/c/{badge.code}").text
    assert 'action="/scans"' in page and f'value="{badge.code}"' in page and "Leave yours" not in page
    client_ids = {
        re.search('name="client_id" value="([^"]+)"', client_for(bob).get(f"/c/{badge.code}").text)[1]
        for _time in range(2)
    }
    assert len(client_ids) == 2


def test_saving_from_the_page_makes_a_tie(app: Flask, client_for: Clients, make: Make, alice: User, bob: User) -> None:
    badge = make.badge(make.card(alice), make.event(alice, bob))
    his = client_for(bob)
    client_id = re.search('name="client_id" value="([^"]+)"', his.get(f"/c/{badge.code}").text)[1]
    answer = his.post("/scans", data={"code": badge.code, "via": "link", "client_id": client_id, "note": "looms"})
    assert answer.status_code == 303 and answer.location.startswith("/ties/")


def test_my_own_card_says_so(client_for: Clients, make: Make, alice: User) -> None:
    badge = make.badge(make.card(alice))
    page = client_for(alice).get(f"/c/{badge.code}")
    assert "This is your card" in text_of(page) and 'action="/scans"' not in page.text


@pytest.mark.parametrize("hers", [True, False])
def test_between_people_who_block_each_other_there_is_no_card(
    client_for: Clients, make: Make, alice: User, bob: User, hers: bool
) -> None:
    badge = make.badge(make.card(alice))
    blocker, blocked = (alice, bob) if hers else (bob, alice)
    make.saved(Block(blocker_id=blocker.id, blocked_id=blocked.id))
    his = client_for(bob)
    for ending in ("", ".vcf"):
        seen, unknown = his.get(f"/c/{badge.code}{ending}"), his.get(f"/c/{'Z' * 26}{ending}")
        assert seen.status_code == unknown.status_code == 404
        assert text_of(seen) == text_of(unknown)


def test_an_ended_session_sees_what_strangers_see(client: FlaskClient, make: Make, alice: User) -> None:
    client.set_cookie("session", json.dumps("nonsense"))
    assert "Leave yours" in client.get(f"/c/{make.badge(make.card(alice)).code}").text
