"""One row of everything: Alice organizes a meetup, Bob attends it and owns what the rows are about."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from networking_app.accounts.mailed_links import RESET, VERIFICATION, make_link
from networking_app.accounts.models import Address, Block, Session, User, hashed
from networking_app.cards.models import Card, Photo
from networking_app.clock import now
from networking_app.events.models import Event, EventSeries, Target
from networking_app.extensions import db
from networking_app.introductions.models import Introducible, Introduction, Opening
from networking_app.owed.models import Owed
from networking_app.prompts.models import PromptSettings, PushSubscription, Webhook
from networking_app.prompts.signed_links import make_link as make_signed_link
from networking_app.ties.guests import token_of
from networking_app.ties.models import CARD_LEFT, Cadence, CardLeft, Interaction, Tie, TieTag
from tests.factories import PASSWORD, Make, follow_ups_of

NOTE = "promised the poem about compilers"
FEED = "K7f2-the_secret_of_a_calendar_that_is_bobs1"
# Nothing is sent there: it is not on the public internet.
HOOK = "https://127.0.0.1/the-hook-that-is-bobs"
WEBP = b"RIFF\x1a\x00\x00\x00WEBP"


@dataclass
class World:
    """The people, and by name what stands in addresses: `world.ids["tie"]` is Bob's tie to Alice."""

    alice: User
    bob: User
    charlie: User
    ids: dict[str, Any]

    def fill(self, text: str) -> str:
        """The text with `{tie}` and its like in place."""
        return text.format_map(self.ids)


def build(make: Make) -> World:
    """Dana organizes too, Erin has blocked nobody but is blocked by Bob, and a guest has left Bob a card."""
    alice, bob, charlie, dana, erin = (make.user(name) for name in ("Alice", "Bob", "Charlie", "Dana", "Erin"))
    series = make.saved(EventSeries(summary="PyData"))
    event = make.event(alice, bob, summary="PyData", series_id=series.id)
    make.attendance(event, dana, organizer_since=now(), listed_at=now())
    cards = _cards(make, alice, bob)
    badge, anywhere = make.badge(cards["card"], event), make.badge(cards["spare"])
    tie, theirs = _ties(make, event, bob, alice, cards)
    ids = {name: card.id for name, card in cards.items()} | {
        "series": series.id, "event": event.id, "join_code": event.join_code,
        "dana": dana.id, "badge": badge.id, "code": badge.code,
        "short_code": badge.short_code, "anywhere": anywhere.id, "tie": tie.id, "theirs": theirs.id,
        "follow_up": follow_ups_of(make.app, tie)[0].id, "password": PASSWORD,
        "target": make.saved(Target(owner_id=bob.id, event_id=event.id, text="somebody who prints poems")).id,
    }
    return World(alice, bob, charlie, ids | _of_the_tie(make, tie) | _of_the_account(make, bob, erin)
                 | _left_by_a_guest(make, event, bob) | _in_a_mail(make, tie, bob)
                 | _introductions(make, alice, bob, dana))


def _cards(make: Make, alice: User, bob: User) -> dict[str, Card]:
    ways = [{"kind": "email", "value": "bob@bricks.example", "label": "work", "shown": True}]
    cards = {"card": make.card(bob, org="Bricks", ways=ways), "spare": make.card(bob), "alices": make.card(alice)}
    make.saved(Photo(card_id=cards["card"].id, digest="0123456789abcdef", large=WEBP, small=WEBP, jpeg=b"\xff\xd8"))
    return cards


def _ties(make: Make, event: Event, bob: User, alice: User, cards: dict[str, Card]) -> tuple[Tie, Tie]:
    """Bob's tie to Alice with follow-ups, and the one that Alice holds of Bob."""
    tie = make.tie(bob, alice, card_id=cards["alices"].id)
    make.encounter(tie, event)
    make.note(tie, NOTE)
    make.follow_ups(tie, event)
    theirs = make.tie(alice, bob, card_id=cards["card"].id)
    make.encounter(theirs, event)
    return tie, theirs


def _of_the_tie(make: Make, tie: Tie) -> dict[str, Any]:
    place = {"owner_id": tie.owner_id, "tie_id": tie.id}
    tag = make.saved(TieTag(**place, name="promised"))
    contact = make.saved(Interaction(**place, channel="mail", direction="in", happened_at=now()))
    wrote = make.saved(Interaction(**place, channel="mail", direction="out", happened_at=now() - timedelta(days=1)))
    debt = make.saved(Owed(**place, kind="introduction", side="mine"))
    note = make.note(tie, "likes poems; send her mine")
    cadence = make.saved(Cadence(owner_id=tie.owner_id, tag="promised", days=365))
    return {"tag": tag.id, "interaction": contact.id, "note": note.id, "cadence": cadence.id,
            "wrote": wrote.id, "owed": debt.id}


def _of_the_account(make: Make, bob: User, erin: User) -> dict[str, Any]:
    block = make.saved(Block(blocker_id=bob.id, blocked_id=erin.id))
    session = make.saved(Session(user_id=bob.id, token_hash="0" * 64, last_seen_at=now() - timedelta(days=1)))
    address = make.saved(Address(user_id=bob.id, email="bob@home.example", key="bob@home.example"))
    with make.app.app_context():
        tokens = {name: make_link(kind, bob.id, address.id)
                  for name, kind in (("reset", RESET), ("verification", VERIFICATION))}
        db.session.commit()
    make.saved(PromptSettings(user_id=bob.id, feed_hash=hashed(FEED)))
    device = make.saved(PushSubscription(user_id=bob.id, session_id=session.id, endpoint="https://push.example/bricks",
                                         p256dh="B", auth="b", device="Firefox on Android"))
    make.saved(Webhook(user_id=bob.id, url=HOOK, secret="whsec_YSBzZWNyZXQgb2YgYm9iJ3M="))  # noqa: S106
    return {"block": block.id, "session": session.id, "device": device.id, "address": address.id, "feed": FEED,
            **tokens}


def _left_by_a_guest(make: Make, event: Event, bob: User) -> dict[str, Any]:
    guest = make.tie(bob, origin=CARD_LEFT, name="Grace", email="grace@navy.example",
                     address_key="mailto:grace@navy.example")
    met = make.encounter(guest, event, line="We spoke about ships")
    left = make.saved(CardLeft(owner_id=bob.id, tie_id=guest.id, encounter_id=met.id, fingerprint="1",
                               owner_name="Bob", line="We spoke about ships", consented_at=now()))
    with make.app.app_context():
        return {"guest": guest.id, "left": token_of(left.id)}


def _in_a_mail(make: Make, tie: Tie, bob: User) -> dict[str, Any]:
    step = follow_ups_of(make.app, tie)[0]
    with make.app.app_context():
        return {"mailed": make_signed_link("tomorrow", bob.id, step.id, step.created_at),
                "stop": make_signed_link("stop daily", bob.id, bob.id, bob.created_at)}


def _introductions(make: Make, alice: User, bob: User, dana: User) -> dict[str, Any]:
    """Alice has opened her tie to Dana, offers Bob to her and introduced Gus to him; Gus asks Bob for Alice."""
    gus = make.user("Gus")
    to_dana, to_gus = make.tie(alice, dana), make.tie(bob, gus)
    for owner, peer in ((dana, alice), (gus, bob), (alice, gus)):
        make.tie(owner, peer)
    for user in (alice, bob, dana):
        make.saved(Introducible(user_id=user.id))
    opened = make.saved(Opening(owner_id=alice.id, peer_user_id=dana.id, tie_id=to_dana.id))
    until = {"expires_at": now() + timedelta(days=9), "offered_at": now(), "context": "Both build bridges."}
    by_alice, by_bob = {"connector_id": alice.id, "first_id": bob.id}, {"connector_id": bob.id, "first_id": gus.id}
    asking = {"asked_at": now(), "first_yes_at": now(), "request": "I build bridges too.", "offered_at": None}
    made = {"made_at": now(), "first_tie_id": to_gus.id, "first_yes_at": now(), "second_yes_at": now()}
    rows = {
        "asked": Introduction(**by_bob, second_id=alice.id, **until | asking),
        "offered": Introduction(**by_alice, second_id=dana.id, **until),
        "made": Introduction(**by_alice, second_id=gus.id, **until | made),
        "own": Introduction(connector_id=bob.id, first_id=alice.id, second_id=dana.id, **until),
    }
    return {"opening": opened.id, "to_gus": to_gus.id} | {name: make.saved(row).id for name, row in rows.items()}
