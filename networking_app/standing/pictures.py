"""The shapes of the pictures, in the units of their view boxes: pure numbers, no words and no colours."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

# As many dots as can still be told apart on a phone; with more people one dot stands for several.
MOST_DOTS = 260
RADIUS, CENTRE = 100.0, 17.0
_GOLDEN = math.pi * (3 - math.sqrt(5))
WIDTH, HEIGHT = 320.0, 120.0
MOST_EVENTS, WIDEST = 12, 22.0

MUTUAL, INWARD, OUTWARD = KINDS = ("mutual", "inward", "outward")


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    radius: float
    kind: str


@dataclass(frozen=True)
class Bar:
    """One column; `kind` is INWARD for those who know the person, OUTWARD for those whom the person knows."""

    x: float
    y: float
    width: float
    height: float
    kind: str


def flower(mutual: int, inward: int, outward: int) -> tuple[list[Dot], int]:
    """Dots around the centre as the seeds of a sunflower, the nearest first; and for how many people each stands.

    Nobody is left out: what is there at all has a dot.
    """
    each = max(1, math.ceil((mutual + inward + outward) / MOST_DOTS))
    kinds = [kind for kind, number in zip(KINDS, (mutual, inward, outward), strict=True)
             for _dot in range(math.ceil(number / each))]
    return [_dot(place, len(kinds), kind) for place, kind in enumerate(kinds)], each


def _dot(place: int, dots: int, kind: str) -> Dot:
    # Each dot has the same share of the ring between the centre and the edge.
    share = math.pi * (RADIUS**2 - CENTRE**2) / max(dots, 24)
    distance = math.sqrt(CENTRE**2 + share * (place + 0.5) / math.pi)
    angle = place * _GOLDEN
    size = min(math.sqrt(share / math.pi) * 0.7, 10)
    return Dot(round(distance * math.cos(angle), 1), round(distance * math.sin(angle), 1), round(size, 2), kind)


def stair(days: Sequence[tuple[date, int]], today: date) -> str:
    """The path of a number that stays until the day on which it grows, from its first day until today."""
    if not days:
        return ""
    first, most = days[0][0], days[-1][1]
    until = max(today, days[-1][0], first + timedelta(days=1))
    span = (until - first).days
    steps = (f"V{_n(HEIGHT - HEIGHT * people / most)}H{_n(WIDTH * (ends - first).days / span)}"
             for (_on, people), (ends, _next) in pairwise([*days, (until, most)]))
    return f"M0 {_n(HEIGHT)}" + "".join(steps)


def columns(numbers: Sequence[tuple[int, int]]) -> list[Bar]:
    """Two columns side by side for each pair of numbers, from the first on; the highest is as high as the picture."""
    most = max((number for pair in numbers for number in pair), default=0) or 1
    step = WIDTH / max(len(numbers), 4)
    width = min(step * 0.36, WIDEST)
    return [
        Bar(round(step * at + step / 2 + side * width, 1), round(HEIGHT - HEIGHT * number / most, 1), round(width, 1),
            round(HEIGHT * number / most, 1), kind)
        for at, pair in enumerate(numbers)
        for side, number, kind in zip((-1, 0), pair, (INWARD, OUTWARD), strict=True)
    ]


def _n(value: float) -> str:
    return f"{value:.1f}"
