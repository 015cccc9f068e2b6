"""What one person writes on one device, at random: scans, people, notes, talks, decisions, some of it impossible."""

import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from random import Random
from typing import Any

from tests.faults.people import Known, Person

APART_MS = 600_000  # between two writes, so that no slow network changes their order
TAGS = ("promised", "great talk", "Kurdî", "follow up", "🚀 rocket")
WORDS = ("tea", "Talked about Zoë's compiler", "naïve Bayes — ask!", "日本語のメモ", "two\nlines", "<b>&amp;</b>",
         "👩🏽‍💻")
# Beyond midnight, which may come between two writes: what is due by then is done by a talk.
LATER = ("3 days", "next week")


@dataclass
class Write:
    """One row of the outbox. `poison` says why the server must refuse it; `stuck` that it never arrives."""

    id: str
    kind: str
    fields: dict[str, Any]
    made: int = 0
    wave: int = 0
    device: int = 0
    poison: str = ""
    parents: tuple[str, ...] = ()
    stuck: bool = False
    # The tie it belongs to, as the person thinks of it: the same for two scans of one badge.
    about: str = ""

    def for_phone(self, now: int) -> dict[str, Any]:
        wanted = ("id", "kind", "fields", "wave")
        values = {name: value for name, value in asdict(self).items() if name in wanted}
        return values | {"ago": APART_MS * (now - self.made)}


@dataclass
class Pen:
    """Writes for one device; it knows the person's ties by id, and what was written on it before by client id."""

    random: Random
    person: Person
    codes: tuple[str, ...]
    event_id: int
    public_url: str
    device: int = 0
    writes: list[Write] = field(default_factory=list)

    def write(self, number: int, more: "Kinds") -> list[Write]:
        """So many writes of KINDS and those kinds; some of the last may come while the first are under way."""
        kinds = KINDS | more
        for kind in self.random.choices(list(kinds), [weight for _, weight in kinds.values()], k=number):
            kinds[kind][0](self)
        late = self.random.randrange(number) if self.random.random() < 0.3 else number
        for place, one in enumerate(self.writes):
            one.wave = int(place >= late)
        return self.writes

    def add(self, kind: str, parents: tuple[str, ...] = (), poison: str = "", about: str = "", **fields: Any) -> Write:
        made_by = [write for write in self.writes if write.id in parents]
        stuck = bool(poison) or any(write.stuck for write in made_by)
        client_id = str(uuid.UUID(int=self.random.getrandbits(128), version=4))
        self.writes.append(Write(client_id, kind, fields, device=self.device, poison=poison, parents=parents,
                                 stuck=stuck, about=about))
        return self.writes[-1]

    def words(self) -> str:
        return f"{self.random.choice(WORDS)} {self.random.randrange(10**9)}"

    def maybe(self, value: Any) -> Any:
        return value if self.random.random() < 0.4 else type(value)()

    def tags(self) -> list[str]:
        return self.random.sample(TAGS, self.random.randrange(3))

    def tie(self) -> tuple[str, tuple[str, ...], str]:
        """How to name a tie, what that builds on, and whose it is."""
        mine = [write for write in self.writes if write.kind in ("scan", "by_hand")]
        if mine and self.random.random() < 0.6:
            chosen = self.random.choice(mine)
            return f"scan:{chosen.id}", (chosen.id,), chosen.about
        known = self.known()
        return str(known.id), (), str(known.id)

    def known(self) -> Known:
        return self.random.choice(self.person.ties)


def _scan(pen: Pen) -> None:
    code = pen.random.choice(pen.codes[:5])
    text = pen.random.choice((code, code.lower(), f"{pen.public_url}/c/{code}", f"{pen.public_url}/C/{code}".upper()))
    pen.add("scan", code=text, via=pen.random.choice(("camera", "photo", "link")), note=pen.maybe(pen.words()),
            tags=pen.tags(), join=False, name=pen.maybe("Grace"), about=f"badge {code}")


def _by_hand(pen: Pen) -> None:
    # Two people with one address are one person.
    email = pen.random.choice(("", f"ada{pen.random.randrange(3)}@example.org"))
    write = pen.add("by_hand", name=f"Ada {pen.random.randrange(99)}", org="", title="", email=email, tel="",
                    note=pen.maybe(pen.words()), tags=pen.tags(), event_id=pen.random.choice(("", pen.event_id)))
    write.about = f"by hand {email or write.id}"


def _note(pen: Pen) -> None:
    tie, parents, about = pen.tie()
    pen.add("note", parents, tie=tie, text=pen.words(), about=about)


def _long_note(pen: Pen) -> None:
    tie, parents, about = pen.tie()
    pen.add("note", parents, tie=tie, text=f"{pen.words()} " + "long " * pen.random.randrange(400, 780), about=about)


def _edit_note(pen: Pen) -> None:
    text = pen.words() if pen.random.random() < 0.8 else ""
    edited = {write.fields.get("note") for write in pen.writes if write.kind == "edit_note"}
    mine = [write for write in pen.writes if _noted(write) and f"note:{write.id}" not in edited]
    known = pen.known()
    if mine and (str(known.note) in edited or pen.random.random() < 0.7):
        one = pen.random.choice(mine)
        tie, parents = (f"scan:{one.id}", ()) if one.kind == "scan" else (one.fields["tie"], one.parents)
        pen.add("edit_note", (*parents, one.id), tie=tie, note=f"note:{one.id}", text=text, about=one.about)
    elif str(known.note) not in edited:
        pen.add("edit_note", tie=str(known.id), note=str(known.note), text=text, about=str(known.id))
    else:
        _note(pen)


def _noted(write: Write) -> bool:
    """Whether it makes a note that the phone can name."""
    words = write.fields.get("text" if write.kind in ("note", "edit_note") else "note")
    return bool(words) and bool(write.about) and write.kind in ("note", "edit_note", "talked", "scan")


def _tag(pen: Pen) -> None:
    tie, parents, about = pen.tie()
    name = f"{pen.random.choice(TAGS)} {pen.device}"
    pen.add(pen.random.choice(("tag", "tag", "untag")), parents, tie=tie, name=name, about=about)


def _talked(pen: Pen) -> None:
    tie, parents, about = pen.tie()
    pen.add("talked", parents, tie=tie, channel=pen.random.choice(("message", "mail", "call", "coffee", "meeting")),
            direction=pen.random.choice(("in", "out")), with_ask=pen.random.random() < 0.5,
            note=pen.maybe(pen.words()), about=about)


def _untalked(pen: Pen) -> None:
    # Taking back what was refused is as good as taking back what is not there: it arrives or waits, as batches fall.
    talked = [write for write in pen.writes if write.kind == "talked" and not write.poison]
    if talked and pen.random.random() < 0.7:
        one = pen.random.choice(talked)
        names = {"tie": one.fields["tie"], "interaction": f"talked:{one.id}"}
        pen.add("untalked", (*one.parents, one.id), about=one.about, **names)
        return
    known = pen.known()
    pen.add("untalked", tie=str(known.id), interaction=str(known.interaction), about=str(known.id))


def _decision(pen: Pen) -> None:
    known = pen.known()
    kind = pen.random.choice(("complete", "skip", "reopen", "snooze", "snooze", "unsnooze"))
    fields = {"until": pen.random.choice(LATER)} if kind == "snooze" else {}
    pen.add(kind, follow_up=pen.random.choice(known.follow_ups[:-1]), about=str(known.id), **fields)


# By name how to write one, and how often it is written.
Kinds = dict[str, tuple[Callable[[Pen], object], float]]
KINDS: Kinds = {
    "scan": (_scan, 20), "by_hand": (_by_hand, 6), "note": (_note, 20), "long note": (_long_note, 4),
    "edit_note": (_edit_note, 8), "tag": (_tag, 10), "talked": (_talked, 8), "untalked": (_untalked, 4),
    "decision": (_decision, 14),
}
