"""Who could help whom among one's own ties: from the cards one was given, explained, offers before asks."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from networking_app.accounts.models import Block, User
from networking_app.cards.models import ROLE, Card
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.introductions.models import Introduction
from networking_app.standing.in_common import SOUGHT, Said, in_common, of_kind
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


# What somebody does is found by those who look for it, and by nobody who would laugh about it.
@pytest.mark.parametrize(("ask", "role", "quoted"), [
    ("Tea; I am looking for a product designer", "Product designer", "a product designer"),
    ("a type designer for letters, designers who paint", "Product designer", "designers who paint"),
    ("two junior web developers", "Developer", "two junior web developers"),
    ("a web developer", "Game developer", None), ("a web developer", "Web designer", None),
    ("a designer for our posters", "Senior Designer at Lagos Light", "a designer for our posters"),
    ("a product manager. Old maps", "Head of Product, Product Manager", "a product manager"),
    ("somebody who knows rust", "Rust developer", "somebody who knows rust"),
    ("a full-stack developer", "Full-stack person", "a full-stack developer"),
    ("Ich suche eine Übersetzerin", "Übersetzerin und Lehrerin", "eine Übersetzerin"),
    ("un chef de projet", "Responsable de projet", None),
    ("想找产品经理", "产品经理", "想找产品经理"), ("想找网页设计师", "资深设计师", "想找网页设计师"),
    ("想找产品经理", "产品设计师", None),
    ("a product designer", "Product manager", None), ("a senior product designer", "Senior product manager", None),
    ("a new manager", "Manager", None), ("a head for numbers", "Head of Design", None),
    ("help with my project", "Project lead", None), ("a partner for tango", "Managing partner", None),
    ("board games", "Board member", None), ("a manager. Feedback on a product", "Product manager", None),
    ("apple pie", "Engineer at Apple", None), ("investors", "Founder (seeking investors)", None),
    ("a job", "Looking for a job", None), ("the end of winter", "Front-end engineer", None),
    ("an hour of advice", "Advice for hours", None),
])
def test_an_ask_meets_a_role_that_says_as_much(ask: str, role: str, quoted: str | None) -> None:
    asking, doing = Said(asks=(ask,)), Said(roles=(role,))
    words = of_kind(in_common(asking.words, doing.words), SOUGHT)
    assert words == of_kind(in_common(doing.words, asking.words), ROLE)
    assert (asking.asking(words) if words else None) == quoted
    assert bool(doing.doing(words)) == bool(words)


def test_my_role_and_those_of_my_ties_meet_who_looks_for_them_after_all_offers(
    app: Flask, make: Make, know: Know, alice: User
) -> None:
    make.card(alice, title="Weaver", asks="a patient printer, a moth expert")
    know("Ada", asks="a weaver", title="Printer")
    know("Bob", offers="printers, repaired", asks="a printer")
    know("Cleo", title="Printer", offers="printers")
    know("Erin", title="Expert on moths")
    found = [(match.kind, match.asker and match.asker.name, match.because) for match in matches(app, alice)]
    assert found == [
        (HELP, "Ada", "You have the role \u201cWeaver\u201d, and Ada looks for \u201ca weaver\u201d."),
        (INTRODUCE, "Bob", "Cleo can help with \u201cprinters\u201d, and Bob looks for \u201ca printer\u201d."),
        (INTRODUCE, "Bob", "Ada has the role \u201cPrinter\u201d, and Bob looks for \u201ca printer\u201d."),
        (BE_HELPED, None, "Bob can help with \u201cprinters\u201d, and you look for \u201ca patient printer\u201d."),
        (BE_HELPED, None, "Cleo can help with \u201cprinters\u201d, and you look for \u201ca patient printer\u201d."),
        (BE_HELPED, None, "Erin has the role \u201cExpert on moths\u201d, and you look for \u201ca moth expert\u201d."),
        (BE_HELPED, None, "Ada has the role \u201cPrinter\u201d, and you look for \u201ca patient printer\u201d."),
    ]


def test_a_role_that_i_noted_myself_is_one_that_i_know_of(
    app: Flask, client_for: Clients, make: Make, know: Know, alice: User
) -> None:
    make.card(alice, asks="a printer")
    know("Bob", asks="a printer")
    make.tie(alice, name="Old Mr. de Groot", title="Printer")
    _cleo, to_cleo = know("Cleo", title="Baker", held_back=["title"])
    withdrawn, to_them = know("Dora", title="Printer")
    with app.app_context():
        # A card says what its owner does, or that they do not say so; one that was taken back says nothing.
        db.session.get_one(Tie, to_cleo.id).title = "Printer"
        db.session.get_one(Tie, to_them.id).card_id = None
        db.session.commit()
    [match] = matches(app, alice)
    assert match.because == "Old Mr. de Groot has the role \u201cPrinter\u201d, and you look for \u201ca printer\u201d."
    assert match.because in client_for(alice).get("/matches").text
    make.saved(Block(blocker_id=alice.id, blocked_id=withdrawn.id))
    with app.app_context():
        db.session.get_one(Tie, to_them.id).title = "Printer"
        db.session.commit()
    assert len(matches(app, alice)) == 1


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
    know("Bob", title="Compiler engineer", offers="compilers", circles=["Compilers"],
         held_back=["title", "offers", "circles"])
    assert matches(app, alice) == []


@pytest.mark.parametrize("apart", ["I blocked one", "one blocked me", "one blocked the other", "card taken back",
                                   "introduced", "account closed"])
def test_who_is_apart_is_not_brought_together(
    app: Flask, make: Make, know: Know, alice: User, apart: str
) -> None:
    ada, _to_ada = know("Ada", asks="compilers, a weaver")
    bob, to_bob = know("Bob", offers="compilers", title="Weaver")
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
