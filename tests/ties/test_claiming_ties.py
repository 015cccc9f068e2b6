"""Whoever verifies an address becomes the peer of the ties that carry it."""

import pytest
from flask import Flask
from sqlalchemy import select

from networking_app.accounts.models import Block, User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.ties.claims import claim_ties
from networking_app.ties.models import BY_HAND, CARD_LEFT, CardLeft, Tie
from tests.factories import Make

KEY = "mailto:bob@example.org"


def claim(app: Flask, user: User) -> int:
    with app.app_context():
        claimed = claim_ties(user.id, "Bob@Example.org")
        db.session.commit()
        return claimed


def ties_of(app: Flask, owner: User) -> list[Tie]:
    with app.app_context():
        return list(db.session.scalars(select(Tie).where(Tie.owner_id == owner.id)))


def test_a_guests_tie_becomes_a_tie_to_the_user(app: Flask, make: Make, alice: User, bob: User) -> None:
    card = make.card(bob)
    make.tie(alice, name="Bobby", address_key=KEY, email="bob@example.org", origin=CARD_LEFT)
    assert claim(app, bob) == 1
    [tie] = ties_of(app, alice)
    assert (tie.peer_user_id, tie.card_id, tie.name, tie.origin) == (bob.id, card.id, "Bobby", CARD_LEFT)
    assert tie.change_seq > 0


def test_an_address_typed_by_hand_brings_nobodys_card(app: Flask, make: Make, alice: User, bob: User) -> None:
    make.card(bob)
    make.tie(alice, name="Bobby", address_key=KEY, email="bob@example.org", origin=BY_HAND)
    assert claim(app, bob) == 0
    assert ties_of(app, alice)[0].peer_user_id is None


def test_a_card_left_on_a_tie_added_by_hand_is_claimed(app: Flask, make: Make, alice: User, bob: User) -> None:
    make.card(bob)
    tie = make.tie(alice, name="Bobby", address_key=KEY, origin=BY_HAND)
    make.saved(CardLeft(owner_id=alice.id, tie_id=tie.id, fingerprint="x", consented_at=now(), owner_name="", line=""))
    assert claim(app, bob) == 1


def test_the_card_is_the_one_shown_at_the_event(app: Flask, make: Make, alice: User, bob: User) -> None:
    make.card(bob, label="first")
    work, event = make.card(bob, label="work"), make.event(alice, bob)
    make.badge(work, event)
    make.encounter(make.tie(alice, name="Bobby", address_key=KEY, origin=CARD_LEFT), event)
    claim(app, bob)
    assert ties_of(app, alice)[0].card_id == work.id


def test_everybody_whom_the_card_was_left_with_is_reached(
    app: Flask, make: Make, alice: User, bob: User, charlie: User
) -> None:
    for owner in (alice, charlie):
        make.tie(owner, name="Bobby", address_key=KEY, origin=CARD_LEFT)
    assert claim(app, bob) == 2
    assert claim(app, bob) == 0


def test_nobody_claims_a_tie_of_their_own(app: Flask, make: Make, bob: User) -> None:
    make.tie(bob, name="Myself", address_key=KEY)
    assert claim(app, bob) == 0
    assert ties_of(app, bob)[0].peer_user_id is None


@pytest.mark.parametrize("by_owner", [True, False])
def test_a_block_either_way_keeps_the_tie_as_it_was(
    app: Flask, make: Make, alice: User, bob: User, by_owner: bool
) -> None:
    one, other = (alice, bob) if by_owner else (bob, alice)
    make.saved(Block(blocker_id=one.id, blocked_id=other.id))
    make.tie(alice, name="Bobby", address_key=KEY, origin=CARD_LEFT)
    assert claim(app, bob) == 0
    assert ties_of(app, alice)[0].peer_user_id is None


def test_a_tie_that_has_a_peer_is_not_claimed(app: Flask, make: Make, alice: User, bob: User, charlie: User) -> None:
    make.tie(alice, charlie, address_key=KEY)
    assert claim(app, bob) == 0
    assert ties_of(app, alice)[0].peer_user_id == charlie.id


def test_a_second_tie_to_the_same_person_merges_into_the_first(app: Flask, make: Make, alice: User, bob: User) -> None:
    known, left = make.tie(alice, bob), make.tie(alice, name="Bobby", address_key=KEY, origin=CARD_LEFT)
    assert claim(app, bob) == 1
    [tie] = ties_of(app, alice)
    assert (tie.id, tie.address_key) == (known.id, KEY)
    with app.app_context():
        assert Tie.of(alice.id, left.id).id == known.id
