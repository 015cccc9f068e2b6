"""Every message that comes with the app, in every context: short, and never an ask in the first sentence."""

import re
from collections.abc import Iterator
from itertools import product

import pytest

from networking_app.prompts.draft_texts import CADENCE, HELLO, OCCASIONS, REPLY, TONES, Known, subject_for, text_for
from networking_app.prompts.draft_words import Words
from tests.prompts.english import english

ASKS = re.compile(
    r"\?|\b(please|could you|can you|would you|will you|may i|might i|can i|help me|i need|favou?r|let me know|reply|"
    r"answer me|call me|write to me|send me|buy|offer|opportunity|quick question|pick your brain)\b", re.IGNORECASE)
NAMES = ["Grace Hopper", "محمد بن موسى الخوارزمي", "紫式部", "Hubert Blaine Wolfeschlegelsteinhausenbergerdorff " * 4]
EVENTS = ["PyData", "PyData Amsterdam: an evening of looms, engines and the people who keep them running",
          "ملتقى بايثون الرياض"]
WHENS = ["yesterday", "on Tuesday", "two weeks ago", "in May last year"]
KNOWN = [Known(*known) for known in product((True, False), (True, False), range(4))]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with english():
        yield


def every(occasion: str) -> Iterator[str]:
    """The messages to all of them in every tone, about every event and every time."""
    for tone, known, name, event, when in product(TONES, KNOWN, NAMES, EVENTS, WHENS):
        promise = "send the slides" if known.promise else ""
        words = Words(name, event if known.event else "", when, when, promise, "Ada Lovelace")
        yield words.filled_into(text_for(occasion, tone, known))


def sentences(text: str) -> list[str]:
    greeting, body, name = text.split("\n\n")
    assert greeting.startswith("Hi ") and greeting.endswith(",") and name == "Ada Lovelace"
    return re.split(r"(?<=[.?!]) ", body)


@pytest.mark.parametrize("occasion", OCCASIONS)
def test_a_message_has_four_sentences_at_most_and_the_first_asks_nothing(occasion: str) -> None:
    for text in every(occasion):
        first, *others = sentences(text)
        assert len(others) <= 3, text
        assert all(re.fullmatch(r"[^.?!]+[.?!]", sentence) for sentence in (first, *others)), text
        assert not ASKS.search(first), text
        assert sum("?" in sentence for sentence in others) <= 1, f"one easy question at most: {text}"


@pytest.mark.parametrize("occasion", [HELLO, CADENCE])
def test_a_hello_asks_for_nothing_at_all(occasion: str) -> None:
    for text in every(occasion):
        assert not ASKS.search(text), text


def test_the_later_an_answer_the_more_it_owns_without_grovelling() -> None:
    for tone in TONES:
        in_time, *late = (text_for(REPLY, tone, Known(late=so_late)) for so_late in range(4))
        assert len({in_time, *late}) == 4 and "sorry" not in in_time
        for text in late:
            assert text.count("sorry") + text.count("mine to own") == 1, text
            assert not re.search(r"terribl|awful|forgive|asham|unforgiv|so very|inexcus", text), text


@pytest.mark.parametrize("occasion", OCCASIONS)
def test_nothing_is_left_in_braces(occasion: str) -> None:
    assert not any("{" in text or "}" in text for text in every(occasion))


def test_no_message_speaks_of_an_event_or_a_promise_that_nobody_knows() -> None:
    for occasion, tone, known in product(OCCASIONS, TONES, KNOWN):
        text = text_for(occasion, tone, known)
        assert known.event or "{event}" not in text + subject_for(occasion, known)
        assert known.promise or "{promise}" not in text


def test_the_tones_differ_and_the_brief_one_is_the_shortest() -> None:
    for occasion, known in product(OCCASIONS, KNOWN):
        warm, plain, brief = (text_for(occasion, tone, known) for tone in TONES)
        assert len({warm, plain, brief}) == 3
        assert len(brief) < min(len(warm), len(plain)) and len(sentences(brief.replace("{me}", "Ada Lovelace"))) <= 2


def test_the_rule_about_asking_can_be_broken() -> None:
    assert ASKS.search("Would you have a minute?") and ASKS.search("I need an intro.") and ASKS.search("Let me know!")
