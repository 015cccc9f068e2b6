"""The page of those who know the reader, and what can be answered to each of them."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from networking_app.accounts.models import Block, User
from networking_app.cards.models import CardSave
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.ties.models import CARD_LEFT, CardLeft, Interaction, Tie
from tests.clients import text_of
from tests.factories import Make

ClientFor = Callable[[User], FlaskClient]


def guest(make: Make, owner: User, name: str = "Grace") -> Tie:
    tie = make.tie(owner, origin=CARD_LEFT, name=name)
    met = make.encounter(tie)
    make.saved(CardLeft(owner_id=owner.id, tie_id=tie.id, encounter_id=met.id, fingerprint=str(uuid4()),
                        owner_name=owner.name, consented_at=now()))
    return tie


def test_the_headline_counts_both_directions(
    make: Make, alice: User, bob: User, charlie: User, client_for: ClientFor
) -> None:
    for user in (bob, charlie):
        make.tie(user, alice)
    for peer in (bob, make.user("Dana"), make.user("Erin")):
        make.tie(alice, peer)
    guest(make, alice)
    page = text_of(client_for(alice).get("/known-by"))
    assert "3 people know you" in page and "You know 4 people." in page
    assert "2 you know each other" in page
    assert "1 knows you, you don't know them back" in page and "2 you know, they don't know you" in page


def test_the_pictures_are_told_in_words(make: Make, alice: User, bob: User, client_for: ClientFor) -> None:
    make.encounter(make.tie(bob, alice), make.event(alice, bob))
    html = client_for(alice).get("/known-by").text
    assert html.count('role="img"') == 2 and html.count('class="flower-small"') == 1
    assert "0 people and you know each other, 1 know you and you do not know them back" in html
    assert "1 knows you · you know 0" in text_of(client_for(alice).get("/known-by"))
    assert html.count("<table") == 1 and "style=" not in html


def test_somebody_is_added_back_with_a_note(
    app: Flask, make: Make, alice: User, bob: User, client_for: ClientFor
) -> None:
    theirs = make.tie(bob, alice)
    make.encounter(theirs, make.event(alice, bob))
    client = client_for(alice)
    assert "Know you, and you don't know them back" in text_of(client.get("/known-by"))
    assert client.post(f"/ties/{theirs.id}/tie-back", data={"note": "likes looms"}).status_code == 303
    assert "Know you, and you don't know them back" not in text_of(client.get("/known-by"))
    assert text_of(client.get("/known-by/people?show=unreturned")).count("Bob") == 0
    assert "You know everybody back" in text_of(client.get("/known-by/people?show=unreturned"))
    with app.app_context():
        mine = Tie.between(alice.id, bob.id)
        assert mine and [note.text for note in mine.notes] == ["likes looms"]


def test_the_log_says_who_came_by_themselves_and_how(
    make: Make, alice: User, bob: User, charlie: User, client_for: ClientFor
) -> None:
    make.encounter(make.tie(bob, alice), make.event(alice, bob, summary="An evening of looms"))
    make.tie(charlie, alice, origin="tie back")
    mine = make.tie(alice, charlie)
    make.saved(Interaction(owner_id=alice.id, tie_id=mine.id, channel="mail", direction="in", happened_at=now()))
    make.tie(make.user("Dana"), alice, origin="tie back")
    guest(make, alice)
    page = text_of(client_for(alice).get("/known-by/people?show=came"))
    assert "3 people" in page and "Dana" not in page
    assert "Bob took your card · An evening of looms · today" in page
    assert "Grace left you their card · today" in page and "Charlie wrote to you first · today" in page
    assert "1 of those who know you" in text_of(client_for(alice).get("/known-by"))


def test_an_event_of_theirs_in_which_the_reader_has_no_part_is_not_named(
    make: Make, alice: User, bob: User, client_for: ClientFor
) -> None:
    make.encounter(make.tie(bob, alice), make.event(bob, summary="A meeting of the anonymous"))
    for url in ("/known-by", "/known-by/people", "/known-by/people?show=came"):
        page = text_of(client_for(alice).get(url))
        assert "Bob" in page and "anonymous" not in page


@pytest.mark.parametrize("by_alice", [True, False])
def test_whoever_is_blocked_is_gone_at_once(
    make: Make, alice: User, bob: User, client_for: ClientFor, by_alice: bool
) -> None:
    make.tie(bob, alice)
    blocker, blocked = (alice, bob) if by_alice else (bob, alice)
    assert "Bob" in client_for(alice).get("/known-by").text
    make.saved(Block(blocker_id=blocker.id, blocked_id=blocked.id))
    for url in ("/known-by", "/known-by/people"):
        assert "Bob" not in client_for(alice).get(url).text


def test_a_guest_who_takes_the_card_back_no_longer_counts(
    app: Flask, make: Make, alice: User, client_for: ClientFor
) -> None:
    guest(make, alice)
    assert "1 person knows you" in text_of(client_for(alice).get("/known-by"))
    with app.app_context():
        db.session.query(CardLeft).update({"withdrawn_at": now()})
        db.session.commit()
    assert "Nobody has your card yet" in text_of(client_for(alice).get("/known-by"))


def test_whoever_cannot_be_named_is_told_of_all_the_same(
    make: Make, alice: User, client_for: ClientFor
) -> None:
    badge = make.badge(make.card(alice))
    make.saved(CardSave(user_id=alice.id, badge_id=badge.id, saved_on=now().date(), number=3))
    page = text_of(client_for(alice).get("/known-by"))
    assert "Nobody is here by name yet" in page and "Nobody has your card" not in page
    assert "none of them is counted above 3" in page


def test_who_wrote_first_came_by_themselves_though_they_hold_no_card(
    make: Make, alice: User, client_for: ClientFor
) -> None:
    mine = make.tie(alice, name="Grace")
    make.encounter(mine, make.event(alice, summary="An evening of looms"))
    make.saved(Interaction(owner_id=alice.id, tie_id=mine.id, channel="mail", direction="in", happened_at=now()))
    page = text_of(client_for(alice).get("/known-by"))
    assert "1 person made the first step." in page and "An evening of looms G Grace wrote to you first" in page
    came = text_of(client_for(alice).get("/known-by/people?show=came"))
    assert "Grace wrote to you first · An evening of looms · today" in came


@pytest.mark.only("sqlite")
def test_a_long_list_comes_page_by_page(make: Make, alice: User, client_for: ClientFor) -> None:
    for number in range(52):
        guest(make, alice, f"Guest {number:02}")
    first, second = (text_of(client_for(alice).get(f"/known-by/people?from={start}")) for start in (0, 50))
    assert first.count("Guest ") == 50 and second.count("Guest ") == 2 and "Show more" not in second
    assert client_for(alice).get("/known-by/people?from=-3").status_code == 200
    assert client_for(alice).get("/known-by/people?from=9e99&show=all").status_code == 200
    assert client_for(alice).get("/known-by/people?show=nobody").status_code == 404


@pytest.mark.only("sqlite")
def test_the_questions_to_the_database_stay_as_few_as_they_are(
    app: Flask, make: Make, alice: User, client_for: ClientFor
) -> None:
    client, asked = client_for(alice), []
    listen = ("before_cursor_execute", lambda *_said: asked.append(1))
    numbers = []
    for _round in range(2):
        for _more in range(3):
            user = make.user(f"Dana {make.event(alice).id}", email=f"{uuid4()}@example.org")
            make.encounter(make.tie(user, alice), make.event(alice))
            guest(make, alice)
            make.encounter(make.tie(alice, make.user("Erin", email=f"{uuid4()}@example.org")))
        with app.app_context():
            engine = db.engine
        event.listen(engine, *listen)
        asked.clear()
        assert client.get("/known-by").status_code == client.get("/known-by/people").status_code == 200
        numbers.append(len(asked))
        event.remove(engine, *listen)
    assert numbers[0] == numbers[1] < 45


@pytest.mark.only("sqlite")
def test_a_day_of_the_stair_is_the_readers_own(make: Make, client_for: ClientFor) -> None:
    yui = make.user("Yui", time_zone="Pacific/Kiritimati")
    make.encounter(make.tie(make.user("Dana"), yui), met_at=now() - timedelta(days=40))
    answer = client_for(yui).get("/known-by")
    assert answer.status_code == 200 and "has grown to 1, and of those you know to 0." in answer.text
