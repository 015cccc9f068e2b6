"""What people will remember of each other, and cards saved to phones by whoever stood at the bar."""

from collections import Counter
from datetime import timedelta
from random import Random

from sqlalchemy import select

from networking_app.accounts.models import User
from networking_app.cards.models import Badge, CardSave
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.standing.models import Remembrance
from networking_app.ties.models import IN, Encounter, Interaction, Tie

LINES = (
    "Explained fonts to me with bread dough.",
    "Your talk about fonts, and how patiently you answered.",
    "We laughed about old compilers until they put the lights out.",
    "You listened. Then you asked the one question that mattered.",
    "The map you drew on a napkin: I still have it.",
    "You introduced me to half of the room without being asked.",
    "Rescued my demo with two lines of Python.",
    "Never met anybody who likes old maps as much as I do.",
    "That you came over while I stood alone.",
    "Your patience with my very first compiler.",
    "The story of the typesetter, and old fonts on a tram in the rain.",
    "You knew a printer in Delft. I wrote to him the same night.",
)
OF_A_HUNDRED = 60


def remember_each_other(dice: Random) -> None:
    """Most of those who met leave one line."""
    met = select(Tie, Encounter).join(Encounter, Encounter.tie_id == Tie.id).where(Tie.peer_user_id.is_not(None))
    said: Counter[int | None] = Counter()
    for tie, encounter in db.session.execute(met.order_by(Encounter.id)).all():
        if dice.randrange(100) < OF_A_HUNDRED:
            line = LINES[((tie.peer_user_id or 0) * 3 + said[tie.peer_user_id]) % len(LINES)]
            said[tie.peer_user_id] += 1
            written_at = min(encounter.met_at + timedelta(hours=dice.randint(2, 60)), now())
            db.session.add(Remembrance(writer_id=tie.owner_id, remembered_id=tie.peer_user_id, tie_id=tie.id,
                                       event_id=encounter.event_id, text=line, written_at=written_at))


def write_first(user: User) -> None:
    """Two of those who hold a tie to the user, and were not written to yet, write first."""
    theirs = select(Tie.owner_id).where(Tie.peer_user_id == user.id)
    silent = select(Tie).where(Tie.owner_id == user.id, Tie.peer_user_id.in_(theirs), ~Tie.interactions.any())
    for tie in db.session.scalars(silent.order_by(Tie.id).limit(2)).all():
        at = min(tie.last_met_at + timedelta(hours=14), now())
        db.session.add(Interaction(owner_id=user.id, tie_id=tie.id, channel="mail", direction=IN, happened_at=at))


def save_to_contacts(dice: Random) -> None:
    """People without an account tap on "Save to contacts"."""
    for badge in db.session.scalars(select(Badge).where(Badge.event_id.is_not(None)).order_by(Badge.id)):
        if number := dice.choice((0, 0, 1, 2, 4)):
            saved_on = badge.created_at.date()
            db.session.add(CardSave(user_id=badge.user_id, badge_id=badge.id, saved_on=saved_on, number=number))
