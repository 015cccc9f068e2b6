"""Where somebody was and when: the events they attend, read once for many scans."""

from datetime import datetime, timedelta
from typing import NamedTuple

from networking_app.events.models import AROUND
from networking_app.extensions import run
from networking_app.follow_ups.planning import day_of_event
from networking_app.ties.meeting import MetAt
from networking_app.ties.recording import FoundBadge, event_of_badge
from networking_app.ties.scanned_text import TYPED_LATER
from networking_app.ties.statements_for_many import ATTENDED


class Stay(NamedTuple):
    """An event somebody attends."""

    event_id: int
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    cancelled_at: datetime | None

    def around(self, at: datetime, by: timedelta) -> bool:
        return self.starts_at - by <= at <= self.ends_at + by


class Whereabouts:
    """The events around the given times that somebody attends, and those they join meanwhile."""

    def __init__(self, owner_id: int, times: list[datetime]) -> None:
        # Short codes can be typed long after an event, so that reaches further back than a running event.
        window = {"owner_id": owner_id, "until": max(times) + AROUND, "since": min(times) - TYPED_LATER}
        self._stays = {row[0]: Stay(*row) for row in run(ATTENDED, window)}
        self.joined: set[int] = set()

    def attends(self, event_id: int) -> bool:
        return event_id in self._stays

    def join(self, badge: FoundBadge) -> None:
        """Count the badge's event among those attended."""
        if badge.event_id and badge.starts_at and badge.ends_at and badge.time_zone:
            stay = Stay(badge.event_id, badge.starts_at, badge.ends_at, badge.time_zone, badge.cancelled_at)
            self._stays.setdefault(badge.event_id, stay)
            self.joined.add(badge.event_id)

    def met_at(self, badge: FoundBadge, at: datetime) -> MetAt | None:
        """The badge's event if `at` lies around it, else the event the person was at, else none."""
        return event_of_badge(badge, at) or self._running(at)

    def _running(self, at: datetime) -> MetAt | None:
        near = [stay for stay in self._stays.values() if not stay.cancelled_at and stay.around(at, AROUND)]
        near.sort(key=lambda stay: stay.starts_at, reverse=True)
        strictly = [stay for stay in near if stay.around(at, timedelta(0))]
        found = next(iter(strictly or near), None)
        return MetAt(found.event_id, day_of_event(*found[1:4])) if found else None
