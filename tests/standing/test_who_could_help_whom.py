"""Who could help whom among one's own ties: from the cards one was given, explained, offers before asks."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from networking_app.accounts.models import Block, User
from networking_app.cards.models import Card
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.introductions.models import Introduction
from networking_app.standing.matching import BE_HELPED, HELP, INTRODUCE, Match, matches_within
from networking_app.ties.models import Tie
from tests.clients import text_of
from tests.factories import Make

Clients = Callable[[User], FlaskClient]
Know = Callable[..., tuple[User, Tie]]


@pytest.fixture
def know(make: Make, alice: User) -> Know:
    """`know("Erin", asks="tea")`: Alice holds a tie to Erin, who gave her a card with that on it."""

    def met(name: str, **columns: object) -> tuple[User, Tie]:
        user = make.user(name)
        return user, make.tie(alice, user, card_id=make.card(user, **columns).id)

    return met


def matches(app: Flask, user: User) -> list[Match]:
    with app.app_context():
        return matches_within(user.id)


def test_an_ask_meets_an_offer_or_a_circle(app: Flask, know: Know, alice: User) -> None:
    know("Ada", asks="a compiler engineer. Tea")
    know("Bob", offers="compilers, explained")
    know("Cleo", circles=["Compiler", "Chess"])
    found = matches(app, alice)
    assert [match.kind for match in found] == [INTRODUCE, INTRODUCE]
    assert [match.because for match in found] == [
        "Bob can help with \u201ccompilers\u201d, and Ada looks for \u201ca compiler engineer\u201d.",
        "Cleo is in the circle \u201cCompiler\u201d, and Ada looks for \u201ca compiler engineer\u201d.",
    ]


@pytest.mark.parametrize(("ask", "offer"), [
    ("想找网页设计师", "我会做网页设计"), ("ウェブデザインを学びたい", "デザインを教えます"),
    ("หาคนออกแบบโลโก้", "ช่วยออกแบบเว็บไซต์"),
])
def test_asks_and_offers_without_spaces_meet_by_what_they_share(
    app: Flask, know: Know, alice: User, ask: str, offer: str
) -> None:
    know("Ada", asks=ask)
    know("Bob", offers=f"{offer}。")
    know("Cleo", offers="我可以帮忙，お手伝いできます、ช่วยเหลือ")
    said = [f"Bob can help with \u201c{offer}\u201d, and Ada looks for \u201c{ask}\u201d."]
    assert [match.because for match in matches(app, alice)] == said


@pytest.mark.only("sqlite")
def test_what_i_can_do_stands_before_what_i_need(
    app: Flask, client_for: Clients, make: Make, know: Know, alice: User
) -> None:
    make.card(alice, offers="tea", asks="a printer")
    ada, to_ada = know("Ada", asks="tea, with milk")
    bob, to_bob = know("Bob", offers="printers; tea")
    assert [match.kind for match in matches(app, alice)] == [HELP, INTRODUCE, BE_HELPED]
    page = client_for(alice).get("/matches")
    said = text_of(page)
    assert said.index("You can help") < said.index("You could bring together") < said.index("They can help you")
    assert f"/introductions/new?first={to_ada.id}&amp;second={to_bob.id}" in page.text
    assert client_for(alice).get(f"/introductions/new?first={to_ada.id}&second={to_bob.id}").status_code == 200


@pytest.mark.only("sqlite")
def test_what_a_card_holds_back_meets_nothing(app: Flask, know: Know, alice: User) -> None:
    know("Ada", asks="compilers")
    know("Bob", offers="compilers", circles=["Compilers"], held_back=["offers", "circles"])
    assert matches(app, alice) == []


@pytest.mark.parametrize("apart", ["I blocked one", "one blocked me", "one blocked the other", "card taken back",
                                   "introduced", "account closed"])
def test_who_is_apart_is_not_brought_together(
    app: Flask, make: Make, know: Know, alice: User, apart: str
) -> None:
    (ada, _to_ada), (bob, to_bob) = know("Ada", asks="compilers"), know("Bob", offers="compilers")
    assert len(matches(app, alice)) == 1
    blocks = {"I blocked one": (alice, bob), "one blocked me": (bob, alice), "one blocked the other": (ada, bob)}
    if pair := blocks.get(apart):
        make.saved(Block(blocker_id=pair[0].id, blocked_id=pair[1].id))
    with app.app_context():
        if apart == "card taken back":
            db.session.get_one(Tie, to_bob.id).card_id = None
        elif apart == "introduced":
            db.session.add(Introduction(connector_id=alice.id, first_id=bob.id, second_id=ada.id, expires_at=now()))
        elif apart == "account closed":
            db.session.delete(db.session.get_one(User, bob.id))
        db.session.commit()
    assert matches(app, alice) == []


def test_only_my_own_ties_are_compared(
    app: Flask, client_for: Clients, make: Make, know: Know, alice: User, charlie: User
) -> None:
    know("Ada", asks="compilers")
    card: Card = make.card(charlie, offers="compilers")
    make.tie(charlie, alice)
    assert matches(app, alice) == [] and matches(app, charlie) == [] and card.id
    assert "Nothing meets yet" in text_of(client_for(alice).get("/matches"))


@pytest.mark.only("sqlite")
def test_ties_by_hand_and_people_of_a_thousand_words_do_no_harm(
    app: Flask, client_for: Clients, make: Make, know: Know, alice: User
) -> None:
    words = " ".join(f"word{number}" for number in range(70))
    make.tie(alice)
    for number in range(8):
        know(f"Guest{number}", offers=words, asks=words)
    found = matches(app, alice)
    assert len(found) == 30 and all(match.asker and match.helper and match.asker.id != match.helper.id
                                    for match in found)
    assert client_for(alice).get("/matches").status_code == 200
