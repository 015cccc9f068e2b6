"""The hours of the night in which no phone is woken."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from networking_app.prompts.models import PromptSettings


def quiet_until(settings: PromptSettings, zone: str, instant: datetime) -> datetime | None:
    """When the quiet that reigns at `instant` ends, in UTC; None where no quiet reigns."""
    local = instant.astimezone(ZoneInfo(zone))
    if not _is_quiet(local.hour, settings.quiet_from, settings.quiet_until):
        return None
    ends = local.replace(hour=settings.quiet_until, minute=0, second=0, microsecond=0, fold=0)
    if ends <= local.replace(fold=0):
        ends += timedelta(days=1)
    return ends.astimezone(UTC)


def _is_quiet(hour: int, start: int, end: int) -> bool:
    return start <= hour < end if start <= end else hour >= start or hour < end
