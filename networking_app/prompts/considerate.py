"""What was queued in time can be delivered late: then it waits for a fit moment again."""

from collections.abc import Callable
from datetime import datetime

from networking_app.clock import now
from networking_app.follow_ups.planning import Rhythm
from networking_app.prompts.moments import Quiet, first_fit, first_waking
from networking_app.prompts.people import people
from networking_app.prompts.queue import Claimed

MOMENTS: dict[str, Callable[[datetime, Rhythm, Quiet], datetime]] = {
    "digest": first_fit, "webhook": first_fit, "push": first_waking,
}


def earliest(row: Claimed) -> datetime:
    """When that row may be delivered: now, or later where it is a prompt and its reader is not to be reached now."""
    at, moment = now(), MOMENTS.get(row.kind)
    readers = people([row.user_id]) if moment and row.user_id and not row.payload.get("shown") else []
    return moment(at, readers[0].rhythm, readers[0].quiet) if moment and readers else at
