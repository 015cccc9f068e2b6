"""A rule for a tag that 2,000 ties carry: set, changed, told again, taken away; and one talk under it.

    python -m bench.cadences [sqlite] [postgresql]
"""

import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from itertools import cycle
from typing import Any

from flask_migrate import upgrade
from sqlalchemy import insert, select

from bench.hall import on_postgresql, on_sqlite
from bench.load import spread
from networking_app import create_app
from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.ties import setting_cadences
from networking_app.ties.forms import InteractionRequest
from networking_app.ties.models import BY_HAND, OUT, Encounter, Interaction, Tie, TieTag
from networking_app.ties.talking import talked

TIES, TALKS, ROUNDS, TARGET = 2_000, 5, 5, 1_000
TAG = "mentor"


def measure(name: str, database: AbstractContextManager[dict[str, str]]) -> None:
    with database as environment:
        app = create_app(environment)
        with app.app_context():
            upgrade()
            owner_id, ties = fill(), cycle(range(1, TIES + 1))
            acts: dict[str, Callable[[], Any]] = {
                "set": lambda: setting_cadences.keep_tagged(owner_id, TAG, 21),
                "change": lambda: setting_cadences.keep_tagged(owner_id, TAG, 182),
                "tell again": lambda: setting_cadences.keep_tagged(owner_id, TAG, 182),
                "one talk": lambda: talked(db.session.get_one(Tie, next(ties)), InteractionRequest(), now()),
                "take away": lambda: setting_cadences.remove(_the_rule(owner_id)),
            }
            report(name, acts)


def fill() -> int:
    """The id of one who has met 2,000 people, written to each five times and had no answer."""
    owner = User(name="Ada", password_hash="-")  # noqa: S106
    db.session.add(owner)
    db.session.flush()
    met_at, mine = now() - timedelta(days=100), {"owner_id": owner.id}
    person = mine | {"origin": BY_HAND, "last_met_at": met_at, "created_at": met_at}
    db.session.execute(insert(Tie), [person | {"name": f"Person {n}"} for n in range(TIES)])
    ids = db.session.scalars(select(Tie.id)).all()
    db.session.execute(insert(Encounter), [mine | {"tie_id": tie_id, "met_at": met_at} for tie_id in ids])
    db.session.execute(insert(TieTag), [mine | {"tie_id": tie_id, "name": TAG} for tie_id in ids])
    db.session.execute(insert(Interaction), [
        mine | {"tie_id": tie_id, "client_id": f"{tie_id}-{n}", "channel": "mail", "direction": OUT,
                "happened_at": met_at + timedelta(days=n)} for tie_id in ids for n in range(TALKS)
    ])
    db.session.commit()
    return owner.id


def report(name: str, acts: dict[str, Callable[[], Any]]) -> None:
    seen: dict[str, list[tuple[float, float]]] = {label: [] for label in acts}
    for _round in range(ROUNDS):
        for label, act in acts.items():
            clock, cpu = time.perf_counter(), time.process_time()
            act()
            db.session.commit()
            seen[label].append((time.perf_counter() - clock, time.process_time() - cpu))
    for label, times in seen.items():
        by_clock, of_cpu = ([1000 * one for one in each] for each in zip(*times, strict=True))
        print(f"{name:11} {label:10} ms {spread(by_clock)}  cpu ms {spread(of_cpu)}  (target {TARGET} ms)")


def _the_rule(owner_id: int) -> Any:
    return setting_cadences.cadence_of(owner_id, tag=TAG)


def main() -> None:
    wanted = sys.argv[1:] or ("sqlite", "postgresql")
    for name, database in (("sqlite", on_sqlite), ("postgresql", on_postgresql)):
        if name in wanted:
            measure(name, database())


if __name__ == "__main__":
    main()
