"""The shapes of the pictures say what the numbers say."""

import math
import re
from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from networking_app.standing.pictures import HEIGHT, INWARD, KINDS, OUTWARD, RADIUS, WIDTH, columns, flower, stair

NUMBERS = st.integers(0, 4000)
DAY = date(2026, 3, 1)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_there_is_a_dot_for_each_and_none_lies_outside(mutual: int, inward: int, outward: int) -> None:
    dots, each = flower(mutual, inward, outward)
    counts = Counter(dot.kind for dot in dots)
    for kind, number in zip(KINDS, (mutual, inward, outward), strict=True):
        assert counts[kind] == math.ceil(number / each)
    assert all(math.hypot(dot.x, dot.y) <= RADIUS and dot.radius > 0.5 for dot in dots)


@given(st.integers(1, 260))
def test_no_two_dots_lie_on_each_other(number: int) -> None:
    dots, each = flower(number, 0, 0)
    gaps = [math.hypot(one.x - other.x, one.y - other.y) - 2 * one.radius
            for place, one in enumerate(dots) for other in dots[place + 1:place + 40]]
    assert each == 1 and min(gaps, default=0) > -0.2


@given(st.dictionaries(st.integers(0, 500), st.integers(1, 9), min_size=1, max_size=20))
def test_the_stair_ends_at_the_top_and_on_the_right(gains: dict[int, int]) -> None:
    total, days = 0, []
    for day in sorted(gains):
        total += gains[day]
        days.append((DAY + timedelta(days=day), total))
    path = stair(days, DAY + timedelta(days=600))
    steps = [(float(y), float(x)) for y, x in re.findall(r"V([\d.]+)H([\d.]+)", path)]
    assert len(steps) == len(days) and steps == sorted(steps, key=lambda step: (-step[0], step[1]))
    assert steps[-1] == (0.0, WIDTH)


def test_a_stair_of_today_alone_is_one_step() -> None:
    assert stair([(DAY, 3)], DAY) == "M0 120.0V0.0H320.0" and stair([], DAY) == ""


@given(st.lists(st.tuples(NUMBERS, NUMBERS), max_size=12))
def test_columns_are_as_high_as_their_numbers(numbers: list[tuple[int, int]]) -> None:
    bars, most = columns(numbers), max((one for pair in numbers for one in pair), default=0) or 1
    assert [bar.kind for bar in bars] == [INWARD, OUTWARD] * len(numbers)
    for bar, number in zip(bars, (one for pair in numbers for one in pair), strict=True):
        assert abs(bar.height - HEIGHT * number / most) < 0.1 and 0 <= bar.x and bar.x + bar.width <= WIDTH
