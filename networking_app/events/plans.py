"""The plan an event starts with, and steps as they are stored in one."""

from collections.abc import Iterable
from dataclasses import asdict

from flask_babel import gettext as _

from networking_app.follow_ups.planning import ALWAYS, PROMISED, UNANSWERED, Step


def default_steps() -> list[Step]:
    """What works in practice: thanks at once, promises first, one bump, then a hello that asks for nothing."""
    return [
        Step("thanks", 1, _("Say thank you"), _("Where you met, one thing you talked about, no pitch."), ALWAYS),
        Step("promise", 2, _("Send what you promised"), _("Before anything else: it is what they remember."), PROMISED),
        Step("bump", 8, _("Ask once more"), _("One short line; no guilt, an easy way to answer."), UNANSWERED),
        Step("hello", 90, _("Say hello"), _("Ask for nothing: share something they would like."), ALWAYS),
    ]


def as_rows(steps: list[Step]) -> list[dict]:
    """Steps as they are stored in a plan."""
    return [asdict(step) for step in steps]


def steps_from(rows: Iterable[dict]) -> list[Step]:
    return [Step(row["key"], row["days"], row["title"], row.get("hint", ""), row["condition"]) for row in rows]
