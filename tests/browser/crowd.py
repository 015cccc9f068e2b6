"""A meetup as it is: long names, scripts from both sides, a photo, follow-ups in every state."""

import io
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from PIL import Image
from sqlalchemy import update

from networking_app.accounts.mailed_links import RESET, VERIFICATION, make_link
from networking_app.accounts.models import Address, Block, Session, User
from networking_app.cards.models import Badge, Card, CardSave, Photo
from networking_app.clock import now
from networking_app.events.models import Attendance, Event, EventSeries, Target
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.formats.photo import reencode
from networking_app.owed.models import Owed
from networking_app.prompts.signed_links import make_link as make_signed_link
from networking_app.standing.models import Remembrance
from networking_app.ties.guests import token_of
from networking_app.ties.models import CARD_LEFT, Cadence, CardLeft, Interaction, Tie, TieTag
from tests.browser.introducing import introduce
from tests.browser.not_met import list_unmet
from tests.factories import Make, follow_ups_of
from tests.push_phone import PushPhone, subscribed

LONG = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh"
PEOPLE = [
    ("Grace Brewster Murray Hopper", "Rear Admiral, Programming Languages and Documentation", "US Navy"),
    ("محمد بن موسى الخوارزمي", "عالم رياضيات وفلك", "بيت الحكمة، بغداد"),
    ("紫式部", "作家", "京都御所"),
    (f"Hubert Blaine {LONG}", "", ""),
    ("Σοφία Κοβαλέφσκαγια", "Professor", "Stockholms högskola"),
    ("ดวงใจ ประเสริฐศรี", "", "มหาวิทยาลัยเชียงใหม่"),
    ("Bo", "", ""),
]
NOTES = [
    "She wants the talk about looms: send the slides, and the name of the printer in Delft.\nKnows Anna there.",
    "وعدته بإرسال القصيدة عن المترجمات",
    "源氏物語の新しい訳について。",
    "https://example.org/a/very/long/address/that/never/breaks/anywhere/in/the/middle/of/it?with=a&query=too",
]
STATES: list[dict[str, Any]] = [
    {"due_on": -6}, {"due_on": -1}, {"due_on": 0}, {"due_on": 0}, {"due_on": 2}, {"completed_at": 0}, {"skipped_at": 0}
]


@dataclass
class Crowd:
    """The people who look, and by name what stands in addresses."""

    ada: User
    dana: User
    ids: dict[str, Any]


def gather(make: Make) -> Crowd:
    """Ada runs a meetup and has met everybody; Dana has an account and nothing in it."""
    ada = make.user("Ada Augusta King, Countess of Lovelace", time_zone="Europe/Berlin", days_off=96)
    card = _card_of_ada(make, ada)
    events = _events(make, ada)
    badges = {"badge": make.badge(card, events["event"]), "anywhere": make.badge(card)}
    make.badge(make.card(ada, label="Private", held_back=["org"]), events["coming"])
    ids: dict[str, Any] = {"card": card.id} | {name: event.id for name, event in events.items()}
    ids["series"] = events["event"].series_id
    ids |= {"join_code": events["event"].join_code, "over_code": events["past"].join_code,
            "off_code": events["cancelled"].join_code, "open_code": make.event(make.user("Host")).join_code}
    ids |= {name: badge.id for name, badge in badges.items()}
    ids |= {"code": badges["badge"].code, "short_code": badges["badge"].short_code}
    ties = _ties(make, ada, events)
    ids |= {"tie": ties[0].id, "rtl": ties[1].id, "long": ties[3].id, "waiting": ties[4].id}
    ids["row"] = follow_ups_of(make.app, ties[0])[0].id
    _aims(make, ada, ties[0], [events[name] for name in ("event", "coming", "past")])
    with_photo(make, list_unmet(make, ada, events["event"])[0])
    ids |= _in_a_mail(make, ada, ties[0]) | introduce(make, ada, ties)
    return Crowd(ada, make.user("Dana"), ids | _others(make, ada, card, events["event"]) | _account(make, ada))


def picture() -> bytes:
    drawn = io.BytesIO()
    Image.radial_gradient("L").resize((300, 300)).convert("RGB").save(drawn, "PNG")
    return drawn.getvalue()


def with_photo(make: Make, card: Card) -> None:
    made = reencode(picture())
    make.saved(Photo(card_id=card.id, digest="0123456789abcdef", large=made.large_webp, small=made.small_webp,
                     jpeg=made.jpeg))


def _card_of_ada(make: Make, ada: User) -> Card:
    ways = [
        {"kind": "email", "value": "ada.augusta.king-noel.countess.of.lovelace@analytical-engine.example.org",
         "label": "work", "shown": True},
        {"kind": "tel", "value": "+44 20 7946 0018", "label": "", "shown": True},
        {"kind": "url", "value": "https://example.org/notes/on/the/analytical/engine", "label": "", "shown": False},
    ]
    card = make.card(ada, pronouns="she/her", title="Analyst", org="Engine Works", ways=ways, asks="a patient printer",
                     note="the first program, and the poem about compilers", offers="proof-reading, Bernoulli numbers",
                     circles=["Weaving", "Radio"])
    with_photo(make, card)
    return card


def _events(make: Make, ada: User) -> dict[str, Event]:
    series = make.saved(EventSeries(summary="Evenings of looms, engines and the people who keep them running"))

    def when(days: int) -> dict[str, Any]:
        return {"starts_at": now() + timedelta(days=days), "ends_at": now() + timedelta(days=days, hours=3)}

    return {
        "event": make.event(
            ada, summary="PyData Amsterdam: an evening of looms, engines and the people who keep them running",
            location="Nieuwe Kerk, Dam Square, Amsterdam", cover="plum", description="Doors at seven.\n\nBring it.",
            series_id=series.id),
        "coming": make.event(ada, summary="ملتقى بايثون الرياض", location="الرياض", cover="sky", **when(12)),
        "past": make.event(
            ada, summary="EuroPython", kind="conference", cover="ember", series_id=series.id, **when(-40)),
        "cancelled": make.event(
            ada, summary="Gone with the wind", cover="slate", cancelled_at=now(), series_id=series.id, **when(20)),
    }


def _ties(make: Make, ada: User, events: dict[str, Event]) -> list[Tie]:
    ties = [_tie(make, ada, events["event"], place) for place in range(len(PEOPLE))]
    make.encounter(ties[0], events["past"], met_at=now() - timedelta(days=40))
    for tie in ties[:2]:
        make.saved(TieTag(owner_id=ada.id, tie_id=tie.id, name="promised"))
        make.saved(TieTag(owner_id=ada.id, tie_id=tie.id, name="met at the very long table by the window"))
        make.saved(Interaction(owner_id=ada.id, tie_id=tie.id, client_id=f"a-phone-{tie.id}", channel="mail",
                               direction="out", happened_at=now()))
    make.saved(Cadence(owner_id=ada.id, event_id=events["event"].id, days=21))
    for tie, days in ((ties[0], 5), (ties[1], 25)):
        _kept_in_touch(make, tie, days)
    make.saved(Interaction(owner_id=ada.id, tie_id=ties[4].id, client_id="a-phone-waiting", channel="mail",
                           direction="in", happened_at=now()))
    _owed(make, ada, ties)
    return ties


def _owed(make: Make, ada: User, ties: list[Tie]) -> None:
    """Debts of every kind, both ways; and somebody of whom nobody has heard for a year."""
    place = {"owner_id": ada.id}
    for tie, kind, side, days in ((ties[0], "introduction", "theirs", 9), (ties[3], "favour", "mine", -2),
                                  (ties[1], "promise", "theirs", 3), (ties[3], "thanks", "mine", None)):
        day = None if days is None else (now() + timedelta(days=days)).date()
        make.saved(Owed(**place, tie_id=tie.id, kind=kind, side=side, due_on=day,
                        text="the name of the printer in Delft, and of whoever repairs the loom" if days else ""))
    make.saved(Owed(**place, tie_id=ties[2].id, kind="reply", side="theirs", opened_at=now() - timedelta(days=4),
                    closed_at=now(), thanked_at=now()))
    long_since = now() - timedelta(days=365)
    quiet = make.tie(ada, name="Annie Easley", created_at=long_since, last_met_at=long_since)
    make.encounter(quiet, met_at=long_since)
    make.note(quiet, "Is looking for somebody who knows centaurs. Has a dog.", written_at=long_since)
    make.saved(Interaction(**place, tie_id=quiet.id, channel="mail", direction="out", with_ask=True,
                           happened_at=long_since))


def _aims(make: Make, ada: User, tie: Tie, events: list[Event]) -> None:
    """Ada wants to meet somebody of each kind at each of them, is in the list, and has found one."""
    aims = {"offer": "proof-reading of a first talk", "reason": NOTES[0], "outside_percent": 50, "listed_at": now()}
    with make.app.app_context():
        db.session.execute(update(Attendance).where(Attendance.user_id == ada.id).values(aims))
        db.session.commit()
    for event in events:
        wanted = {"text": tie.name, "wanted_user_id": tie.peer_user_id}
        for columns in (wanted, {"text": LONG * 3}, {"text": "شاعرة", "found_at": now()}):
            make.saved(Target(owner_id=ada.id, event_id=event.id, **columns))


def _kept_in_touch(make: Make, tie: Tie, late: int) -> None:
    """Whose time to be in touch came so many days ago, and was put off."""
    on, later = (now() - timedelta(days=late)).date(), (now() + timedelta(days=3)).date()
    make.saved(FollowUp(owner_id=tie.owner_id, tie_id=tie.id, source="cadence", step_key="cadence-e0-21", position=0,
                        title="Get in touch again", condition="always", due_on=on, snoozed_until=later, due_at=now()))


def _tie(make: Make, ada: User, event: Event, place: int) -> Tie:
    name, title, org = PEOPLE[place]
    if place % 2:
        tie = make.tie(ada, name=name, title=title, org=org, email=f"person{place}@example.org", tel="+31 20 555 0123")
    else:
        peer = make.user(name, email=f"person{place}@example.org")
        ways = [{"kind": "email", "value": f"person{place}@example.org", "label": "", "shown": True}]
        card = make.card(peer, title=title, org=org, ways=ways, pronouns="they/them", note="a nanosecond of wire")
        if not place:
            with_photo(make, card)
            make.encounter(make.tie(peer, ada), event)
        tie = make.tie(ada, peer, card_id=card.id)
    met = make.encounter(tie, event)
    if place < len(NOTES):
        make.note(tie, NOTES[place], encounter_id=met.id)
    first = make.follow_ups(tie, event)[0]
    _put(make, first.id, STATES[place])
    return tie


def _put(make: Make, follow_up_id: int, state: dict[str, Any]) -> None:
    """Bring it into a state; a number is that many days from today."""
    (column, days), = state.items()
    at = now() + timedelta(days=days)
    with make.app.app_context():
        value = at.date() if column.endswith("_on") else at
        db.session.execute(update(FollowUp).where(FollowUp.id == follow_up_id).values({column: value}))
        db.session.commit()


def _others(make: Make, ada: User, card: Card, event: Event) -> dict[str, Any]:
    """Two who took Ada's card and will remember her, a guest who left one, a badge without a photo, a revoked one."""
    for name in ("Charles Babbage", f"Maria {LONG}"):
        taker = make.user(name, email=f"{name.split()[0]}.took@example.org")
        theirs = make.tie(taker, ada, card_id=card.id)
        make.encounter(theirs, event, met_at=now() - timedelta(days=len(name)))
        make.saved(Remembrance(writer_id=taker.id, remembered_id=ada.id, tie_id=theirs.id, event_id=event.id,
                               text=f"The loom, and how patiently you told me of it and of {LONG}"))
    saved = make.badge(card, revoked_at=now())
    make.saved(CardSave(user_id=ada.id, badge_id=saved.id, saved_on=now().date(), number=3))
    bob = make.user("Bob")
    plain: Badge = make.badge(make.card(bob), None)
    revoked = make.badge(make.card(bob, label="old"), None, revoked_at=now())
    guest = make.tie(ada, origin=CARD_LEFT, name="Hedy", email="hedy@example.org", address_key="mailto:hedy")
    met = make.encounter(guest, event, line="We spoke about hopping frequencies")
    left = make.saved(CardLeft(owner_id=ada.id, tie_id=guest.id, encounter_id=met.id, fingerprint="1",
                               owner_name=ada.name, line="We spoke about hopping frequencies", consented_at=now()))
    with make.app.app_context():
        token = token_of(left.id)
    return {"plain": plain.code, "revoked": revoked.code, "own_revoked": _revoked_of(make, ada), "left": token}


def _revoked_of(make: Make, ada: User) -> int:
    return make.badge(make.card(ada, label="Old"), None, revoked_at=now()).id


def _account(make: Make, ada: User) -> dict[str, Any]:
    blocked = make.user("Nobody Nice")
    make.saved(Block(blocker_id=ada.id, blocked_id=blocked.id))
    make.saved(Session(user_id=ada.id, token_hash="0" * 64, last_seen_at=now() - timedelta(days=9),
                       device="Firefox on Windows"))
    for number, device in enumerate(("Firefox on Android", "Safari on iPhone")):
        subscribed(make, ada, PushPhone(), f"https://push.example/{number}", device=device,
                   reached_at=now() - timedelta(days=9) if number else None)
    address = make.saved(Address(user_id=ada.id, email="ada@home.example", key="ada@home.example"))
    with make.app.app_context():
        tokens = {name: make_link(kind, ada.id, address.id)
                  for name, kind in (("reset", RESET), ("verification", VERIFICATION))}
        db.session.commit()
    return tokens


def _in_a_mail(make: Make, ada: User, tie: Tie) -> dict[str, Any]:
    step = follow_ups_of(make.app, tie)[0]
    with make.app.app_context():
        tokens = {act: make_signed_link(act, ada.id, step.id, step.created_at) for act in ("done", "talked")}
        return tokens | {"stop": make_signed_link("stop daily", ada.id, ada.id, ada.created_at)}
