"""In any small world the list of whom one has not met, and the matches among one's ties, are those of a recount."""

from collections import Counter
from fractions import Fraction
from typing import Any, NamedTuple

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from networking_app.accounts.models import Block, User
from networking_app.cards.making import change_card
from networking_app.cards.models import Badge, Card
from networking_app.clock import now
from networking_app.events.models import Attendance, Event
from networking_app.extensions import Base, db
from networking_app.introductions.models import Introducible, Introduction, Opening
from networking_app.standing.matching import BE_HELPED, HELP, INTRODUCE, KINDS, matches_within
from networking_app.standing.not_met import not_met
from networking_app.standing.unmet import unmet
from networking_app.ties.models import Tie

PEOPLE = 5
ME = 0
WORDS = ("looms", "tea", "chess")
# A role meets what an offer would meet, and counts half of it.
OF_AN_OFFER = {"role": "offer", "sought": "ask"}
SEARCHED = ("Tea", "loom", "p3", "CHESS tea")
some_words = st.lists(st.sampled_from(WORDS), unique=True, max_size=2)
pairs = st.lists(st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, PEOPLE - 1)), unique=True)
far_pairs = pairs.map(lambda found: [(one, other) for one, other in found if one != other])
cards = st.fixed_dictionaries({
    "offers": some_words, "asks": some_words, "circles": some_words, "title": some_words,
    "held": st.lists(st.sampled_from(["offers", "asks", "circles", "title"]), unique=True, max_size=1),
    "here": some_words, "place": st.sampled_from(["listed", "listed", "listed", "there", "away"]),
    "badge": st.sampled_from(["live", "live", "revoked"]), "introducible": st.sampled_from([True, True, True, False]),
})


class World(NamedTuple):
    """By person what their card says and where they are; who holds ties, has blocked, opened and introduced whom."""

    people: list[dict[str, Any]]
    ties: set[tuple[int, int]]
    blocks: set[tuple[int, int]]
    openings: set[tuple[int, int]]
    introductions: set[tuple[int, int]]
    noted: list[str]

    def apart(self, one: int, other: int) -> bool:
        return (one, other) in self.blocks or (other, one) in self.blocks

    def said(self, person: int, field: str) -> set[str]:
        """What somebody's card shows in that field."""
        says = self.people[person]
        return set() if field in says["held"] else set(says[field])

    def searched(self, person: int) -> str:
        """All that a search of the list reads of somebody."""
        fields = [self.said(person, field) for field in ("offers", "asks", "circles", "title")]
        card = [f"p{person}", *sorted({word for words in fields for word in words})]
        return " ".join([*(card if self.people[person]["badge"] == "live" else card[:1]), *self.people[person]["here"]])

    def helping(self, person: int) -> set[str]:
        return self.said(person, "offers") | self.said(person, "circles")

    def able(self, person: int) -> set[str]:
        return self.helping(person) | self.said(person, "title")


def _world(drawn: dict[str, Any]) -> World:
    """The others mostly know each other and have mostly opened that; whom I know is drawn."""
    others = {(one, other) for one in range(1, PEOPLE) for other in range(PEOPLE) if one != other}
    ties = others - set(drawn["strangers"]) | {(ME, other) for other in drawn["known"]}
    openings = ties - set(drawn["closed"]) - {(ME, other) for other in range(PEOPLE)}
    return World(drawn["people"], ties, set(drawn["blocks"]), openings, set(drawn["introductions"]),
                 drawn["noted"])


worlds = st.fixed_dictionaries({
    "people": st.lists(cards, min_size=PEOPLE, max_size=PEOPLE), "strangers": far_pairs, "closed": far_pairs,
    "noted": some_words, "known": st.lists(st.integers(1, PEOPLE - 1), unique=True, max_size=3),
    "blocks": far_pairs.map(lambda found: found[:1]),
    "introductions": far_pairs.map(lambda found: [pair for pair in found if ME not in pair][:1]),
}).map(_world)


def _title(words: list[str]) -> str:
    return f"Senior {' and '.join(words)} lead" if words else ""


def _add(row: Any) -> Any:
    db.session.add(row)
    db.session.flush()
    return row


class Built:
    """A world in the database, in a transaction that nobody commits."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.ids = [_add(User(name=f"P{person}", password_hash="")).id for person in range(PEOPLE)]
        at = {"starts_at": now(), "ends_at": now().replace(year=2090), "time_zone": "UTC"}
        self.event_id = _add(Event(summary="PyData", join_code="pydata", **at)).id
        self.cards = [self._person(person) for person in range(PEOPLE)]
        self.ties = {pair: self._tie(*pair) for pair in sorted(world.ties)}
        self._add_the_rest()

    def _person(self, person: int) -> Card:
        says, user_id = self.world.people[person], self.ids[person]
        card = _add(Card(user_id=user_id, full_name=f"P{person}"))
        change_card(card, {"offers": ", ".join(says["offers"]), "asks": ", ".join(says["asks"]),
                           "circles": says["circles"], "held_back": says["held"], "title": _title(says["title"])})
        if person == ME or says["place"] != "away":
            listed = now() if person != ME and says["place"] == "listed" else None
            here = ", ".join(says["here"])
            _add(Attendance(event_id=self.event_id, user_id=user_id, listed_at=listed, offer=here))
            gone = now() if says["badge"] == "revoked" else None
            _add(Badge(user_id=user_id, card_id=card.id, event_id=self.event_id, revoked_at=gone))
        return card

    def _tie(self, owner: int, peer: int) -> Tie:
        found: Tie = _add(Tie(owner_id=self.ids[owner], peer_user_id=self.ids[peer], card_id=self.cards[peer].id,
                              origin="badge", name=f"P{peer}"))
        return found

    def _add_the_rest(self) -> None:
        _add(Tie(owner_id=self.ids[ME], origin="by hand", name="Noted", title=_title(self.world.noted)))
        rows: list[Base] = [Introducible(user_id=self.ids[person]) for person in range(PEOPLE)
                            if self.world.people[person]["introducible"]]
        rows += [Block(blocker_id=self.ids[one], blocked_id=self.ids[other]) for one, other in self.world.blocks]
        rows += [Opening(owner_id=self.ids[one], peer_user_id=self.ids[other], tie_id=self.ties[one, other].id)
                 for one, other in self.world.openings]
        rows += [Introduction(connector_id=self.ids[ME], first_id=self.ids[one], second_id=self.ids[other],
                              expires_at=now()) for one, other in self.world.introductions]
        db.session.add_all(rows)
        db.session.flush()

    def person(self, user_id: int) -> int:
        return self.ids.index(user_id)


def _expected(world: World) -> dict[int, tuple[set[tuple[str, str]], set[int]]]:
    """By person not met yet what they share with me, and who could introduce us."""
    listed = [person for person in range(1, PEOPLE) if world.people[person]["place"] == "listed"
              and (ME, person) not in world.ties and not world.apart(ME, person)]
    return {person: (_shared(world, person), _connectors(world, person)) for person in listed}


def _shared(world: World, person: int) -> set[tuple[str, str]]:
    says, shows = world.people[person], world.people[person]["badge"] == "live"
    mine = world.helping(ME) | set(world.people[ME]["here"])
    circles, asks, helping, role = (
        (world.said(person, "circles"), world.said(person, "asks"), world.helping(person), world.said(person, "title"))
        if shows else (set(), set(), set(), set()))
    theirs = helping | set(says["here"])
    return ({("circle", word) for word in world.said(ME, "circles") & circles}
            | {("offer", word) for word in mine & asks}
            | {("role", word) for word in world.said(ME, "title") - mine & asks}
            | {("ask", word) for word in world.said(ME, "asks") & theirs}
            | {("sought", word) for word in world.said(ME, "asks") & role - theirs})


def _connectors(world: World, person: int) -> set[int]:
    return {by for by in range(1, PEOPLE) if {(ME, by), (by, ME), (person, by)} <= world.ties
            and (by, person) in world.openings and world.people[person]["introducible"]
            and not world.apart(ME, by) and not world.apart(by, person)}


def _singular(words: set[tuple[str, str]]) -> set[tuple[str, str]]:
    return {(kind, "loom" if (word, kind != "circle") == ("looms", True) else word) for kind, word in words}


@given(world=worlds)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_list_is_that_of_a_recount(app: Flask, world: World) -> None:
    with app.app_context():
        built = Built(world)
        found, shown = (ask(built.ids[ME], built.event_id) for ask in (unmet, not_met))
        by_words = {words: {built.person(key) for key in unmet(built.ids[ME], built.event_id, words).people}
                    for words in SEARCHED}
        near = {built.person(key): found.near[key] for key in found.near}
        shared = {person: {(kind, word.removeprefix("=")) for kind, word in one.common} for person, one in near.items()}
        assert [len(one.common) for one in near.values()] == [len(words) for words in shared.values()]
        order = [built.person(key) for key in found.people]
        connectors = {person: built.ties[ME, built.person(_peer(one.connector.tie_id))].name
                      for person, one in near.items() if one.connector}
        sentences = {built.person(person.user_id): len(person.because) for person in shown}
        db.session.rollback()
    expected = _expected(world)
    assert set(order) == set(sentences) == set(expected)
    for person, (words, by) in expected.items():
        assert shared.get(person, set()) == _singular(words)
        assert (person in connectors) == bool(by) and connectors.get(person, "P0") in {"P0"} | {f"P{one}" for one in by}
        assert sentences[person] == len({OF_AN_OFFER.get(kind, kind) for kind, _word in words})
    assert order == _in_order(expected)
    for words, people in by_words.items():
        asked = words.casefold().split()
        assert people == {one for one in expected if all(word in world.searched(one) for word in asked)}


def _peer(tie_id: int) -> int:
    return db.session.get_one(Tie, tie_id).peer_user_id or 0


def _in_order(expected: dict[int, tuple[set[tuple[str, str]], set[int]]]) -> list[int]:
    """By what few of them share; as they came where that is equal."""
    having = Counter((OF_AN_OFFER.get(kind, kind), word) for words, _by in expected.values() for kind, word in words)
    weights = {person: sum((Fraction(1, having[OF_AN_OFFER.get(kind, kind), word] * (1 + (kind in OF_AN_OFFER)))
                            for kind, word in words), Fraction(bool(by), 2))
               for person, (words, by) in expected.items()}
    return sorted(expected, key=lambda person: (-weights[person], person))


@given(world=worlds)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_matches_are_those_of_a_recount(app: Flask, world: World) -> None:
    with app.app_context():
        built = Built(world)
        matches = matches_within(built.ids[ME])
        found = [(match.kind, *(tie.name if tie else "P0" for tie in (match.asker, match.helper))) for match in matches]
        db.session.rollback()
    expected = _matching(world)
    assert len(found) == len(set(found)) and set(found) == expected.keys() and all(match.because for match in matches)
    for kind in KINDS:
        by_role = [expected[match] for match in found if match[0] == kind]
        assert by_role == sorted(by_role)


def _matching(world: World) -> dict[tuple[str, str, str], bool]:
    """Who looks for what whom can help with or does, and whether by their role alone."""
    near = [one for one in range(1, PEOPLE) if (ME, one) in world.ties and not world.apart(ME, one)]
    apart = world.blocks | world.introductions
    asked = [*((HELP, one, ME) for one in near), *((BE_HELPED, ME, one) for one in near),
             *((INTRODUCE, one, other) for one in near for other in near
               if one != other and not {(one, other), (other, one)} & apart)]
    found = {(kind, f"P{asker}", f"P{helper}"): not world.said(asker, "asks") & world.helping(helper)
             for kind, asker, helper in asked if world.said(asker, "asks") & world.able(helper)}
    return found | ({(BE_HELPED, "P0", "Noted"): True} if world.said(ME, "asks") & set(world.noted) else {})
