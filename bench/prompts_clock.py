"""A worker whose clock is moved by libfaketime over the nights in which clocks change: what goes out when?

    python -m bench.prompts_clock [sqlite] [postgresql]

It takes the package faketime (Debian: apt-get install faketime). Each mail says by its Date when it was sent.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import func, select

from bench.hall import on_postgresql, on_sqlite
from bench.prompt_crowd import address, due
from bench.prompt_receivers import Arrived, receiving
from networking_app import create_app
from networking_app.accounts.models import Address, Outgoing, User
from networking_app.config import from_environment
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.follow_ups.planning import Rhythm, instant_of
from networking_app.prompts import alarms
from networking_app.prompts.models import Alarm
from networking_app.ties.models import Tie

ZONES, HOURS = ("Europe/Berlin", "Europe/London", "Atlantic/Azores", "Asia/Kolkata"), (9, 2, 3, 0, 23, 17)
RHYTHMS = [Rhythm(zone, hour, 0) for zone, hour in product(ZONES, HOURS)]
SUNDAYS = (date(2027, 3, 28), date(2026, 10, 25))
LIBRARY = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
STEP, BEFORE, AFTER = timedelta(minutes=30), timedelta(hours=14), timedelta(hours=27)
DAY, QUIET_FROM = timedelta(days=1), 21


def measure(name: str, sunday: date, database: AbstractContextManager[dict[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder, database as environment, receiving(Path(folder)) as receivers:
        environment |= receivers.settings
        app = create_app(from_environment(environment))
        with app.app_context():
            upgrade()
            _fill(sunday)
            db.engine.dispose()
        _let_time_pass(app, environment, Path(folder) / "time", sunday)
        _report(name, sunday, receivers.arrived())


def _fill(sunday: date) -> None:
    """For every rhythm one person, with a follow-up for the Saturday, the Sunday and the Monday."""
    for number, rhythm in enumerate(RHYTHMS, 1):
        columns = {"time_zone": rhythm.time_zone, "preferred_hour": rhythm.preferred_hour, "days_off": 0}
        db.session.add(User(id=number, name=f"Person {number}", password_hash="-", **columns))  # noqa: S106
        db.session.flush()
        email = address(number)
        db.session.add(Address(user_id=number, email=email, key=email, verified_at=datetime(2026, 1, 1, tzinfo=UTC)))
        for day in (sunday - DAY, sunday, sunday + DAY):
            tie = Tie(owner_id=number, origin="by hand", name="Friend")
            db.session.add(tie)
            db.session.flush()
            instants = {"due_at": instant_of(day, rhythm), "tie_id": tie.id}
            db.session.add(FollowUp(**due(number, day, **instants)))
    db.session.commit()


def _is_done(app: Flask, instant: datetime) -> bool:
    """Whether the worker has done everything that is due: no work is torn apart by the next step."""
    held = instant + alarms.LEASE + timedelta(minutes=1)
    with app.app_context():
        db.session.connection(execution_options={"writes": False})
        waits = select(Outgoing.id).where(Outgoing.done_at.is_(None), Outgoing.due_at <= instant)
        rings = select(Alarm.user_id).where(Alarm.next_at <= held)
        enrolled = db.session.scalar(select(func.count()).select_from(Alarm)) == len(RHYTHMS)
        return enrolled and not any(db.session.scalar(select(one.exists())) for one in (waits, rings))


def _let_time_pass(app: Flask, environment: dict[str, str], clock: Path, sunday: date) -> None:
    midnight = datetime.combine(sunday, datetime.min.time(), UTC)
    _set(clock, midnight - BEFORE)
    faked = {"LD_PRELOAD": str(LIBRARY), "FAKETIME_TIMESTAMP_FILE": str(clock), "FAKETIME_NO_CACHE": "1",
             "FAKETIME_DONT_FAKE_MONOTONIC": "1", "TZ": "UTC", "LOG_LEVEL": "CRITICAL"}
    worker = subprocess.Popen([sys.executable, "-m", "networking_app", "worker"], env=os.environ | environment | faked)  # noqa: S603
    try:
        for instant in _instants(midnight):
            _set(clock, instant)
            while not _is_done(app, instant):
                time.sleep(0.1)
    finally:
        worker.terminate()
        worker.wait()


def _instants(midnight: datetime) -> Iterator[datetime]:
    """Steps of STEP over the days; on the Sunday somebody sets the clock back by an hour, and forward again."""
    for number in range((BEFORE + AFTER) // STEP):
        at = midnight - BEFORE + number * STEP
        yield at
        if at == midnight + timedelta(hours=8):
            yield at - timedelta(hours=1)


def _set(clock: Path, instant: datetime) -> None:
    new = clock.with_suffix(".new")
    new.write_text(f"@{instant:%Y-%m-%d %H:%M:%S}\n")
    new.rename(clock)


def _report(name: str, sunday: date, arrived: list[Arrived]) -> None:
    days: Counter[tuple[int, date]] = Counter()
    at_night = []
    for one in arrived:
        number = int(one.reader[1:].partition("@")[0])
        rhythm = RHYTHMS[number - 1]
        sent = datetime.fromisoformat(one.date).astimezone(ZoneInfo(rhythm.time_zone))
        days[number, sent.date()] += 1
        chosen = instant_of(sent.date(), rhythm)
        fit = chosen <= sent and (sent < chosen + timedelta(hours=1) or 8 <= sent.hour < QUIET_FROM)
        at_night += [] if fit else [f"{rhythm.time_zone} {rhythm.preferred_hour}: {sent}"]
    missed = [number for number in range(1, len(RHYTHMS) + 1) if days[number, sunday] == 0]
    twice = [place for place, count in days.items() if count > 1]
    print(f"{name:11} clocks change on {sunday}: {len(RHYTHMS)} people in {len(ZONES)} zones, {len(arrived)} mails; on "
          f"that Sunday {len(missed)} missed, {len(twice)} twice on any day, {len(at_night)} at night", flush=True)
    if missed or twice or at_night:
        raise SystemExit(f"This must not be: missed {missed}, twice {twice}, at night {at_night}.")


def main() -> None:
    if LIBRARY is None:
        raise SystemExit("libfaketime is not here: apt-get install faketime.")
    for name, database in (("SQLite", on_sqlite), ("PostgreSQL", on_postgresql)):
        if not sys.argv[1:] or name.lower() in sys.argv[1:]:
            for sunday in SUNDAYS:
                measure(name, sunday, database())


if __name__ == "__main__":
    main()
