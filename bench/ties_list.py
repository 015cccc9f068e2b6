"""The list of ties and its search at 5,000 ties of one person with notes, over HTTP.

    python -m bench.ties_list [sqlite] [postgresql]
"""

from contextlib import AbstractContextManager
from datetime import timedelta
from itertools import cycle, islice
from random import Random
from statistics import median

from flask import Flask
from flask_migrate import upgrade

from bench.hall import _sign_in, on_each
from bench.load import Request, drive, spread
from bench.servers import Server, gunicorn
from networking_app import create_app
from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.demo.people import PEOPLE
from networking_app.demo.words import NOTES
from networking_app.events.models import Event
from networking_app.extensions import db
from networking_app.formats.folding import fold
from networking_app.ties.models import BY_HAND, Encounter, Note, Tie, TieTag

TIES, EVENTS, ROUNDS, REQUESTS, TARGET = 5_000, 40, 5, 40, 50
PATHS = {
    "the list": ["/ties"],
    "a page far down": ["/ties?from=4000"],
    "one word": ["/ties?q=sail", "/ties?q=festival", "/ties?q=okonjo", "/ties?q=shuya"],
    "two words, one a part": ["/ties?q=asked+sear", "/ties?q=cats+jir", "/ties?q=%E9%AB%98+postc"],
    "nothing found": ["/ties?q=xylophone"],
    "an event": ["/ties?event=7", "/ties?event=21"],
    "a tag and a word": ["/ties?tag=promised&q=museum"],
}


def measure(name: str, database: AbstractContextManager[dict[str, str]]) -> None:
    with database as environment:
        app = create_app(environment)
        with app.app_context():
            upgrade()
            cookie = fill(app)
        with gunicorn("wsgi:app", **environment) as server:
            for label, paths in PATHS.items():
                report(name, label, server, paths, cookie)
            report(name, "/livez, to compare", server, ["/livez"], cookie)


def fill(app: Flask, ties: int = TIES) -> str:
    """One person with so many ties over so many events; the cookie of their session."""
    dice, owner = Random(5), User(name="Ada", password_hash="-")  # noqa: S106, S311
    events = [Event(summary=f"Meetup {n}", starts_at=now() - timedelta(days=n), time_zone="UTC", join_code=f"BENCH{n}",
                    ends_at=now() - timedelta(days=n) + timedelta(hours=3)) for n in range(EVENTS)]
    db.session.add_all([owner, *events])
    db.session.flush()
    for number in range(ties):
        _add_tie(owner.id, number, events[number % EVENTS], dice)
    cookie = _sign_in(app, owner)
    db.session.commit()
    return cookie


def _add_tie(owner_id: int, number: int, event: Event, dice: Random) -> None:
    person, notes = dice.choice(PEOPLE), dice.sample(NOTES[:-1], 2)
    tags = ["promised"] if number % 4 == 0 else []
    texts = (f"{person.name} {number}", person.org, person.title, *notes, *tags)
    tie = Tie(owner_id=owner_id, origin=BY_HAND, name=texts[0], org=person.org, title=person.title,
              search_text=fold(*texts), last_met_at=event.starts_at)
    db.session.add(tie)
    db.session.flush()
    place = {"owner_id": owner_id, "tie_id": tie.id}
    db.session.add(Encounter(**place, event_id=event.id, met_at=event.starts_at))
    db.session.add_all(Note(**place, text=note, written_at=event.starts_at) for note in notes)
    db.session.add_all(TieTag(**place, name=tag) for tag in tags)


def times(server: Server, paths: list[str], cookie: str) -> list[float]:
    """Milliseconds of so many requests, one after the other."""
    requests: list[Request] = [("GET", path, b"", {"Cookie": cookie}) for path in islice(cycle(paths), REQUESTS)]
    load = drive(server.port, requests, connections=1)
    if load.statuses != {200: REQUESTS}:
        raise SystemExit(f"Not every page was answered: {load.statuses}")
    return list(load.times)


def report(name: str, label: str, server: Server, paths: list[str], cookie: str) -> None:
    """Print the CPU of a request and how long it takes, medians of the rounds after a first one."""
    times(server, paths, cookie)
    before = server.cpu()
    found = [times(server, paths, cookie) for _round in range(ROUNDS)]
    cpu = (server.cpu() - before) / ROUNDS / REQUESTS * 1000
    p95 = [sorted(one)[int(len(one) * 0.95)] for one in found]
    print(f"{name:11} {label:24} cpu ms {cpu:.1f}  p50 ms {spread([median(one) for one in found], 1)}  "
          f"p95 ms {spread(p95, 1)} (target {TARGET})", flush=True)


if __name__ == "__main__":
    on_each(measure)
