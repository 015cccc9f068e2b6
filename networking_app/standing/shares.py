"""Shares of people, as they are shown."""


def percent(part: int, whole: int) -> int | None:
    """How many of a hundred, halves upwards; None of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else None
