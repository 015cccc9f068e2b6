"""The only clock of the application."""

from datetime import UTC, datetime, timedelta

# A request may take as long as this to get here: a clock that differs less is taken to be right.
ON_THE_WAY = timedelta(seconds=20)
# Before anything that is kept.
LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)


def now() -> datetime:
    """The current instant, aware, in UTC."""
    return datetime.now(UTC)


def milliseconds(at: datetime) -> int:
    """That instant in milliseconds since 1970."""
    return round(at.timestamp() * 1000)


def offset_from(sent_at: datetime) -> int:
    """Seconds to add to the times of a phone whose clock said `sent_at` when it sent them; 0 if its clock is right."""
    # What one phone does in two requests keeps its order only while a slow network does not count as a slow clock.
    behind = now() - sent_at
    return round(behind.total_seconds()) if abs(behind) > ON_THE_WAY else 0
