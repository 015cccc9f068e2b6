"""Rows of the synthetic network: its people with cards and words, its events and who is there."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache, cached_property
from itertools import count
from random import Random
from typing import NamedTuple

from bench.network_shape import Network, dice_for
from bench.network_words import CIRCLES, FIRST_NAMES, LAST_NAMES, ORGS, REASONS, TITLES, WANTED, WORDS
from networking_app.cards.models import ASK, CIRCLE, OFFER, ROLE
from networking_app.cards.words import ALONE, role_words, words_and_runs, words_of
from networking_app.events.models import KINDS
from networking_app.events.plans import as_rows, default_steps
from networking_app.formats.circles import circle_word
from networking_app.formats.folding import fold

EVERY_DAYS, IN_A_SERIES, WITH_WORDS, LISTED, SAYS_WHY, WANTING, ASKS_FOR_A_ROLE = 730, 10, 0.7, 0.5, 0.3, 0.4, 0.3
HOW_MANY = {CIRCLE: (CIRCLES, 3), OFFER: (WORDS, 5), ASK: (WORDS, 4)}


class Table(NamedTuple):
    """Rows to put into a table: numbers, texts and None, times as SQLite keeps them."""

    name: str
    columns: str
    rows: Iterator[tuple]


class People:
    """Everybody and everything but ties; `today` is the midnight (UTC, naive) from which all times count."""

    def __init__(self, network: Network, today: datetime) -> None:
        self.network, self.today = network, today
        self.everybody = range(1, network.people + 1)
        self.names = [f"{FIRST_NAMES[n % 25]} {LAST_NAMES[n // 25 % 20]} {n}" for n in range(network.people + 1)]

    def at(self, days: float, hours: float = 0) -> str:
        return (self.today + timedelta(days=days, hours=hours)).isoformat(" ", "microseconds")

    def starts(self, event: int) -> float:
        """The day on which an event begins: the first is still going on, for a month."""
        return -1 if event == 1 else -1 - event * EVERY_DAYS / len(self.network.attendees)

    def tables(self) -> Iterator[Table]:
        yield Table("users", "id name password_hash time_zone preferred_hour days_off phone_key created_at", (
            (one, self.names[one], "-", "Europe/Berlin", 9, 96, f"key{one}", self.at(-800)) for one in self.everybody))
        yield Table("event_series", "id summary created_at", (
            (one, f"Series {one}", self.at(-800)) for one in range(1, len(self.network.attendees) // IN_A_SERIES + 2)))
        yield Table("events", "id summary location description starts_at ends_at time_zone cover join_code kind "
                    "series_id circles created_at updated_at", self._events())
        steps = json.dumps(as_rows(default_steps()))
        yield Table("follow_up_plans", "id event_id steps updated_at", (
            (event, event, steps, self.at(-800)) for event in range(1, len(self.network.attendees) + 1)))
        yield Table("attendances", "id event_id user_id joined_at listed_at reason offer outside_percent",
                    self._attendances())
        yield Table("targets", "id owner_id event_id wanted_user_id text found_at created_at", self._targets())
        yield from self._card_tables()

    def _card_tables(self) -> Iterator[Table]:
        yield Table("cards", "id user_id label full_name pronouns title org note offers asks circles ways held_back "
                    "search_text created_at updated_at", self._cards())
        yield Table("card_words", "card_id kind word user_id", (
            (one, kind, word, one) for one in self.everybody for kind, word in sorted(set(self._words_of(one)))))
        yield Table("badges", "id user_id card_id event_id code short_code created_at", self._badges())
        dice = dice_for("saves")
        yield Table("card_saves", "user_id badge_id saved_on number", (
            (one, one, self.at(-30 * month)[:10], dice.randrange(1, 9))
            for one in self.everybody for month in range(dice.choice((0, 0, 1, 2)))))

    def _events(self) -> Iterator[tuple]:
        dice = dice_for("events")
        for event in range(1, len(self.network.attendees) + 1):
            begins, lasts = self.starts(event), 30 * 24 if event == 1 else 4
            yield (event, f"Meetup {event}", "Harbour hall", "Talks and pizza", self.at(begins), self.at(begins, lasts),
                   "Europe/Berlin", "lagoon", f"BENCH{event}", KINDS[event % len(KINDS)], event // IN_A_SERIES + 1,
                   json.dumps(_picked(CIRCLES, 2, dice)), self.at(-800), self.at(-800))

    def _attendances(self) -> Iterator[tuple]:
        dice, numbers = dice_for("attendances"), count(1)
        for event, present in enumerate(self.network.attendees, 1):
            joined = self.at(self.starts(event) - 3)
            for one in present:
                listed = joined if event == 1 or dice.random() < LISTED else None
                why = dice.choice(REASONS) if dice.random() < SAYS_WHY else ""
                yield (next(numbers), event, one, joined, listed, why, why and "tea", 30 if why else None)

    def _targets(self) -> Iterator[tuple]:
        dice, numbers = dice_for("targets"), count(1)
        for event, present in enumerate(self.network.attendees[:50], 1):
            for one in present:
                for wanted in dice.sample(present, 3) if len(present) > 3 and dice.random() < WANTING else ():
                    named = wanted if wanted != one and dice.random() < 0.6 else None
                    found = self.at(self.starts(event), 2) if dice.random() < 0.3 else None
                    yield (next(numbers), one, event, named, "" if named else dice.choice(WANTED), found, self.at(-40))

    def _cards(self) -> Iterator[tuple]:
        for one in self.everybody:
            title, org, words = self.role(one), ORGS[one // 3 % len(ORGS)], self.words[one]
            offers, asks = (", ".join(words[kind]) for kind in (OFFER, ASK))
            yield (one, one, "", self.names[one], "", title, org, "the orange boots", offers, asks,
                   json.dumps(words[CIRCLE]), "[]", "[]", fold(self.names[one], title, org, offers, asks),
                   self.at(-800), self.at(-100))

    def _words_of(self, one: int) -> Iterator[tuple[str, str]]:
        words = self.words[one]
        yield from ((CIRCLE, circle_word(name)) for name in words[CIRCLE])
        yield from ((OFFER, word) for text in words[OFFER] + words[CIRCLE] for word in _folded(text))
        yield from ((ASK, word) for text in words[ASK] for word in _asked(text))
        offered = {word for text in words[OFFER] + words[CIRCLE] for word in _folded(text)}
        yield from ((ROLE, word) for word in _done(self.role(one)) if word.removeprefix(ALONE) not in offered)

    def _badges(self) -> Iterator[tuple]:
        shown = [(one, None) for one in self.everybody] + [(one, 1) for one in self.network.attendees[0]]
        for number, (one, event) in enumerate(shown, 1):
            yield (number, one, one, event, f"code-of-the-bench-{number}", f"B{number}", self.at(-100))

    def role(self, one: int) -> str:
        return TITLES[one % len(TITLES)]

    @cached_property
    def words(self) -> list[dict[str, list[str]]]:
        """The words of each person's card by kind, which seven in ten have; nobody is number 0."""
        dice, roles = dice_for("words"), dice_for("roles that are asked for")
        said = [{kind: _picked(*HOW_MANY[kind], dice) if has else [] for kind in HOW_MANY}
                for has in (dice.random() < WITH_WORDS for _one in range(self.network.people + 1))]
        for words in said:
            if words[ASK] and roles.random() < ASKS_FOR_A_ROLE:
                words[ASK].append(roles.choice(TITLES).lower())
        return said


@cache
def _folded(text: str) -> set[str]:
    return words_of(text)


@cache
def _asked(text: str) -> set[str]:
    return words_and_runs(text)


@cache
def _done(role: str) -> set[str]:
    return role_words(role)


def _picked(words: tuple[str, ...], most: int, dice: Random) -> list[str]:
    """A few different words, the first ones of the list most often."""
    return sorted({words[int(len(words) * dice.random() ** 2)] for _word in range(most)})
