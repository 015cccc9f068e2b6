"""Claiming alarms, and the ring of a batch with nothing due, at 3 million follow-ups beside 10,000, by turns.

    python -m bench.prompts_claiming [sqlite] [postgresql]

`claim` is the statement alone, from taking the write lock on; `+ commit` ends with what the disk takes of it.
"""

import random
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from datetime import datetime, timedelta
from statistics import median
from time import perf_counter

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import text, update

from bench.hall import on_postgresql, on_sqlite
from bench.load import spread
from networking_app import create_app
from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.prompts import alarms
from networking_app.prompts.models import Alarm
from networking_app.prompts.ringing import to_ring
from networking_app.ties.models import Tie

SMALL, LARGE, EACH, BATCH, ROUNDS = 333, 100_000, 30, 200, 25
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Tokyo", "Europe/London")
CLAIM_TARGET_MS, GROWTH_TARGET = 5.0, 2.0


def fill(app: Flask, people: int) -> None:
    """So many people with a tie and thirty open follow-ups each, due on any day of the coming year."""
    dice, at, chunk = random.Random(5), now(), 2_000  # noqa: S311
    for start in range(1, people + 1, chunk):
        ids = range(start, min(start + chunk, people + 1))
        db.session.execute(User.__table__.insert(), [
            {"id": one, "name": "P", "password_hash": "-", "time_zone": ZONES[one % 4]} for one in ids])
        db.session.execute(Tie.__table__.insert(), [
            {"id": one, "owner_id": one, "origin": "by hand", "name": "Q", "search_text": "q"} for one in ids])
        rows = [_follow_up(one, n, at, dice) for one in ids for n in range(EACH)]
        db.session.execute(FollowUp.__table__.insert(), rows)
        db.session.commit()
    db.session.execute(Alarm.__table__.insert(), [
        {"user_id": one, "next_at": at + timedelta(seconds=dice.randrange(-3600, 82_800))}
        for one in dice.sample(range(1, people + 1), people)])
    db.session.commit()
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("ANALYZE"))
    else:
        db.session.execute(text("PRAGMA optimize"))
    db.session.commit()


def _follow_up(owner_id: int, number: int, at: datetime, dice: random.Random) -> dict[str, object]:
    due_at = at + timedelta(days=dice.randrange(3, 365))
    return {"owner_id": owner_id, "tie_id": owner_id, "step_key": str(number), "position": number, "title": "Write",
            "condition": "always", "planned_on": due_at.date(), "due_on": due_at.date(), "due_at": due_at}


def one_batch(app: Flask) -> tuple[float, float, float]:
    """Milliseconds of the claim, of it with its commit, and of looking after the 200 people; then it is undone."""
    with app.app_context():
        began = perf_counter()
        held = alarms.claim(BATCH)
        claimed = perf_counter()
        db.session.commit()
        committed = perf_counter()
        if len(held.user_ids) != BATCH:
            raise SystemExit(f"Not a whole batch: {len(held.user_ids)}.")
        if to_ring(held, now()):
            raise SystemExit("Something was due.")
        db.session.commit()
        rung = perf_counter()
        back = update(Alarm).where(Alarm.user_id.in_(held.user_ids)).values(next_at=now() - timedelta(minutes=30))
        db.session.execute(back)
        db.session.commit()
        db.session.remove()
    return (claimed - began) * 1000, (committed - began) * 1000, (rung - committed) * 1000


def measure(name: str, database: Callable[[], AbstractContextManager[dict[str, str]]]) -> None:
    with ExitStack() as stack:
        apps = list(_filled(stack, database))
        for app in apps:
            for _warm in range(5):
                one_batch(app)
        rounds = [[one_batch(app) for app in apps] for _round in range(ROUNDS)]
    for number, label in enumerate(("claim", "claim + commit", "ring of an idle batch")):
        small, large = ([one[size][number] for one in rounds] for size in (0, 1))
        growth = median(large) / median(small)
        print(f"{name:11} {label:22} ms at 10,000 {spread(small)}  at 3,000,000 {spread(large)}  growth {growth:.2f}"
              + (f" (target {GROWTH_TARGET}, {CLAIM_TARGET_MS} ms)" if label == "claim" else ""), flush=True)


def _filled(stack: ExitStack, database: Callable[[], AbstractContextManager[dict[str, str]]]) -> Iterator[Flask]:
    for people in (SMALL, LARGE):
        app = create_app(stack.enter_context(database()) | {"LOG_LEVEL": "ERROR"})
        with app.app_context():
            upgrade()
            fill(app, people)
            if people == SMALL:
                db.session.execute(update(Alarm).values(next_at=now() - timedelta(minutes=30)))
                db.session.commit()
        yield app


def main() -> None:
    for name, database in (("SQLite", on_sqlite), ("PostgreSQL", on_postgresql)):
        if not sys.argv[1:] or name.lower() in sys.argv[1:]:
            measure(name, database)


if __name__ == "__main__":
    main()
