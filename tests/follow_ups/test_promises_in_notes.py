"""What people promise in their notes, in four languages; and what looks like a promise and is none."""

import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networking_app.follow_ups.promises import Promise, promises_in

THURSDAY = date(2026, 11, 26)
WRITTEN = (Path(__file__).parent / "promise_corpus.tsv").read_text(encoding="utf-8").splitlines()
CORPUS = [(language, note.replace("\\n", "\n"), expected) for language, note, expected in
          (line.split("\t") for line in WRITTEN)]
NOTES = [note for _language, note, _expected in CORPUS]
LANGUAGES = ("en", "de", "fr", "es")
# Words of which promises and days are made, in any order.
words = st.lists(st.sampled_from(sorted({word for note in NOTES for word in note.split()})), max_size=30).map(" ".join)
texts = st.one_of(st.text(max_size=200), words, st.sampled_from(NOTES))
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def days_of(promises: list[Promise]) -> list[str]:
    return [promise.due_on.isoformat() if promise.due_on else "undated" for promise in promises]


@pytest.mark.parametrize(("language", "note", "expected"), CORPUS, ids=NOTES)
def test_a_note(language: str, note: str, expected: str) -> None:
    found = promises_in(note, THURSDAY)
    assert days_of(found) == ([] if expected == "none" else expected.split("; "))
    assert {promise.language for promise in found} <= {language}


@pytest.mark.parametrize("language", LANGUAGES)
def test_little_is_found_that_is_none_and_most_that_is_one(language: str) -> None:
    right = found = there = 0
    for _language, note, expected in (row for row in CORPUS if row[0] == language):
        said, wanted = days_of(promises_in(note, THURSDAY)), [] if expected == "none" else expected.split("; ")
        right += sum(min(said.count(day), wanted.count(day)) for day in {*wanted})
        found, there = found + len(said), there + len(wanted)
    assert there >= 25
    assert right / found >= 0.95 and right / there >= 0.8


def test_the_corpus_is_large_enough() -> None:
    by_language: dict[str, list[str]] = defaultdict(list)
    for language, note, _expected in CORPUS:
        by_language[language].append(note)
    assert sum(map(len, by_language.values())) == len(set(NOTES)) >= 150
    assert all(len(by_language[language]) >= 40 for language in LANGUAGES)


@pytest.mark.parametrize(("note", "text"), [
    ("I'll send her the slides by Friday", "Send her the slides"),
    ("Great talk!   Send the slides\tby Friday.", "Send the slides"),
    ("by Friday, send her the slides", "Send her the slides"),
    ("Promised: intro to Sara", "Intro to Sara"),
    ("- call Dr. Weiss next Tuesday", "Call Dr. Weiss"),
    ("ich schicke dir die Folien bis Freitag", "Ich schicke dir die Folien"),
    ("je t'envoie les slides vendredi", "Je t'envoie les slides"),
    ("te mando las diapositivas el viernes", "Te mando las diapositivas"),
    ("Send her the " + "very " * 40 + "long paper", "Send her the " + "very " * 17 + "…"),
])
def test_it_is_said_in_the_words_of_the_note(note: str, text: str) -> None:
    [promise] = promises_in(note, THURSDAY)
    assert promise.text.replace(" …", "…") == text.replace(" …", "…")


@pytest.mark.parametrize(("said_on", "note", "expected"), [
    (date(2026, 11, 27), "Send the slides by Friday", "2026-12-04"),  # said on a Friday
    (date(2026, 11, 29), "Call him next week", "2026-11-30"),  # on a Sunday
    (date(2026, 12, 31), "Send her the deck tomorrow", "2027-01-01"),
    (date(2028, 2, 28), "Send her the deck tomorrow", "2028-02-29"),
    (date(2028, 1, 31), "Send her the deck in a month", "2028-02-29"),
    (date(2026, 12, 30), "Send her the deck by 3 Jan", "2027-01-03"),
    (date(2026, 11, 26), "Send her the deck by 29 February", "undated"),  # neither this year nor the next has one
    (date(2026, 11, 26), "Send her the deck by 3 December 2024", "undated"),
    (date(2026, 11, 26), "Send her the deck by 3 December 2031", "undated"),
    (date(2026, 11, 26), "Send her the deck by 3/12", "undated"),  # which is two days, by where one lives
    (date(2026, 11, 26), "Send her the deck by 12/24", "2026-12-24"),
    (date(2026, 11, 26), "Send her the deck by 24/12", "2026-12-24"),
    (date(2026, 11, 26), "Call him about the party on Friday by Monday", "2026-11-30"),
    (date(2026, 11, 26), "Invite him to the party on Friday", "undated"),
    (date(2026, 11, 26), "Send her Friday's talk", "undated"),
    (date(2026, 11, 26), "Send her the deck on the 5th", "2026-12-05"),
    (date(2026, 11, 26), "Ich schicke ihr am 24.12. das Buch", "2026-12-24"),
])
def test_a_day_is_counted_from_when_it_was_said(said_on: date, note: str, expected: str) -> None:
    assert days_of(promises_in(note, said_on)) == [expected]


@given(texts, days)
def test_no_text_is_too_odd_and_no_day_past_or_far(text: str, said_on: date) -> None:
    found = promises_in(text, said_on)
    assert found == promises_in(text, said_on) and len(found) <= 5
    for promise in found:
        assert promise.due_on is None or said_on <= promise.due_on <= said_on + timedelta(days=731)
        assert promise.text and len(promise.text) <= 101


@given(st.sampled_from(NOTES), st.sampled_from([str.upper, str.lower, str.title, str.swapcase]))
def test_case_does_not_matter(note: str, changed: object) -> None:
    assert days_of(promises_in(changed(note), THURSDAY)) == days_of(promises_in(note, THURSDAY))  # type: ignore[operator]


@given(st.sampled_from(NOTES), st.lists(st.sampled_from([" ", "  ", "\t", "\u00a0 "]), min_size=60, max_size=60))
def test_spaces_do_not_matter(note: str, spaces: list[str]) -> None:
    def spread() -> Iterator[str]:
        for place, part in enumerate(note.split(" ")):
            yield (spaces[place] if place else "  ") + part

    assert promises_in("".join(spread()) + " \n\n", THURSDAY) == promises_in(note, THURSDAY)


@given(st.sampled_from(NOTES))
def test_what_was_found_is_found_again_in_its_own_words(note: str) -> None:
    for promise in promises_in(note, THURSDAY):
        assert len(promises_in(f"{note}\n{note}", THURSDAY)) == len(promises_in(note, THURSDAY)), promise


@pytest.mark.parametrize("hostile", [
    "in the " * 1500, "by " * 3500, "send " * 2000, "1." * 5000, "3.12. " * 1700, "a" * 10_000, " " * 10_000,
    "promised: " * 1000, "muss ihr " * 1200, "je lui " * 1500, ", " * 5000, "send her the " * 800, "◊ " * 5000,
    "\u0130\u0301" * 5000, "i told a " * 1200, "mit a a " * 1300, "-" * 10_000, "2027-" * 2000, "(" * 10_000,
    "next week " * 1000,
])
def test_hostile_text_takes_time_in_proportion_to_its_length(hostile: str) -> None:
    def seconds(text: str) -> float:
        begun = time.process_time()
        promises_in(text, THURSDAY)
        return time.process_time() - begun

    assert seconds(hostile[:10_000]) < 1
