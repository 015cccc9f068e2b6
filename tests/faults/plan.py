"""Which fault which trial suffers: the same for the same seed and number, whoever asks."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.faults.people import Crowd, Person
from tests.faults.poisons import POISONS
from tests.faults.writing import Pen, Write

Script = list[dict[str, Any]]
GROUP = 8  # trials that follow each other suffer the same; a killed server is one for all of them

NETWORK = ("refused", "cut request", "cut at commit", "lost reply", "cut reply", "late reply", "doubled request")
STRANGE = ("portal page", "portal redirect", "bad gateway")
NO_FAULT, MIXED = "no fault", "several of these"
PORTAL, IMPATIENT = "portal or gateway answers", "reply after the phone gave up"
TAB_CLOSED, TABS, UNLOCKED = "tab closed mid-flush", "two tabs and a worker", "the same without locks"
DEVICES, SIGNED_OUT, OTHER = "two devices of one person", "signed out in the middle", "somebody else signed in"
WORKER_KILLED, SERVER_KILLED = "web worker killed (-9)", "server killed (-9)"
FULL, TOO_LARGE = "disk full (SQLITE_FULL)", "disk writes half of a commit (EFBIG)"
ENDED = "connections ended (pg_terminate_backend)"
STORAGE = {"sqlite": (FULL, TOO_LARGE), "postgresql": (ENDED,)}
LOSES, DOUBLES = "a server that loses", "a server that doubles"  # only to see that the checks find them

QUIET = (*NETWORK, PORTAL, IMPATIENT, MIXED, TAB_CLOSED, TABS, UNLOCKED, DEVICES, SIGNED_OUT, OTHER)
# What troubles all phones at once has the server to itself.
ALONE = (WORKER_KILLED, SERVER_KILLED, FULL, TOO_LARGE, ENDED)
SKEWS = (0, 0, 0, -4_000, 90_000, -5 * 3_600_000, 400 * 86_400_000)


def faults(database: str) -> tuple[str, ...]:
    """One round of the campaign, a group of trials each."""
    heavy = (WORKER_KILLED, *STORAGE[database])
    return (NO_FAULT, *QUIET, *heavy, *QUIET, *heavy, *QUIET, SERVER_KILLED)


def fault_of(number: int, database: str) -> str:
    return faults(database)[number // GROUP % len(faults(database))]


@dataclass
class Device:
    writes: list[Write]
    script: Script
    tabs: int = 1
    locked: bool = True
    skew: int = 0
    close: dict[str, Any] | None = None


@dataclass
class Trial:
    number: int
    fault: str
    person: Person
    devices: list[Device]
    patience: int | None = None

    @property
    def writes(self) -> Iterator[Write]:
        return (write for device in self.devices for write in device.writes)

    def for_phone(self, **more: Any) -> dict[str, Any]:
        """What the phone's process is told, as JSON."""
        end = 1 + max(write.made for write in self.writes)
        devices = [{"writes": [write.for_phone(end) for write in device.writes], "script": device.script,
                    "tabs": device.tabs, "locked": device.locked, "skew": device.skew, "close": device.close}
                   for device in self.devices]
        return {"number": self.number, "owner": self.person.hash, "patience": self.patience, "devices": devices, **more}


def trial(seed: int, number: int, fault: str, person: Person, crowd: Crowd, public_url: str) -> Trial:
    """What that person writes and what goes wrong meanwhile."""
    random = Random(f"{seed} {number}")  # noqa: S311
    devices = [_device(random, fault, place, person, crowd, public_url) for place in range(1 + (fault == DEVICES))]
    for step in (step["then"] for device in devices for step in device.script if "barrier" in step.get("then", ())):
        step |= {"barrier": f"{step['barrier']} {number // GROUP}", "size": GROUP}
    made = Trial(number, fault, person, devices, random.randrange(30, 200) if fault == IMPATIENT else None)
    left = [list(device.writes) for device in devices]
    for moment in range(sum(map(len, left))):  # the order of writing over all devices
        random.choice([writes for writes in left if writes]).pop(0).made = moment
    return made


def _device(random: Random, fault: str, place: int, person: Person, crowd: Crowd, public_url: str) -> Device:
    pen = Pen(random, person, crowd.codes, crowd.event.id, public_url, place)
    # A disk is only full for what does not fit into the pages it has.
    if fault in (FULL, TOO_LARGE):
        for _ in range(3):
            pen.add("note", tie=str(person.ties[0].id), text="long " * 780, about=str(person.ties[0].id))
    writes = pen.write(random.choices((3, 6, 10, 60), (30, 40, 28, 2))[0], POISONS)
    device = Device(writes, _script(random, fault), skew=random.choice(SKEWS))
    if fault in (TABS, UNLOCKED):
        device.tabs, device.locked = 3, fault == TABS
    if fault == TAB_CLOSED:
        device.close = {"ms": random.randrange(0, 60), "abrupt": random.random() < 0.5}
    return device


def _script(random: Random, fault: str) -> Script:
    if fault in NETWORK:
        return [_step(random, fault) for _ in range(random.randrange(1, 3))]
    if fault == MIXED:
        return [_step(random, name) for name in random.choices(NETWORK, k=random.randrange(2, 6))]
    if fault == PORTAL:
        return [{"fault": random.choice(STRANGE)} for _ in range(random.randrange(1, 3))]
    if fault == IMPATIENT:
        return [{"fault": "late reply", "ms": 250}]
    if fault in (TAB_CLOSED, TABS, UNLOCKED, DEVICES):
        return [_step(random, random.choice(("none", *NETWORK))) for _ in range(random.randrange(1, 4))]
    if fault in (LOSES, DOUBLES):
        return [{"fault": "lie", "how": "loses" if fault == LOSES else "doubles"}]
    return _told(random, fault)


def _told(random: Random, fault: str) -> Script:
    """Steps at which the one who runs the server does something."""
    if fault == SIGNED_OUT:
        before = random.choice(([], [{"fault": "lost reply"}], [{"fault": "cut request", "part": random.random()}]))
        return [*before, {"fault": random.choice(("none", "lost reply")), "then": {"do": "sign out"}}]
    if fault == OTHER:
        return [{"fault": "lost reply", "then": {"do": "sign in other"}}]
    if fault in (WORKER_KILLED, SERVER_KILLED):
        what = "kill worker" if fault == WORKER_KILLED else "kill server"
        return [{"fault": random.choice(("none", "lost reply")), "then": {"do": what, "barrier": what}}]
    if fault in (FULL, TOO_LARGE):
        what = "fill" if fault == FULL else "limit"
        return [{"fault": "none", "then": {"do": what, "barrier": what, "first": True}},
                {"fault": "none", "then": {"do": "free", "barrier": "free", "first": True}}]
    if fault == ENDED:
        return [{"fault": "none", "then": {"do": "end connections", "barrier": "end"}}]
    return []


def _step(random: Random, name: str) -> dict[str, Any]:
    times = {"cut at commit": random.choice((0, 0, 0, 1, 2, 5, 10, 20, 40)), "late reply": random.randrange(20, 150),
             "doubled request": random.choice((0, 0, 1, 3, 10))}
    return {"fault": name, "part": random.random(), "ms": times.get(name, 0)}
