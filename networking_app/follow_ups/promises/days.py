"""Days as people name them, counted from the day on which they are named."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

from networking_app.follow_ups.promises.tongue import Meaning

Numbers = Mapping[str, int]
FRIDAY, SATURDAY = 4, 5


def ahead(days: int) -> Meaning:
    return lambda numbers, today: today + timedelta(days=days)


def days_ahead(numbers: Numbers, today: date) -> date:
    return today + timedelta(days=numbers["n"])


def weeks_ahead(numbers: Numbers, today: date) -> date:
    return today + timedelta(days=7 * numbers["n"])


def months_ahead(numbers: Numbers, today: date) -> date | None:
    return _in_month(today, numbers["n"], today.day)


def coming(numbers: Numbers, today: date) -> date:
    """The next day of that name after today."""
    return today + timedelta(days=(numbers["w"] - today.weekday() - 1) % 7 + 1)


def of_next_week(numbers: Numbers, today: date) -> date:
    """The day of that name in the week that begins next Monday; that Monday when none is named."""
    return _monday(today) + timedelta(days=7 + numbers.get("w", 0))


def end_of_week(numbers: Numbers, today: date) -> date:
    return max(_monday(today) + timedelta(days=FRIDAY), today)


def end_of_next_week(numbers: Numbers, today: date) -> date:
    return _monday(today) + timedelta(days=7 + FRIDAY)


def weekend(numbers: Numbers, today: date) -> date:
    return max(_monday(today) + timedelta(days=SATURDAY), today)


def next_weekend(numbers: Numbers, today: date) -> date:
    return _monday(today) + timedelta(days=7 + SATURDAY)


def end_of_month(numbers: Numbers, today: date) -> date | None:
    return _in_month(today, 0, 31)


def next_month(numbers: Numbers, today: date) -> date | None:
    return _in_month(today, 1, 1)


def end_of_next_month(numbers: Numbers, today: date) -> date | None:
    return _in_month(today, 1, 31)


def end_of_year(numbers: Numbers, today: date) -> date:
    return date(today.year, 12, 31)


def next_year(numbers: Numbers, today: date) -> date:
    return date(today.year + 1, 1, 1)


def month(day: int) -> Meaning:
    """That day of the named month, or the last one that it has."""
    return lambda numbers, today: _in_month(today, (numbers["m"] - today.month - 1) % 12 + 1, day)


def on_day(day_and_month: tuple[int, int]) -> Meaning:
    day, number = day_and_month
    return lambda numbers, today: _next(today, number, day)


def day_of_month(numbers: Numbers, today: date) -> date | None:
    """The next day with that number."""
    here = _exactly(today.year, today.month, numbers["d"])
    first = _in_month(today, 1, 1)
    return here if here and here > today else _exactly(first.year, first.month, numbers["d"]) if first else None


def calendar_day(numbers: Numbers, today: date) -> date | None:
    """Day and month, with a year or without."""
    if "y" not in numbers:
        return _next(today, numbers["m"], numbers["d"])
    year = numbers["y"]
    return _exactly(year if year > 99 else 2000 + year, numbers["m"], numbers["d"])


def either_way_round(numbers: Numbers, today: date) -> date | None:
    """Day and month in an order that differs from country to country: only where there is but one way to read it."""
    first, second = numbers["d"], numbers["m"]
    if first == second or first > 12:
        return calendar_day(numbers, today)
    return calendar_day({**numbers, "d": second, "m": first}, today) if second > 12 else None


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _in_month(today: date, months: int, day: int) -> date | None:
    years, number = divmod(today.month - 1 + months, 12)
    year = today.year + years
    return date(year, number + 1, min(day, monthrange(year, number + 1)[1])) if year <= 9998 else None


def _next(today: date, number: int, day: int) -> date | None:
    this_year = _exactly(today.year, number, day)
    return this_year if this_year and this_year >= today else _exactly(today.year + 1, number, day)


def _exactly(year: int, number: int, day: int) -> date | None:
    try:
        return date(year, number, day)
    except ValueError:
        return None
