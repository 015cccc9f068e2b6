"""What was queued in time can be delivered late: then it waits for a fit moment again."""

from collections.abc import Callable, Collection
from datetime import datetime

from networking_app.clock import now
from networking_app.follow_ups.planning import Rhythm
from networking_app.prompts.moments import Quiet, first_fit, first_waking
from networking_app.prompts.people import Person, people
from networking_app.prompts.queue import Claimed

MOMENTS: dict[str, Callable[[datetime, Rhythm, Quiet], datetime]] = {
    "digest": first_fit, "webhook": first_fit, "push": first_waking,
}


class Readers:
    """Those whom some rows are for, as far as they are to be treated with consideration."""

    def __init__(self, rows: Collection[Claimed]) -> None:
        ids = {row.user_id for row in rows if row.user_id and row.kind in MOMENTS}
        self._by_id: dict[int, Person] = {reader.id: reader for reader in people(ids)} if ids else {}

    def earliest(self, row: Claimed) -> datetime:
        """When that row may be delivered: now, or later where it is a prompt and its reader is not to be reached now.

        What somebody asked to be shown at once does not wait.
        """
        reader, moment = self._by_id.get(row.user_id or 0), MOMENTS.get(row.kind)
        if reader is None or moment is None or row.payload.get("shown"):
            return now()
        return moment(now(), reader.rhythm, reader.quiet)
