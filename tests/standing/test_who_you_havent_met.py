"""Who you haven't met yet: only who asked to be found, never whom a block keeps apart, and why one might talk."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import select

from networking_app.accounts.models import Block, User
from networking_app.cards.making import change_card
from networking_app.cards.models import Card
from networking_app.clock import now
from networking_app.events.models import Event, Target
from networking_app.extensions import db
from networking_app.introductions.models import Introducible, Opening
from networking_app.standing.not_met import NotMet, not_met
from tests.clients import text_of
from tests.factories import PASSWORD, Make

Clients = Callable[[User], FlaskClient]
Come = Callable[..., Card]


@pytest.fixture
def event(make: Make) -> Event:
    """Dana's meetup, where nobody is in the list yet."""
    return make.event(make.user("Dana"), summary="PyData")


@pytest.fixture
def come(make: Make, event: Event) -> Come:
    """`come(bob, offers="proofs")`: Bob attends, asks to be in the list, and shows a card with that on it."""

    def attend(user: User, listed: bool = True, offer: str = "", **columns: object) -> Card:
        make.attendance(event, user, listed_at=now() if listed else None, offer=offer)
        card = make.card(user, **columns)
        make.badge(card, event)
        return card

    return attend


def seen(app: Flask, user: User, event: Event, words: str = "") -> list[NotMet]:
    with app.app_context():
        return not_met(user.id, event.id, words=words)


def names(app: Flask, user: User, event: Event, words: str = "") -> list[str]:
    return [person.name for person in seen(app, user, event, words)]


def opened(make: Make, owner: User, peer: User, mutual: bool = True) -> None:
    """`owner` lets their ties know that they know `peer`, who may be introduced."""
    tie = make.tie(owner, peer)
    if mutual:
        make.tie(peer, owner)
    make.saved(Opening(owner_id=owner.id, peer_user_id=peer.id, tie_id=tie.id))
    make.saved(Introducible(user_id=peer.id))


def test_who_asked_to_be_found_is_found_and_nobody_else(
    app: Flask, event: Event, come: Come, alice: User, bob: User, charlie: User
) -> None:
    come(alice)
    come(bob)
    come(charlie, listed=False)
    assert names(app, alice, event) == ["Bob"] and names(app, bob, event) == ["Alice"]
    assert names(app, charlie, event) == ["Alice", "Bob"]


@pytest.mark.only("sqlite")
def test_only_attendees_look(client: FlaskClient, client_for: Clients, event: Event, come: Come, bob: User,
                             charlie: User) -> None:
    come(bob)
    assert client.get(f"/events/{event.id}/people").status_code == 302
    assert client_for(charlie).get(f"/events/{event.id}/people").status_code == 404


def test_whom_i_hold_a_tie_to_i_have_met(
    app: Flask, make: Make, event: Event, come: Come, alice: User, bob: User
) -> None:
    come(alice)
    come(bob)
    make.tie(bob, alice)
    assert names(app, alice, event) == ["Bob"] and names(app, bob, event) == []


@pytest.mark.parametrize("way", ["leaves the list", "leaves the event", "blocks", "is blocked", "closes the account"])
def test_who_goes_is_gone_at_once(
    client_for: Clients, make: Make, event: Event, come: Come, alice: User, bob: User, way: str
) -> None:
    come(alice)
    come(bob, offers="proofs", circles=["Looms"])
    hers, his, page = client_for(alice), client_for(bob), f"/events/{event.id}/people"
    his_tie, her_tie = make.tie(bob, alice), make.tie(alice, bob)
    client_for(alice).delete(f"/ties/{her_tie.id}")
    assert f"person-{bob.id}" in hers.get(page).text
    if way == "is blocked":
        other = make.tie(alice, bob)
        assert hers.post(f"/ties/{other.id}/block").status_code == 303
        hers.delete(f"/ties/{other.id}")
    else:
        acts = {
            "leaves the list": lambda: his.delete(f"/events/{event.id}/listing"),
            "leaves the event": lambda: his.delete(f"/events/{event.id}/attendance"),
            "blocks": lambda: his.post(f"/ties/{his_tie.id}/block"),
            "closes the account": lambda: his.post("/account/closure", data={"password": PASSWORD}),
        }
        assert acts[way]().status_code in (200, 303)
    for address in (page, f"{page}?q=bob"):
        assert f"person-{bob.id}" not in client_for(alice).get(address).text
    assert client_for(alice).post(f"{page}/{bob.id}/want").status_code == 404
    if way in ("blocks", "is blocked"):
        assert f"person-{alice.id}" not in client_for(bob).get(page).text


@pytest.mark.only("sqlite")
def test_the_card_of_the_badge_is_shown_and_nothing_that_it_holds_back(
    app: Flask, client_for: Clients, make: Make, event: Event, come: Come, alice: User, bob: User
) -> None:
    come(alice, asks="a s3cret, a printer", circles=["s3cret"])
    ways = [{"kind": "tel", "value": "+31 20 555 0101", "label": "", "shown": True}]
    card = come(bob, title="Builder", offers="s3cret", asks="bricks", held_back=["offers"], ways=ways)
    make.card(bob, full_name="Bobby", offers="a printer", circles=["s3cret"])
    page = client_for(alice).get(f"/events/{event.id}/people")
    assert "Builder" in page.text and "bricks" in page.text
    assert "Bobby" not in page.text and "555 0101" not in page.text and text_of(page).count("s3cret") == 0
    [person] = seen(app, alice, event)
    assert person.because == () and person.card and person.card.id == card.id


@pytest.mark.only("sqlite")
def test_why_one_might_talk_is_said_in_words_offers_first(
    app: Flask, event: Event, come: Come, alice: User, bob: User
) -> None:
    come(alice, offers="proofs, and tea", asks="a patient printer", circles=["Looms"])
    come(bob, offers="printers, repaired", asks="somebody for proofs. Also bricks", circles=["looms", "chess"])
    [person] = seen(app, alice, event)
    assert person.because == (
        "You can help with \u201cproofs\u201d, and Bob looks for \u201csomebody for proofs\u201d.",
        "You share a circle: looms.",
        "Bob can help with \u201cprinters\u201d, and you look for \u201ca patient printer\u201d.",
    )
    assert "\u201clooms\u201d" in person.opener and person.opener.endswith("?")


@pytest.mark.only("sqlite")
def test_what_somebody_offers_at_this_event_counts_on_both_sides(
    app: Flask, event: Event, come: Come, alice: User, bob: User
) -> None:
    come(alice, asks="a printer")
    come(bob, offer="printers at cost")
    assert seen(app, alice, event)[0].because == (
        "Bob can help with \u201cprinters at cost\u201d, and you look for \u201ca printer\u201d.",)
    assert seen(app, bob, event)[0].because == (
        "You can help with \u201cprinters at cost\u201d, and Alice looks for \u201ca printer\u201d.",)


def test_what_one_does_meets_what_the_other_looks_for_but_an_offer_of_it_counts_more(
    app: Flask, make: Make, event: Event, come: Come, alice: User, bob: User, charlie: User
) -> None:
    come(alice, asks="a printer")
    make.card(alice, title="Weaver")
    come(bob, title="Printer", listed=False)
    come(charlie, title="Printer")
    come(make.user("Ada"), title="Printer", offer="printers at cost")
    come(make.user("Erin"), asks="somebody who is a weaver")
    make.card(make.user("Fay"), title="Printer")
    assert [(person.name, person.because) for person in seen(app, alice, event)] == [
        ("Ada", ("Ada can help with \u201cprinters at cost\u201d, and you look for \u201ca printer\u201d.",)),
        ("Erin", ("You have the role \u201cWeaver\u201d, and Erin looks for \u201csomebody who is a weaver\u201d.",)),
        ("Charlie", ("Charlie has the role \u201cPrinter\u201d, and you look for \u201ca printer\u201d.",)),
    ]
    [to_alice] = [person.because for person in seen(app, charlie, event) if person.name == "Alice"]
    assert to_alice == ("You have the role \u201cPrinter\u201d, and Alice looks for \u201ca printer\u201d.",)


@pytest.mark.only("sqlite")
def test_what_few_share_counts_more_than_what_many_share(
    app: Flask, make: Make, event: Event, come: Come, alice: User
) -> None:
    come(alice, circles=["Python", "Looms"])
    for name in ("Erin", "Fay", "Gus"):
        come(make.user(name), circles=["Python"])
    come(make.user("Ada"), circles=["Looms"])
    come(make.user("Zoe"), circles=["Chess"])
    assert names(app, alice, event) == ["Ada", "Erin", "Fay", "Gus", "Zoe"]


def test_a_tie_who_opened_theirs_could_introduce(
    app: Flask, client_for: Clients, make: Make, event: Event, come: Come, alice: User, bob: User, charlie: User
) -> None:
    come(alice)
    come(make.user("Erin"))
    come(bob)
    make.tie(alice, charlie)
    make.tie(charlie, alice)
    opened(make, charlie, bob)
    first = seen(app, alice, event)[0]
    assert first.name == "Bob" and first.connector and first.connector.name == "Charlie"
    assert "Charlie" in first.opener
    page = client_for(alice).get(f"/events/{event.id}/people")
    assert "Charlie could introduce you." in text_of(page)
    asking = f"/introductions/requests/{first.connector.opening_id}"
    assert f'href="{asking}"' in page.text and client_for(alice).get(asking).status_code == 200


@pytest.mark.parametrize("missing", ["opening", "tie of mine", "tie to me", "tie back", "permission", "no block"])
def test_without_one_of_the_consents_nobody_is_named(
    app: Flask, make: Make, event: Event, come: Come, alice: User, bob: User, charlie: User, missing: str
) -> None:
    come(alice)
    come(bob)
    if missing != "tie of mine":
        make.tie(alice, charlie)
    if missing != "tie to me":
        make.tie(charlie, alice)
    opened(make, charlie, bob, mutual=missing != "tie back")
    with app.app_context():
        if missing == "opening":
            db.session.delete(db.session.scalars(select(Opening)).one())
        if missing == "permission":
            db.session.delete(db.session.get_one(Introducible, bob.id))
        db.session.commit()
    if missing == "no block":
        make.saved(Block(blocker_id=bob.id, blocked_id=charlie.id))
    assert [person.connector for person in seen(app, alice, event)] == [None]


@pytest.mark.only("sqlite")
def test_a_wish_is_kept_shown_first_and_taken_back(
    app: Flask, client_for: Clients, event: Event, come: Come, alice: User, bob: User, charlie: User
) -> None:
    come(alice, circles=["Looms"])
    come(bob, circles=["Looms"])
    come(charlie)
    hers, wish = client_for(alice), f"/events/{event.id}/people/{charlie.id}/want"
    for _twice in range(2):
        assert hers.post(wish).location == f"/events/{event.id}/people#person-{charlie.id}"
    with app.app_context():
        [target] = db.session.scalars(select(Target).where(Target.owner_id == alice.id))
        assert (target.wanted_user_id, target.text, target.found_at) == (charlie.id, "Charlie", None)
    assert names(app, alice, event) == ["Charlie", "Bob"]
    assert "not found yet" in text_of(hers.get(f"/events/{event.id}/people"))
    hers.delete(wish)
    assert names(app, alice, event) == ["Bob", "Charlie"]


@pytest.mark.only("sqlite")
def test_a_sixth_wish_is_refused_on_the_page_itself(
    client_for: Clients, make: Make, event: Event, come: Come, alice: User, bob: User
) -> None:
    come(alice)
    come(bob)
    for number in range(5):
        make.saved(Target(owner_id=alice.id, event_id=event.id, text=f"Printer {number}"))
    answer = client_for(alice).post(f"/events/{event.id}/people/{bob.id}/want", follow_redirects=True)
    assert "Five are plenty for one event." in text_of(answer) and f"person-{bob.id}" in answer.text


@pytest.mark.only("sqlite")
def test_whom_i_wanted_and_met_is_found(
    client_for: Clients, make: Make, event: Event, come: Come, alice: User, bob: User
) -> None:
    come(alice)
    come(bob)
    hers = client_for(alice)
    hers.post(f"/events/{event.id}/people/{bob.id}/want")
    make.tie(alice, bob)
    assert "You wanted to meet them, and you did Bob found" in text_of(hers.get(f"/events/{event.id}/people")).replace(
        " B ", " ")
    assert hers.post(f"/events/{event.id}/people/{bob.id}/want").status_code == 404


@pytest.mark.only("sqlite")
def test_nobody_else_learns_of_a_wish(
    client_for: Clients, event: Event, come: Come, alice: User, bob: User, charlie: User
) -> None:
    for user in (alice, bob, charlie):
        come(user)
    before = [text_of(client_for(user).get(f"/events/{event.id}/people")) for user in (bob, charlie)]
    client_for(alice).post(f"/events/{event.id}/people/{bob.id}/want")
    assert [text_of(client_for(user).get(f"/events/{event.id}/people")) for user in (bob, charlie)] == before


@pytest.mark.only("sqlite")
def test_an_empty_list_is_kind(
    client_for: Clients, make: Make, event: Event, come: Come, alice: User, bob: User
) -> None:
    make.attendance(event, alice)
    hers = client_for(alice)
    page = f"/events/{event.id}/people"
    assert "Nobody is in the list yet" in text_of(hers.get(page)) and f"/events/{event.id}/aims" in hers.get(page).text
    hers.post(f"/events/{event.id}/listing")
    assert "Only you so far" in text_of(hers.get(page))
    come(bob)
    assert "Only you so far" not in text_of(hers.get(page)) and "Bob" in text_of(hers.get(page))
    make.tie(alice, bob)
    assert "You have met everybody in the list" in text_of(hers.get(page))


@pytest.mark.only("sqlite")
def test_who_is_not_listed_is_told_that_nobody_finds_them(
    client_for: Clients, event: Event, come: Come, alice: User, bob: User
) -> None:
    come(alice, listed=False)
    come(bob)
    told = "nobody can find you here either"
    assert told in text_of(client_for(alice).get(f"/events/{event.id}/people"))
    assert told not in text_of(client_for(bob).get(f"/events/{event.id}/people"))


@pytest.mark.only("sqlite")
def test_an_event_of_one_person_is_an_empty_list(client_for: Clients, make: Make, alice: User) -> None:
    alone = make.event(alice)
    assert client_for(alice).get(f"/events/{alone.id}/people").status_code == 200


def test_the_list_is_searched_by_what_the_card_shows(
    app: Flask, client_for: Clients, make: Make, event: Event, come: Come, alice: User
) -> None:
    come(alice)
    for name, title in (("José Núñez", "Baker"), ("Ada", "Weaver"), ("Ada Two", "Baker")):
        card = come(make.user(name, email=f"{len(name)}@example.org"))
        with app.app_context():
            change_card(db.session.get_one(Card, card.id), {"title": title, "note": "s3cret", "held_back": ["note"]})
            db.session.commit()
    come(make.user("Fay"), offer="Sourdough, and time")
    come(make.user("Gil"), offer="CAFÉ & ÜBERSETZUNG")
    make.attendance(event, make.user("Zoë"), listed_at=now())
    assert names(app, alice, event, "sourdough") == ["Fay"]
    assert names(app, alice, event, "ubersetzung cafe") == ["Gil"] and names(app, alice, event, "zoe") == ["Zoë"]
    assert names(app, alice, event, "nunez") == ["José Núñez"] and names(app, alice, event, "ADA bak") == ["Ada Two"]
    assert names(app, alice, event, "s3cret") == names(app, alice, event, "%") == []
    hers, page = client_for(alice), f"/events/{event.id}/people"
    assert "Nobody found" in text_of(hers.get(page, query_string={"q": "no\0body"}))
    assert hers.get(page, query_string={"q": "x" * 3000, "from": "-3"}).status_code == 200


def test_a_long_list_comes_in_pages_of_as_many_questions(
    app: Flask, client_for: Clients, make: Make, event: Event, come: Come, alice: User
) -> None:
    come(alice, circles=["Looms"])

    def add(number: int) -> None:
        with app.app_context():
            users = [User(name=f"Guest {each}", password_hash="") for each in range(number)]
            db.session.add_all(users)
            db.session.flush()
            made = [user.id for user in users]
            db.session.commit()
        for each in made:
            make.attendance(event, User(id=each), listed_at=now() + timedelta(seconds=each))

    hers, page = client_for(alice), f"/events/{event.id}/people"
    add(2)
    few = _questions(app, lambda: hers.get(page))
    add(50)
    many = _questions(app, lambda: hers.get(page))
    assert few == many <= 16
    first, second = hers.get(page), hers.get(page, query_string={"from": "50"})
    assert "52 people to meet" in text_of(first) and "from=50" in first.text
    assert first.text.count("unmet-person") == 50 and second.text.count("unmet-person") == 2
    assert "To the top" in text_of(second) and "To the top" not in text_of(first)
    assert "That is everybody" in text_of(hers.get(page, query_string={"from": "100"}))


def _questions(app: Flask, ask: Callable[[], object]) -> int:
    asked: list[str] = []
    with app.app_context():
        engine = db.engine
    heard = lambda *arguments: asked.append(arguments[2])  # noqa: E731
    sqlalchemy_event.listen(engine, "before_cursor_execute", heard)
    try:
        ask()
    finally:
        sqlalchemy_event.remove(engine, "before_cursor_execute", heard)
    return len(asked)
