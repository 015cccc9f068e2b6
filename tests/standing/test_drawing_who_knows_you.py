"""The shapes of the pictures say what the numbers say."""

import math
import re
from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from networking_app.standing.pictures import HEIGHT, KINDS, RADIUS, WIDTH, flower, small_flowers, stairs

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


@given(st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), max_size=9))
def test_small_flowers_have_one_scale_and_leave_nobody_out(events: list[tuple[int, int, int]]) -> None:
    flowers, each = small_flowers(events)
    for dots, numbers in zip(flowers, events, strict=True):
        assert Counter(dot.kind for dot in dots) == Counter(
            {kind: math.ceil(number / each) for kind, number in zip(KINDS, numbers, strict=True) if number})
        assert all(math.hypot(dot.x, dot.y) <= RADIUS for dot in dots)
    assert len({dot.radius for dots in flowers for dot in dots}) <= 1


@given(st.dictionaries(st.integers(0, 500), st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=20))
def test_the_stairs_end_on_the_right_and_as_high_as_their_numbers(gains: dict[int, tuple[int, int]]) -> None:
    people, known, days = 0, 0, []
    for day, (came, met) in sorted(gains.items()):
        people, known = people + came, known + met
        days.append((DAY + timedelta(days=day), people, known))
    for path, last in zip(stairs(days, DAY + timedelta(days=600)), (people, known), strict=True):
        steps = [(float(y), float(x)) for y, x in re.findall(r"V([\d.]+)H([\d.]+)", path)]
        assert len(steps) == len(days) and steps == sorted(steps, key=lambda step: (-step[0], step[1]))
        assert steps[-1][1] == WIDTH and abs(steps[-1][0] - HEIGHT * (1 - last / max(people, known, 1))) < 0.1


def test_a_stair_of_today_alone_is_one_step() -> None:
    assert stairs([(DAY, 3, 1)], DAY) == ["M0 120.0V0.0H320.0", "M0 120.0V80.0H320.0"] and stairs([], DAY) == ["", ""]
