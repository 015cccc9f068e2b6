"""Pairs among one person's ties of whom the one looks for what the other can help with, or does."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import product

from sqlalchemy import and_, case, func, or_, select

from networking_app.accounts.models import Block
from networking_app.cards.models import ASK, ROLE, CardWord
from networking_app.cards.words import role_words
from networking_app.extensions import db
from networking_app.introductions.apart import blocked_with
from networking_app.introductions.models import Introduction
from networking_app.standing.in_common import HELPED, Word
from networking_app.ties.models import Tie

# Of more ties than that, those met last are compared. What many look for and many offer says little: words are read
# from the rarest on until there are so many pairs.
MOST_TIES, MOST_PAIRS = 3000, 1000
# The tie to who looks for something, and the tie to who can help with it or does it.
Pair = tuple[int, int]


@dataclass(frozen=True)
class OwnWords:
    """By tie the words of the card that its owner was given, with its person, or of the role that they noted."""

    peers: dict[int, int] = field(default_factory=dict)
    words: dict[int, set[Word]] = field(default_factory=lambda: defaultdict(set))

    def that_meet(self, asker: int, helper: int) -> set[Word]:
        """What the one tie looks for and the other can help with or does."""
        asks = [word for kind, word in self.words[asker] if kind == ASK]
        return {(kind, word) for word in asks for kind in HELPED if (kind, word) in self.words[helper]}

    def having(self) -> dict[str, dict[str, list[int]]]:
        """By kind and word the ties whose card has it."""
        found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for tie_id in self.peers:
            for kind, word in self.words[tie_id]:
                found[kind][word].append(tie_id)
        return found


def own_words(owner_id: int) -> OwnWords:
    """Of the owner's ties, those met last, to people with a card or a noted role and without a block either way."""
    given = and_(Tie.card_id.is_not(None), Tie.peer_user_id.is_not(None))
    noted = and_(Tie.card_id.is_(None), Tie.title != "")
    apart = and_(Tie.peer_user_id.is_not(None), Tie.peer_user_id.in_(blocked_with(owner_id)))
    near = Tie.held_by(owner_id).where(or_(given, noted), ~apart).order_by(
        Tie.last_met_at.desc(), Tie.id.desc()).limit(MOST_TIES).with_only_columns(
        Tie.id, Tie.peer_user_id, Tie.card_id, case((noted, Tie.title)).label("role")).subquery()
    said = func.coalesce(CardWord.word, near.c.role)
    words = select(near.c.id, near.c.peer_user_id, CardWord.kind, said).where(said.is_not(None))
    own = OwnWords()
    rows = words.outerjoin(CardWord, CardWord.card_id == near.c.card_id)
    for tie_id, peer_id, kind, word in db.session.execute(rows):
        if kind:
            own.peers[tie_id] = peer_id
            own.words[tie_id].add((kind, word))
        else:
            own.words[tie_id] |= {(ROLE, word) for word in role_words(word)}
    return own


def pairs_among(owner_id: int, own: OwnWords) -> dict[Pair, set[Word]]:
    """By pair the words that meet; without people whom a block or an introduction by the owner stands between."""
    having, apart, pairs = own.having(), _apart(owner_id, own), dict[Pair, set[Word]]()
    asking = having[ASK]
    for helping in (having[kind] for kind in HELPED):
        shared = asking.keys() & helping.keys()
        for word in sorted(shared, key=lambda word: (len(asking[word]) * len(helping[word]), word)):
            for pair in product(asking[word], helping[word]):
                asker, helper = own.peers[pair[0]], own.peers[pair[1]]
                if pair not in pairs and asker != helper and (asker, helper) not in apart:
                    pairs[pair] = own.that_meet(*pair)
                if len(pairs) >= MOST_PAIRS:
                    return pairs
    return pairs


def _apart(owner_id: int, own: OwnWords) -> set[tuple[int, int]]:
    people = set(own.peers.values())
    mine = select(Tie.peer_user_id).where(Tie.owner_id == owner_id, Tie.peer_user_id.is_not(None))
    # Few are blocked: to ask for both sides at once makes SQLite look at each pair of ties.
    blocks = select(Block.blocker_id, Block.blocked_id).where(Block.blocker_id.in_(mine))
    begun = select(Introduction.first_id, Introduction.second_id).where(Introduction.connector_id == owner_id)
    found = {(one, other) for rows in (blocks, begun) for one, other in db.session.execute(rows) if other in people}
    return found | {(other, one) for one, other in found}
