"""Who meets whom, recorded as the app records it: scans, ties back, cards left by guests, people added by hand."""

from collections import Counter
from collections.abc import Sequence
from random import Random
from uuid import UUID

from networking_app.accounts.models import User
from networking_app.demo.meetup import Gathering
from networking_app.demo.words import BY_HAND, GUESTS, NOTES, PROMISED_NOTES, TAGS
from networking_app.extensions import db
from networking_app.follow_ups.planning import Rhythm
from networking_app.ties.by_hand import add_by_hand
from networking_app.ties.forms import ByHand
from networking_app.ties.guest_forms import CardLeftForm
from networking_app.ties.guests import leave_card
from networking_app.ties.meeting import Capture, Recorder
from networking_app.ties.models import PROMISED, Tie
from networking_app.ties.mutual import tie_back
from networking_app.ties.recording import FoundBadge, find_badge, record_scan

# Three in thirty meet fifteen people, the others three to eight.
SOCIABLE, MANY, FEW = ("mira", "joao", "sam"), 15, (3, 8)
EVENINGS = (0, 0, 0, 1, 2, 2)


class Evening:
    """The meetings of some users; `wanted` says how many ties each of them will hold."""

    def __init__(self, gatherings: Sequence[Gathering], wanted: dict[int, int], dice: Random) -> None:
        self.gatherings, self.wanted, self.dice = gatherings, wanted, dice
        self.pairs: set[tuple[int, int]] = set()
        self.held: Counter[int] = Counter()

    def meet(self, user: User) -> None:
        """Let the user scan others until they hold as many ties as wanted."""
        while self.held[user.id] < self.wanted[user.id]:
            gathering = self.gatherings[self.dice.choice(EVENINGS)]
            strangers = [other for other in gathering.badges if (user.id, other) not in self.pairs and other != user.id]
            if user.id in gathering.badges and strangers:
                self._scan(user, self.dice.choice(strangers), gathering)

    def _scan(self, user: User, other: int, gathering: Gathering) -> None:
        capture = self._capture(gathering)
        recorded = record_scan(recorder(user), badge_of(gathering, other, user.id), capture)
        self._count(user.id, other)
        wants = self.held[other] < self.wanted[other] and (other, user.id) not in self.pairs
        if recorded and wants and self.dice.random() < 0.5:
            theirs = db.session.get_one(Tie, recorded.tie_id)
            tie_back(recorder(db.session.get_one(User, other)), theirs, self._capture(gathering))
            self._count(other, user.id)

    def _count(self, owner: int, peer: int) -> None:
        self.pairs.add((owner, peer))
        self.held[owner] += 1

    def _capture(self, gathering: Gathering) -> Capture:
        promised = self.dice.random() < 0.3
        note = self.dice.choice(PROMISED_NOTES if promised else NOTES)
        tags = [PROMISED] * promised + [tag for tag in TAGS if self.dice.random() < 0.12]
        return Capture(self.client_id(), "camera", gathering.someday(self.dice), note=note, tags=tags)

    def client_id(self) -> str:
        return str(UUID(int=self.dice.getrandbits(128), version=4))


def guests_leave_cards(user: User, gathering: Gathering) -> None:
    """People without an account leave their cards with that user."""
    for name, reach, line in GUESTS:
        guest = CardLeftForm(full_name=name, reach=reach, line=line, consent="yes")
        leave_card(badge_of(gathering, user.id, 0), guest)


def note_by_hand(user: User, gathering: Gathering, evening: Evening) -> None:
    """The user writes down people who had no card."""
    for name, org, tel, note in BY_HAND:
        person = ByHand(name=name, org=org, tel=tel, note=note, event_id=gathering.event.id,
                        client_id=evening.client_id())
        add_by_hand(recorder(user), person)


def badge_of(gathering: Gathering, user_id: int, scanner_id: int) -> FoundBadge:
    """The user's badge there, found as a scan finds it."""
    badge = find_badge("code", gathering.badges[user_id], scanner_id)
    if badge is None:
        raise LookupError("nobody of the demo blocks anybody")
    return badge


def recorder(user: User) -> Recorder:
    return Recorder(user.id, Rhythm.of(user))
