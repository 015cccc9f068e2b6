"""Rows of the synthetic network: its ties, and what is written, owed, opened and remembered along them."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import count

from bench.network_people import People, Table
from bench.network_shape import dice_for
from bench.network_words import NOTES, REMEMBERED
from networking_app.formats.folding import fold
from networking_app.owed.models import KINDS, SIDES
from networking_app.ties.models import CARD_LEFT, DIRECTIONS, INTRODUCTION

MET_AGAIN, NOTED, WROTE, PLANNED, OWED, REMEMBER, GUESTS, ASKED_AGAIN = 0.08, 0.3, 0.35, 0.2, 0.12, 0.05, 0.02, 20


class Ties:
    """All that hangs on the ties of the network, each tie under its number."""

    def __init__(self, people: People) -> None:
        self.people, self.network, self.at = people, people.network, people.at
        self.ties = list(enumerate(self.network.ties, 1))

    def tables(self) -> Iterator[Table]:
        yield Table("ties", "id owner_id peer_user_id card_id origin name org title email tel url address_key "
                    "search_text last_met_at created_at", self._ties())
        yield Table("encounters", "id owner_id tie_id event_id met_at", self._encounters())
        yield Table("notes", "id owner_id tie_id encounter_id text written_at", self._notes())
        yield Table("interactions", "id owner_id tie_id channel direction with_ask happened_at", self._interactions())
        yield Table("follow_ups", "id owner_id tie_id event_id step_key position title hint condition planned_on "
                    "due_on due_at completed_at created_at", self._follow_ups())
        yield Table("cards_left", "id owner_id tie_id fingerprint owner_name consented_at", (
            (one, one, number, f"left{one}", self.people.names[one], self.at(-50)) for number, one in self._guests()))
        yield Table("owed", "id owner_id tie_id kind side text due_on opened_at closed_at thanked_at", self._owed())
        yield Table("introducible", "user_id since", ((one, self.at(-60)) for one in sorted(self.network.introducible)))
        yield Table("openings", "id owner_id peer_user_id tie_id opened_at", (
            (number, *self.network.ties[tie - 1][:2], tie, self.at(-50))
            for number, tie in enumerate(self.network.opened, 1)))
        yield Table("introductions", "id connector_id first_id second_id request context asked_at offered_at "
                    "first_yes_at second_yes_at made_at expires_at first_tie_id second_tie_id first_result "
                    "second_result created_at", self._introductions())
        yield Table("introduced_ties", "owner_id tie_id by_tie_id", self._led())
        yield Table("remembrances", "writer_id remembered_id event_id tie_id text written_at", self._remembrances())
        yield Table("blocks", "blocker_id blocked_id created_at", self._blocks())

    def _met(self, number: int, event: int) -> str:
        return self.at(self.people.starts(event), 1 + number % 180 / 60)

    def _ties(self) -> Iterator[tuple]:
        for number, (owner, peer, event) in self.ties:
            name, origin, met = self.people.names[peer], self.network.origins[number - 1], self._met(number, event)
            yield (number, owner, peer, peer, origin, name, "", "", "", "", "", None, fold(name), met, met)
        for number, owner in self._guests():
            mail = f"guest{number}@example.net"
            yield (number, owner, None, None, CARD_LEFT, f"Guest {number}", "", "", mail, "", "", f"mailto:{mail}",
                   f"guest {number}", self.at(-50), self.at(-50))

    def _guests(self) -> Iterator[tuple[int, int]]:
        """People without an account left their cards with one person in five: number of the tie, and its owner."""
        return enumerate(self.people.everybody[::5], len(self.ties) + 1)

    def _encounters(self) -> Iterator[tuple]:
        dice, numbers = dice_for("encounters"), count(len(self.ties) + 1)
        for number, (owner, _peer, event) in self.ties:
            yield number, owner, number, event, self._met(number, event)
            if dice.random() < MET_AGAIN:
                earlier = event + dice.randrange(1, 20)
                known = earlier <= len(self.network.attendees)
                yield next(numbers), owner, number, earlier if known else None, self._met(number, earlier)

    def _notes(self) -> Iterator[tuple]:
        dice, numbers = dice_for("notes"), count(1)
        for number, (owner, _peer, event) in self.ties:
            if dice.random() < NOTED:
                yield next(numbers), owner, number, number, dice.choice(NOTES), self._met(number, event)

    def _interactions(self) -> Iterator[tuple]:
        dice, numbers = dice_for("interactions"), count(1)
        for number, (owner, _peer, event) in self.ties:
            for _time in range(dice.choice((1, 1, 2, 3, 4)) if dice.random() < WROTE else 0):
                days = min(self.people.starts(event) + dice.expovariate(1 / 30), 0)
                yield (next(numbers), owner, number, "message", dice.choice(DIRECTIONS), dice.randrange(5) // 4,
                       self.at(days))

    def _follow_ups(self) -> Iterator[tuple]:
        dice, numbers = dice_for("follow-ups"), count(1)
        for number, (owner, _peer, event) in self.ties:
            if dice.random() < PLANNED:
                due, done = self.at(self.people.starts(event) + 2, 9), dice.random() < 0.6
                yield (next(numbers), owner, number, event, "thanks", 1, "Say thank you", "", "always", due[:10],
                       due[:10], due, due if done else None, due)

    def _owed(self) -> Iterator[tuple]:
        dice, numbers = dice_for("owed"), count(1)
        for number, (owner, _peer, event) in self.ties:
            if dice.random() < OWED:
                opened, closed = self._met(number, event), self.at(-1) if dice.random() < 0.5 else None
                yield (next(numbers), owner, number, dice.choice(KINDS), dice.choice(SIDES), "the slides",
                       self.at(dice.randrange(-30, 60))[:10], opened, closed, closed and dice.choice((closed, None)))

    def _introductions(self) -> Iterator[tuple]:
        """Who made which tie, and as many again as a twentieth of the people that wait for an answer."""
        numbers, held, opened = count(1), self._held(), self._opened()
        dice = dice_for("introductions")
        for number, (first, second, event) in self.ties:
            met = self._met(number, event)
            if self.network.origins[number - 1] == INTRODUCTION:
                connector, back = dice.choice(held[first]), self.network.numbers.get((second, first))
                if connector != second:
                    yield (next(numbers), connector, first, second, "", "You both teach", None, met, met, met, met, met,
                           number, back, "", "", met)
            elif dice.randrange(ASKED_AGAIN * 10) == 0 and second in opened:
                wanted = dice.choice(opened[second])
                if wanted != first:
                    yield (next(numbers), second, first, wanted, "I look for somebody who teaches", "", self.at(-3),
                           None, self.at(-3), None, None, self.at(30), None, None, "", "", self.at(-3))

    def _led(self) -> Iterator[tuple]:
        for row in self._introductions():
            for owner, tie in ((row[2], row[12]), (row[3], row[13])):
                by = self.network.numbers.get((owner, row[1]))
                if tie and by:
                    yield owner, tie, by

    def _held(self) -> dict[int, list[int]]:
        held = defaultdict(list)
        for owner, peer, _event in self.network.ties:
            held[owner].append(peer)
        return held

    def _opened(self) -> dict[int, list[int]]:
        opened = defaultdict(list)
        for number in self.network.opened:
            owner, peer, _event = self.network.ties[number - 1]
            opened[owner].append(peer)
        return opened

    def _remembrances(self) -> Iterator[tuple]:
        dice = dice_for("remembrances")
        for number, (owner, peer, event) in self.ties:
            if dice.random() < REMEMBER:
                yield owner, peer, event, number, dice.choice(REMEMBERED), self._met(number, event)

    def _blocks(self) -> Iterator[tuple]:
        """One person in two hundred has blocked somebody of their ties, and some in the crowd a stranger."""
        dice = dice_for("blocks")
        tied = (self.network.ties[dice.randrange(len(self.ties))][:2] for _one in range(self.network.people // 200))
        crowd = zip(self.network.attendees[0][::40], self.network.attendees[0][1::40], strict=True)
        return ((one, other, self.at(-10)) for one, other in sorted({*tied, *crowd}))
