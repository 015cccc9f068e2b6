"""Render the app icons from the mark: two people, one tie. Run from the project root."""

from pathlib import Path

from PIL import Image, ImageDraw

ICONS = Path("static/icons")
NIGHT, WHITE, SUN = "#0d292a", "#ffffff", "#ffc02e"
GRID, FINE = 32, 4
Point = tuple[float, float]


def curve(start: Point, one: Point, two: Point, end: Point, steps: int = 240) -> list[Point]:
    """Points of a cubic Bezier curve, in grid units."""
    return [_between(start, one, two, end, step / steps) for step in range(steps + 1)]


def _between(start: Point, one: Point, two: Point, end: Point, t: float) -> Point:
    shares = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    corners = tuple(zip(shares, (start, one, two, end), strict=True))
    return sum(share * x for share, (x, _) in corners), sum(share * y for share, (_, y) in corners)


STROKES: list[tuple[str, list[Point]]] = [
    (WHITE, [(8, 14.5 + step / 10) for step in range(131)]),
    (SUN, curve((24, 14.5), (24, 18.5), (18.5, 20.2), (9, 20.4))),
    (SUN, curve((9, 20.4), (18.5, 20.6), (22.5, 23.3), (24, 27.5))),
]
HEADS: list[tuple[str, Point]] = [(WHITE, (8, 5.8)), (SUN, (24, 5.8))]


def icon(size: int, mark_share: float, corner_share: float) -> Image.Image:
    """A square icon of `size` pixels; the mark spans `mark_share` of it."""
    edge = size * FINE
    image = Image.new("RGBA", (edge, edge))
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((0, 0, edge - 1, edge - 1), edge * corner_share, fill=NIGHT)
    scale = edge * mark_share / GRID
    shift = (edge - scale * GRID) / 2

    def dot(centre: Point, radius: float, colour: str) -> None:
        x, y, reach = shift + centre[0] * scale, shift + centre[1] * scale, radius * scale
        pen.ellipse((x - reach, y - reach, x + reach, y + reach), fill=colour)

    for colour, points in STROKES:
        for point in points:
            dot(point, 2.6, colour)
    for colour, centre in HEADS:
        dot(centre, 3.9, colour)
    return image.resize((size, size), Image.Resampling.LANCZOS)


def main() -> None:
    for name, size, mark_share, corner_share in (
        ("icon-192", 192, 0.66, 0.22),
        ("icon-512", 512, 0.66, 0.22),
        ("maskable-512", 512, 0.52, 0),
        ("apple-touch-icon", 180, 0.62, 0),
        ("badge-96", 96, 0.7, 0),
    ):
        drawn = icon(size, mark_share, corner_share).quantize(64, Image.Quantize.FASTOCTREE)
        drawn.save(ICONS / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
