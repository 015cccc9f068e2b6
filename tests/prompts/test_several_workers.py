"""Several workers at once share the queue: each row goes out once, by one of them."""

from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from multiprocessing import get_context

from flask import Flask
from sqlalchemy import select

from networking_app.accounts.models import Outgoing
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.prompts.queue import MOST_ATTEMPTS, begin, claim, finish
from tests.databases import SETTINGS, Database

ROWS, WORKERS = 200, 4


def work(url: str, folder: str) -> list[int]:
    """In a process of its own: claim and finish until nothing is left; the ids that it delivered."""
    from networking_app import create_app

    app = create_app(SETTINGS | {"DATABASE_URL": url, "DATA_DIR": folder})
    delivered = []
    with app.app_context():
        while rows := claim(5):
            db.session.commit()
            for row in rows:
                assert begin(row)
                delivered.append(row.id)
                finish(row)
                db.session.commit()
        db.session.remove()
        db.engine.dispose()
    return delivered


def test_four_processes_deliver_each_row_once(app: Flask, database: Database) -> None:
    with app.app_context():
        db.session.add_all(Outgoing(kind="reset", payload={"email": f"{n}@example.org"}) for n in range(ROWS))
        db.session.commit()
        ids = list(db.session.scalars(select(Outgoing.id).order_by(Outgoing.id)))
    database.let_go()
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        shares = list(pool.map(work, [database.url] * WORKERS, [str(database.folder)] * WORKERS))
    assert sorted(row_id for share in shares for row_id in share) == ids
    with app.app_context():
        assert all(row.done_at and row.attempts == 1 for row in db.session.scalars(select(Outgoing)))


def test_what_is_not_due_or_held_by_another_is_not_claimed(app: Flask) -> None:
    hour = timedelta(hours=1)
    rows = [
        Outgoing(kind="due", payload={}), Outgoing(kind="later", payload={}, due_at=now() + hour),
        Outgoing(kind="held", payload={}, claimed_until=now() + hour), Outgoing(kind="done", payload={}, done_at=now()),
        Outgoing(kind="given up", payload={}, attempts=MOST_ATTEMPTS),
        Outgoing(kind="let go", payload={}, claimed_until=now() - hour),
    ]
    with app.app_context():
        db.session.add_all(rows)
        db.session.commit()
        assert {row.kind for row in claim(10)} == {"due", "let go"}
        db.session.commit()
        assert claim(10) == []


def test_a_worker_whose_lease_ran_out_does_not_speak_for_the_next(app: Flask) -> None:
    with app.app_context():
        db.session.add(Outgoing(kind="reset", payload={"email": "a@example.org"}))
        db.session.commit()
        [slow] = claim(1)
        db.session.scalars(select(Outgoing)).one().claimed_until = now() - timedelta(seconds=1)
        db.session.commit()
        [next_one] = claim(1)
        finish(slow)
        db.session.commit()
        assert db.session.scalars(select(Outgoing.done_at)).one() is None
        finish(next_one)
        db.session.commit()
        assert db.session.scalars(select(Outgoing.done_at)).one()
