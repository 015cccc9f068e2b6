"""What an introduction is to one of the three whom it concerns: pure, of one row. Nobody else is ever shown it.

A no is silent: to the others the row stays as it is until it runs out, as one that nobody answered does.
"""

from datetime import datetime

from networking_app.introductions.models import Introduction

ASKED_OF_ME = "asked of me"  # the connector has not said yet whether they pass it on
ASKED = "asked"  # I asked, the connector has not passed it on
WAITING = "waiting"  # for my word
AGREED = "agreed"  # I said yes; what the other says I do not know
OFFERED = "offered"  # I am the connector and wait for their words
MADE = "made"
OVER = "over"  # it did not come about


def state_for(found: Introduction, user_id: int, at: datetime) -> str | None:
    """What that user sees of it at that instant; None when they are to see nothing."""
    if user_id not in found.people:
        return None
    if found.made_at:
        return MADE
    late = found.expires_at <= at
    return _for_connector(found, late) if user_id == found.connector_id else _for_side(found, user_id, late)


def _for_connector(found: Introduction, late: bool) -> str | None:
    if found.offered_at is None:
        return None if found.closed_at or late else ASKED_OF_ME
    if found.closed_at:
        # Who took it back knows; the connector who only passed it on is told that it is over.
        return OVER if found.asked_at else None
    return OVER if late else OFFERED


def _for_side(found: Introduction, user_id: int, late: bool) -> str | None:
    said_yes = found.side(user_id).yes_at
    if found.side(user_id).no_at:
        return None
    if found.offered_at is None:
        # Also when the connector has declined: that is silent.
        return (OVER if late else ASKED) if said_yes else None
    if said_yes:
        return OVER if found.closed_at or late else AGREED
    return None if found.closed_at or late else WAITING
