"""Whose ask meets whose offer or role among one person's own ties, and between these and that person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy.orm import joinedload

from networking_app.cards.models import Card
from networking_app.extensions import db
from networking_app.standing.because import because_of_both, because_of_words
from networking_app.standing.in_common import HELPED, HELPING, Said, Word, in_common, of_kind, only_by_role, weigh
from networking_app.standing.pairing import Pair, own_words, pairs_among
from networking_app.ties.models import Tie

HELP, INTRODUCE, BE_HELPED = KINDS = ("help", "introduce", "be helped")
SHOWN = 30
Key = TypeVar("Key", int, Pair)


@dataclass(frozen=True)
class Match:
    """`asker` looks for what `helper` can help with or does; where the owner is one of them, that one is None."""

    kind: str
    because: str
    asker: Tie | None = None
    helper: Tie | None = None


@dataclass(frozen=True)
class _Found:
    """Whom the owner can help, whom they could introduce, who can help them, by id of tie, with the words that meet."""

    mine: Said
    helped: Mapping[int, set[Word]]
    pairs: Mapping[Pair, set[Word]]
    helping: Mapping[int, set[Word]]

    @property
    def tie_ids(self) -> set[int]:
        return {*self.helped, *self.helping, *(tie_id for pair in self.pairs for tie_id in pair)}


def matches_within(owner_id: int) -> list[Match]:
    """Whom the owner can help, who of their ties can help whom, who can help the owner: the closest of each kind."""
    found = _found(owner_id)
    mine = Tie.held_by(owner_id).where(Tie.id.in_(found.tie_ids)).options(joinedload(Tie.card).joinedload(Card.photo))
    return list(_explained(found, {tie.id: tie for tie in db.session.scalars(mine)}))


def _found(owner_id: int) -> _Found:
    own, mine = own_words(owner_id), Said.on(Card.all_of(owner_id))
    said = mine.words
    common = {tie_id: in_common(said, words) for tie_id, words in own.words.items()}
    helped, helping = ({key: {word for word in words if word[0] in kinds} for key, words in common.items()}
                       for kinds in (HELPED, HELPING))
    return _Found(mine, _closest(helped), _closest(pairs_among(owner_id, own)), _closest(helping))


def _closest(found: Mapping[Key, set[Word]]) -> dict[Key, set[Word]]:
    """Those whose offers meet come first."""
    weights = weigh({key: words for key, words in found.items() if words})
    closest = sorted(weights, key=lambda key: (only_by_role(found[key]), -weights[key], key))
    return {key: found[key] for key in closest[:SHOWN]}


def _explained(found: _Found, ties: Mapping[int, Tie]) -> Iterator[Match]:
    said = {tie_id: Said.on([tie.card]) if tie.card else Said(roles=(tie.title,)) for tie_id, tie in ties.items()}
    # Another device may have deleted a tie meanwhile.
    for tie in (ties[tie_id] for tie_id in found.helped if tie_id in ties):
        yield Match(HELP, _because(tie, found.helped[tie.id], found.mine, said), asker=tie)
    for (asker_id, helper_id), shared in found.pairs.items():
        if not ties.keys() >= {asker_id, helper_id}:
            continue
        asker, helper = ties[asker_id], ties[helper_id]
        because = because_of_both(asker.name, helper.name, of_kind(shared, *HELPED), said[asker_id], said[helper_id])
        yield Match(INTRODUCE, because, asker, helper)
    for tie in (ties[tie_id] for tie_id in found.helping if tie_id in ties):
        yield Match(BE_HELPED, _because(tie, found.helping[tie.id], found.mine, said), helper=tie)


def _because(tie: Tie, words: set[Word], mine: Said, said: Mapping[int, Said]) -> str:
    return " ".join(because_of_words(tie.name, words, mine, said[tie.id]))
