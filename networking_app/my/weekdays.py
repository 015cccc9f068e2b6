"""The days of the week as people and as bits (bit 0 is Monday) know them."""

from flask_babel import get_locale


def days_in(bits: int) -> list[int]:
    """The days of a set: 0 is Monday."""
    return [day for day in range(7) if bits >> day & 1]


def weekdays() -> list[tuple[int, str]]:
    """(number, name) of each day in the reader's language, in the order of their week."""
    locale = get_locale()
    start = locale.first_week_day
    return [(day, locale.days["stand-alone"]["wide"][day]) for day in ((start + ahead) % 7 for ahead in range(7))]
