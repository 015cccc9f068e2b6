"""The shapes of the pictures, in the units of their view boxes: pure numbers, no words and no colours."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

# As many dots as can still be told apart on a phone; with more people one dot stands for several.
MOST_DOTS, MOST_SMALL = 260, 60
RADIUS, CENTRE = 100.0, 17.0
_GOLDEN = math.pi * (3 - math.sqrt(5))
WIDTH, HEIGHT = 320.0, 120.0

MUTUAL, INWARD, OUTWARD = KINDS = ("mutual", "inward", "outward")


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    radius: float
    kind: str


def flower(mutual: int, inward: int, outward: int) -> tuple[list[Dot], int]:
    """Dots around the centre as the seeds of a sunflower, the nearest first; and for how many people each stands.

    Nobody is left out: what is there at all has a dot.
    """
    each = _each(mutual + inward + outward, MOST_DOTS)
    kinds = _kinds((mutual, inward, outward), each)
    return [_dot(place, max(len(kinds), 24), kind, CENTRE) for place, kind in enumerate(kinds)], each


def reach_of(dots: Sequence[Dot]) -> int:
    """How far from the centre something is drawn."""
    return math.ceil(max([CENTRE, *(math.hypot(dot.x, dot.y) + dot.radius for dot in dots)])) + 4


def small_flowers(numbers: Sequence[tuple[int, int, int]]) -> tuple[list[list[Dot]], int]:
    """One for each (mutual, inward, outward), all in one scale: the fewer there are, the smaller it is."""
    each = _each(max(map(sum, numbers), default=0), MOST_SMALL)
    flowers = [_kinds(one, each) for one in numbers]
    room = max([12, *map(len, flowers)])
    return [[_dot(place, room, kind) for place, kind in enumerate(kinds)] for kinds in flowers], each


def _each(people: int, most: int) -> int:
    return max(1, math.ceil(people / most))


def _kinds(numbers: tuple[int, int, int], each: int) -> list[str]:
    return [kind for kind, number in zip(KINDS, numbers, strict=True) for _dot in range(math.ceil(number / each))]


def _dot(place: int, room: int, kind: str, centre: float = 0) -> Dot:
    # Each of as many as there is room for has the same share of the ring between the centre and the edge.
    share = (RADIUS**2 - centre**2) / room
    distance = math.sqrt(centre**2 + share * (place + 0.5))
    angle = place * _GOLDEN
    size = min(math.sqrt(share) * 0.7, 10 if centre else RADIUS)
    return Dot(round(distance * math.cos(angle), 1), round(distance * math.sin(angle), 1), round(size, 2), kind)


def stairs(days: Sequence[tuple[date, int, int]], today: date) -> list[str]:
    """The paths of two numbers that stay until the day on which they grow, from the first day until today."""
    if not days:
        return ["", ""]
    first, last = days[0][0], days[-1][0]
    until = max(today, last, first + timedelta(days=1))
    ends = [*(on for on, _people, _known in days[1:]), until]
    places = [WIDTH * (on - first).days / (until - first).days for on in ends]
    people, known = [one[1] for one in days], [one[2] for one in days]
    most = max(people[-1], known[-1], 1)
    return [_stair([HEIGHT - HEIGHT * number / most for number in numbers], places) for numbers in (people, known)]


def _stair(heights: Sequence[float], places: Sequence[float]) -> str:
    steps = zip(heights, places, strict=True)
    return f"M0 {_n(HEIGHT)}" + "".join(f"V{_n(height)}H{_n(place)}" for height, place in steps)


def _n(value: float) -> str:
    return f"{value:.1f}"
