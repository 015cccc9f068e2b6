"""The whole of one's data as JSON: complete, where the other files of the export hold what their formats can."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from networking_app.cards.models import Card
from networking_app.events.models import Attendance
from networking_app.my.gathering import Belongings
from networking_app.my.weekdays import days_in
from networking_app.ties.models import Tie

CARD = ("id", "label", "full_name", "pronouns", "title", "org", "note", "offers", "asks", "circles", "ways",
        "held_back", "created_at", "updated_at")
SHOWN = ("pronouns", "title", "org", "note", "offers", "asks")
TIE = ("id", "name", "origin", "org", "title", "email", "tel", "url", "last_met_at", "created_at")
EVENT = ("id", "summary", "location", "description", "kind", "circles", "starts_at", "ends_at", "time_zone",
         "cancelled_at")
AIMS = ("joined_at", "organizer_since", "offer", "reason", "outside_percent", "listed_at")
FOLLOW_UP = ("event_id", "source", "title", "hint", "condition", "due_on", "snoozed_until", "completed_at",
             "skipped_at", "withdrawn_at")
OWED = ("kind", "side", "text", "due_on", "opened_at", "closed_at", "thanked_at")
REMINDERS = ("digest", "quiet_from", "quiet_until", "names_on_screen", "tone", "feed_component")
# Codes and tokens are keys, not data: whoever finds the file must not be able to use them.
BADGE = ("id", "card_id", "event_id", "created_at", "revoked_at")


def write_everything(own: Belongings) -> str:
    """The document; times are UTC in ISO 8601, days the owner's local ones."""
    content = {
        "account": _account(own),
        "cards": _rows(own.cards, CARD),
        "badges": _rows(own.badges, BADGE),
        "events": [_event(one) for one in own.attendances],
        "targets": _rows(own.targets, ("event_id", "text", "found_at", "created_at")),
        "own_follow_up_plans": _rows(own.plans, ("event_id", "steps")),
        "ties": [_tie(own, tie) for tie in own.ties],
        "cadences": _rows(own.cadences, ("tie_id", "tag", "event_id", "days", "created_at")),
        "scans": _rows(own.scans, ("badge_id", "encounter_id", "via", "scanned_at", "received_at")),
        "sessions": _rows(own.sessions, ("device", "created_at", "last_seen_at")),
        "reminders": _reminders(own),
        "push_devices": _rows(own.push_devices, ("device", "created_at", "reached_at")),
        "blocked": list(own.blocked_names),
        "own_words": _rows(own.own_words, ("occasion", "tone", "text", "updated_at")),
        **own.introductions,
        **own.remembered,
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def _account(own: Belongings) -> dict[str, Any]:
    account = _row(own.user, ("name", "time_zone", "preferred_hour", "created_at"))
    account["days_off"] = days_in(own.user.days_off)
    account["addresses"] = _rows(own.user.addresses, ("email", "verified_at"))
    return account


def _reminders(own: Belongings) -> dict[str, Any]:
    """How they want to be reminded; of the calendar's address and the webhook's secret only that there is one."""
    webhook = _row(own.webhook, ("url", "created_at", "reached_at")) if own.webhook else None
    return {**_row(own.reminders, REMINDERS), "calendar": own.reminders.feed_hash is not None, "webhook": webhook}


def _event(attendance: Attendance) -> dict[str, Any]:
    event = attendance.event
    return _row(event, EVENT) | {"series": event.series.summary if event.series else None} | _row(attendance, AIMS)


def _tie(own: Belongings, tie: Tie) -> dict[str, Any]:
    return _row(tie, TIE) | {
        "card": _shown(tie.card) if tie.card else None,
        "encounters": _rows(tie.encounters, ("id", "event_id", "met_at", "line")),
        "notes": _rows(tie.notes, ("encounter_id", "text", "written_at")),
        "tags": [tag.name for tag in tie.tags],
        "interactions": _rows(tie.interactions, ("channel", "direction", "with_ask", "happened_at")),
        "owed": _rows(own.owed_of.get(tie.id, ()), OWED),
        "follow_ups": _rows(own.steps_of.get(tie.id, ()), FOLLOW_UP),
    }


def _shown(card: Card) -> dict[str, Any]:
    """Another person's card: what they show, no more."""
    ways = [{key: way[key] for key in ("kind", "value", "label") if key in way} for way in card.shown_ways()]
    words = {name: card.shown(name) for name in SHOWN}
    return {"full_name": card.full_name, **words, "circles": card.shown_circles, "ways": ways}


def _rows(rows: Iterable[object], names: tuple[str, ...]) -> list[dict[str, Any]]:
    return [_row(row, names) for row in rows]


def _row(row: object, names: tuple[str, ...]) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in names}
    return {name: value.isoformat() if isinstance(value, (date, datetime)) else value for name, value in values.items()}
