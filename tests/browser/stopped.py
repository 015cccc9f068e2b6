"""A page whose clock stands still."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page


def stop_clock(page: Page) -> None:
    """Before it is opened: what it gives up waiting for, or takes away, after a while stays until the clock is moved,
    however slow the machine is."""
    now = datetime.now(UTC)
    page.clock.install(time=now - timedelta(hours=1))
    page.clock.pause_at(now)
