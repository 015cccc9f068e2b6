"""The vCard of a badge, read by an independent reader."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
import vobject
from flask import Flask
from flask.testing import FlaskClient

from networking_app.accounts.models import User
from networking_app.cards.models import Badge, Card
from networking_app.cards.saving import small_card
from networking_app.extensions import db
from tests.factories import Make

FullCard = Callable[..., Card]
EVENING = {"starts_at": datetime(2026, 5, 8, 17, tzinfo=UTC), "ends_at": datetime(2026, 5, 8, 20, tzinfo=UTC)}


def test_the_file_says_who_and_where_you_met(client: FlaskClient, make: Make, alice: User, full_card: FullCard) -> None:
    badge = make.badge(full_card(alice), make.event(alice, summary="PyData; Amsterdam", **EVENING))
    answer = client.get(f"/c/{badge.code}.vcf")
    card = vobject.readOne(answer.text)
    assert answer.content_type == "text/vcard; charset=utf-8"
    assert (card.version.value, card.fn.value, card.org.value) == ("3.0", "Ada Lovelace", ["Engine Works"])
    assert card.note.value == "Met at PyData; Amsterdam, May 8, 2026. Remember for: the poem about compilers"
    assert [tel.value for tel in card.tel_list] == ["+31 20 555 0123"]
    assert card.categories.value == ["looms", "poetry"]
    assert card.email.value == "ada@engine.example" and card.url.value == "https://engine.example/ada"


def test_without_an_event_the_note_says_when_it_was_saved(
    client: FlaskClient, make: Make, alice: User, full_card: FullCard
) -> None:
    with time_machine.travel(datetime(2026, 5, 8, 17, tzinfo=UTC)):
        card = vobject.readOne(client.get(f"/c/{make.badge(full_card(alice)).code}.vcf").text)
    assert card.note.value == "Saved on May 8, 2026. Remember for: the poem about compilers"


def test_the_contact_of_the_second_code_says_where_you_met_as_well(
    app: Flask, make: Make, alice: User, full_card: FullCard
) -> None:
    card = full_card(alice)
    badges = [make.badge(card), make.badge(card, make.event(alice, summary="PyData; Amsterdam", **EVENING))]
    with app.app_context():
        read = [vobject.readOne(small_card(db.session.get_one(Badge, badge.id))) for badge in badges]
    assert [card.note.value for card in read] == [
        "the poem about compilers", "Met May 8, 2026 at PyData; Amsterdam. the poem about c\u2026"]


@pytest.mark.parametrize(
    ("name", "file_name"),
    [
        ("Ada Lovelace", "Ada%20Lovelace.vcf"),
        ("Zoë", "Zo%C3%AB.vcf"),
        ('../"x"\u202e', "x.vcf"),
        ("...", "card.vcf"),
        ("王小明", "%E7%8E%8B%E5%B0%8F%E6%98%8E.vcf"),
    ],
)
def test_the_file_is_named_after_the_person(
    client: FlaskClient, make: Make, alice: User, name: str, file_name: str
) -> None:
    answer = client.get(f"/c/{make.badge(make.card(alice, full_name=name)).code}.vcf")
    assert answer.headers["Content-Disposition"] == f"attachment; filename=\"card.vcf\"; filename*=UTF-8''{file_name}"


def test_no_field_can_add_a_line_of_its_own(client: FlaskClient, make: Make, alice: User) -> None:
    evil = "x\r\nTEL:666\nEMAIL:evil@x.org"
    ways = [{"kind": "tel", "value": "+31 20 1234", "label": "a\nTEL:777", "shown": True}]
    code = make.badge(make.card(alice, full_name=evil, org=evil, note=evil, ways=ways)).code
    card = vobject.readOne(client.get(f"/c/{code}.vcf").text)
    assert [tel.value for tel in card.tel_list] == ["+31 20 1234"] and not hasattr(card, "email")
