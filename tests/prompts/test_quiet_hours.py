"""No phone is woken at night, whatever the clocks do in it."""

from datetime import UTC, datetime

import pytest

from networking_app.prompts.models import PromptSettings
from networking_app.prompts.quiet_hours import quiet_until


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(("start", "end", "zone", "instant", "ends"), [
    (21, 8, "Europe/Berlin", "2026-11-22T12:00+01:00", None),
    (21, 8, "Europe/Berlin", "2026-11-22T20:59+01:00", None),
    (21, 8, "Europe/Berlin", "2026-11-22T21:00+01:00", "2026-11-23T08:00+01:00"),
    (21, 8, "Europe/Berlin", "2026-11-23T00:00+01:00", "2026-11-23T08:00+01:00"),
    (21, 8, "Europe/Berlin", "2026-11-23T07:59+01:00", "2026-11-23T08:00+01:00"),
    (21, 8, "Europe/Berlin", "2026-11-23T08:00+01:00", None),
    (21, 8, "America/Los_Angeles", "2026-11-23T08:00+01:00", "2026-11-23T08:00-08:00"),
    (21, 8, "Asia/Kathmandu", "2026-11-23T02:00+05:45", "2026-11-23T08:00+05:45"),
    (1, 5, "UTC", "2026-11-23T00:59+00:00", None),
    (1, 5, "UTC", "2026-11-23T01:00+00:00", "2026-11-23T05:00+00:00"),
    (0, 0, "UTC", "2026-11-23T00:00+00:00", None),
    (7, 7, "UTC", "2026-11-23T07:30+00:00", None),
    # The night is an hour shorter, an hour longer; the hour at which the quiet ends is left out, or comes twice.
    (21, 8, "Europe/Berlin", "2026-03-28T23:00+01:00", "2026-03-29T08:00+02:00"),
    (21, 8, "Europe/Berlin", "2026-10-24T23:00+02:00", "2026-10-25T08:00+01:00"),
    (21, 2, "Europe/Berlin", "2026-03-29T01:30+01:00", "2026-03-29T03:00+02:00"),
    (21, 3, "Europe/Berlin", "2026-10-25T02:30+02:00", "2026-10-25T03:00+01:00"),
    (21, 3, "Europe/Berlin", "2026-10-25T02:30+01:00", "2026-10-25T03:00+01:00"),
])  # fmt: skip
def test_the_quiet_ends_at_its_hour(start: int, end: int, zone: str, instant: str, ends: str | None) -> None:
    settings = PromptSettings(quiet_from=start, quiet_until=end)
    assert quiet_until(settings, zone, at(instant)) == (at(ends) if ends else None)
