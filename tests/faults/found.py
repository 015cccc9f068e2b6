"""What the database holds of the people of some trials."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy import select, text

from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.my.arrivals import Arrival
from networking_app.ties.models import Encounter, Interaction, Note, Scan, Tie, TieTag


@dataclass
class Found:
    """Rows of one person by table."""

    scans: list[Any] = field(default_factory=list)
    ties: list[Any] = field(default_factory=list)
    encounters: list[Any] = field(default_factory=list)
    notes: list[Any] = field(default_factory=list)
    contacts: list[Any] = field(default_factory=list)
    tags: list[Any] = field(default_factory=list)
    steps: list[Any] = field(default_factory=list)
    arrivals: list[Any] = field(default_factory=list)


TABLES: dict[str, Any] = {
    "scans": Scan, "ties": Tie, "encounters": Encounter, "notes": Note, "contacts": Interaction, "tags": TieTag,
    "steps": FollowUp, "arrivals": Arrival,
}


def file_is_whole(app: Flask) -> str:
    """What SQLite says of its file after all that: "ok", or what is broken; empty for another database."""
    with app.app_context(), db.engine.connect().execution_options(writes=False) as connection:
        if connection.dialect.name != "sqlite":
            return ""
        said = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check"))]
        orphans = [f"orphan in {row[0]}" for row in connection.execute(text("PRAGMA foreign_key_check"))]
        return ", ".join(said + orphans)


def found(app: Flask, owners: Iterable[int]) -> dict[int, Found]:
    """Of each of these people what there is."""
    ids, rows = list(owners), defaultdict(Found)
    with app.app_context():
        connection = db.engine.connect().execution_options(writes=False)
        with connection:
            for name, model in TABLES.items():
                table = model.__table__
                for row in connection.execute(select(table).where(table.c.owner_id.in_(ids)).order_by(table.c.id)):
                    getattr(rows[row.owner_id], name).append(row)
    return rows
