"""Whom to greet without an ask, and why: pure. The choice of a day is the same all day."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256

THREE = 3
# Nobody is greeted who was there only now; after so long a tie cools, and after so long it is long since.
LATELY, COOLED, LONG = timedelta(days=21), timedelta(days=60), timedelta(days=180)
# An anniversary may be a few days off.
AROUND = 3
ANNIVERSARY, WISH, COOLING, LONG_SINCE, MET = "anniversary", "wish", "cooling", "long since", "met"
WEIGHTS = {ANNIVERSARY: 8, WISH: 5, COOLING: 3, LONG_SINCE: 2, MET: 1}
MOST_OF_A_NOTE = 120
# What somebody asks for, in the languages in which promises are recognised.
ASKING = ("looking for", "looks for", "searching for", "needs ", "wants ", "would like", "asked for", "asked about",
          "hiring", "sucht", "braucht", "möchte", "cherche", "besoin de", "busca", "necesita")
_SENTENCE = re.compile(r"[^.!?\n;]+")


@dataclass(frozen=True)
class Facts:
    """What is known of one tie at the beginning of a day: when they met and where, when they were in touch."""

    tie_id: int
    met: Sequence[tuple[date, str]] = ()
    contacts: int = 0
    last_on: date | None = None
    notes: Sequence[str] = field(default=())


@dataclass(frozen=True)
class Reason:
    """One of the kinds above; `on` is a day, `words` an event or what a note says."""

    kind: str
    on: date | None = None
    words: str = ""


def reasons_for(facts: Facts, today: date) -> list[Reason]:
    """Why to greet that person today; nothing for whom the owner was in touch with of late."""
    last = max([day for day, _event in facts.met] + ([facts.last_on] if facts.last_on else []), default=None)
    if last is not None and today - last < LATELY:
        return []
    found = [Reason(ANNIVERSARY, day, event) for day, event in facts.met if event and _comes_round(day, today)][:1]
    found += [Reason(WISH, words=wish) for wish in map(wish_in, facts.notes) if wish][:1]
    if last is not None and today - last >= COOLED:
        found.append(Reason(COOLING if facts.contacts > 1 and today - last < LONG else LONG_SINCE, last))
    return found or [Reason(MET, *facts.met[0])] if facts.met else found


def wish_in(text: str) -> str:
    """The sentence of a note that says what somebody asked for; empty where none does."""
    for sentence in _SENTENCE.findall(text):
        if any(word in f"{sentence.casefold()} " for word in ASKING):
            line = " ".join(sentence.split())
            return line if len(line) <= MOST_OF_A_NOTE else line[: MOST_OF_A_NOTE - 1].rstrip() + "…"
    return ""


def chosen(owner_id: int, today: date, everybody: Iterable[Facts], skipped: Collection[int] = ()) -> list[
        tuple[int, list[Reason]]]:
    """Three of those for whom there is a reason, more likely where it is a good one; `skipped` are left out."""
    reasons = {facts.tie_id: reasons_for(facts, today) for facts in everybody if facts.tie_id not in skipped}
    there = [tie_id for tie_id, found in reasons.items() if found]
    drawn = sorted(there, key=lambda tie_id: (-_lot(owner_id, today, tie_id, reasons[tie_id]), tie_id))
    return [(tie_id, reasons[tie_id]) for tie_id in drawn[:THREE]]


def _lot(owner_id: int, today: date, tie_id: int, reasons: Sequence[Reason]) -> float:
    """The largest lots win: a draw without putting back, by weight, that comes out the same all day."""
    drawn = int.from_bytes(sha256(f"{owner_id} {today} {tie_id}".encode()).digest()[:7]) + 1
    return float((drawn / (256**7 + 1)) ** (1 / max(WEIGHTS[reason.kind] for reason in reasons)))


def _comes_round(day: date, today: date) -> bool:
    """Whether that day of an earlier year is about today, by the calendar."""
    years = round((today - day).days / 365.2425)
    return years > 0 and abs((today - day).days - years * 365.2425) <= AROUND + 0.5
