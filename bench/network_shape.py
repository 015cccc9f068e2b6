"""A synthetic network, the same for each size: who is how sociable, who attends what, who holds a tie to whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from random import Random

from networking_app.ties.models import BADGE, BY_HAND, INTRODUCTION, TIE_BACK

SEED = 5
# Of the sociability of people and of the size of events: a few have a hundred times what most have.
HEAVY_TAIL, MOST_SOCIABLE, EVENT_TAIL, MOST_POPULAR, MOST_VISITS = 1.6, 400, 1.3, 50, 150
TIES_EACH, PEOPLE_BY_EVENT, CROWD, EVENT_BEFORE, TALKS = 10, 40, 20, 40, 0.4
MUTUAL, INTRODUCIBLE, OPENED, OPENED_IN_VAIN = 0.35, 0.2, 0.3, 0.05
Pair = tuple[int, int]


def dice_for(what: str) -> Random:
    """Dice that fall alike each time, without regard to what else is drawn."""
    return Random(f"{SEED} {what}")  # noqa: S311


@dataclass(frozen=True)
class Network:
    """People and events are numbers from 1 on; event 1 is the crowd's, and event 2 the one before it in the series."""

    people: int
    sociable: list[float]
    attendees: list[list[int]]
    ties: list[tuple[int, int, int]]

    @cached_property
    def numbers(self) -> dict[Pair, int]:
        """The number of each tie, from 1 on, by owner and peer."""
        return {(owner, peer): number for number, (owner, peer, _event) in enumerate(self.ties, 1)}

    @cached_property
    def origins(self) -> list[str]:
        """How each tie came about."""
        dice = dice_for("origins")
        kinds, shares = (BADGE, TIE_BACK, INTRODUCTION, BY_HAND), (75, 20, 3, 2)
        return dice.choices(kinds, shares, k=len(self.ties))

    @cached_property
    def introducible(self) -> set[int]:
        """A fifth of the people, rather sociable ones."""
        everybody, number = range(1, self.people + 1), int(self.people * INTRODUCIBLE)
        return set(_some(everybody, self.sociable, number, dice_for("introducible")))

    @cached_property
    def opened(self) -> list[int]:
        """Numbers of the ties that their owners opened, about a fifth: mostly to people who can be introduced."""
        dice = dice_for("opened")
        return [number for number, (_owner, peer, _event) in enumerate(self.ties, 1)
                if dice.random() < (OPENED if peer in self.introducible else OPENED_IN_VAIN)]


def draw(people: int) -> Network:
    """The network of so many people, with ten times as many ties."""
    dice = dice_for("meetings")
    sociable = [min(dice.paretovariate(HEAVY_TAIL), MOST_SOCIABLE) for _person in range(people)]
    attendees = _attendees(sociable, dice)
    return Network(people, sociable, attendees, _ties(sociable, attendees, people * TIES_EACH, dice))


def _attendees(sociable: list[float], dice: Random) -> list[list[int]]:
    people = len(sociable)
    events = people // PEOPLE_BY_EVENT
    popular = list(accumulate(min(dice.paretovariate(EVENT_TAIL), MOST_POPULAR) for _event in range(2, events)))
    attendees: list[list[int]] = [[] for _event in range(events)]
    for user, weight in enumerate(sociable, 1):
        visits = 1 + min(int(weight * dice.expovariate(1)), MOST_VISITS)
        for event in sorted(set(dice.choices(range(2, events), cum_weights=popular, k=visits))):
            attendees[event].append(user)
    attendees[0] = sorted(_some(range(1, people + 1), sociable, people // CROWD, dice))
    attendees[1] = sorted({*attendees[0][::4], *_some(range(1, people + 1), sociable, people // EVENT_BEFORE, dice)})
    return attendees


def _some(those: range, weights: list[float], number: int, dice: Random) -> list[int]:
    """So many of them, the weighty rather than the others."""
    keys = [dice.random() ** (1 / weight) for weight in weights]
    return sorted(those, key=lambda one: keys[one - 1], reverse=True)[:number]


def _ties(
    sociable: list[float], attendees: list[list[int]], wanted: int, dice: Random
) -> list[tuple[int, int, int]]:
    """Who met whom at which event, in the order of time: events count backwards."""
    met: dict[Pair, int] = {}
    visits = sum(map(len, attendees))
    while len(met) < wanted:
        share = (wanted - len(met)) / visits / (1 + MUTUAL)
        for event in range(len(attendees), 0, -1):
            for owner, peer in _meetings(attendees[event - 1], sociable, share, dice):
                met.setdefault((owner, peer), event)
    return sorted(((owner, peer, event) for (owner, peer), event in met.items()), key=lambda tie: -tie[2])


def _meetings(present: list[int], sociable: list[float], share: float, dice: Random) -> Iterator[Pair]:
    if len(present) < 2:
        return
    weights, number = list(accumulate(sociable[user - 1] ** TALKS for user in present)), int(len(present) * share) + 1
    owners, peers = (dice.choices(present, cum_weights=weights, k=number) for _side in range(2))
    for owner, peer in zip(owners, peers, strict=True):
        if owner != peer:
            yield owner, peer
            if dice.random() < MUTUAL:
                yield peer, owner
