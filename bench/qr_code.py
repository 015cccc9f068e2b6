"""How long the QR codes of a badge take, and how large they are: `python -m bench.qr_code`."""

import statistics
import zlib
from collections.abc import Callable, Sequence
from time import perf_counter

from networking_app.formats.codes import new_code
from networking_app.formats.name_fragment import name_fragment
from networking_app.formats.qr_code import modules, qr_png, qr_svg
from networking_app.formats.small_vcard import small_vcard
from networking_app.formats.vcard import Vcard

ROUNDS = 5
CODES_A_ROUND = 100
BASE = "HTTPS://TIES.EXAMPLE/C/"
NAMES = ["Ada Lovelace", "Bartholomäus Grill", "Cher", "Mary Jane Watson", "Zoë Bell", "山田 太郎", "김 철수"]
Code = tuple[str, ...]


def milliseconds(make: Callable[..., object], codes: Sequence[Code]) -> float:
    """Median time of one call, over codes that are all different."""
    times = []
    for segments in codes:
        started = perf_counter()
        make(*segments)
        times.append(perf_counter() - started)
    return statistics.median(times) * 1000


def report(what: str, codes: Sequence[Code], target: str) -> None:
    drawn = [qr_svg(*segments) for segments in codes]
    taken = statistics.median(milliseconds(qr_svg, codes) for _ in range(ROUNDS))
    sides, sizes = [modules(*segments, level="M") for segments in codes], [len(svg) for svg in drawn]
    packed = statistics.median(len(zlib.compress(svg.encode(), 9)) for svg in drawn)
    print(f"{what}, SVG, level M, {min(sides)} to {max(sides)} modules: {taken:.2f} ms (target 1)")
    print(f"  {statistics.median(sizes):.0f} bytes, largest {max(sizes)}{target}, deflated {packed:.0f}")


def main() -> None:
    names = [NAMES[number % len(NAMES)] for number in range(CODES_A_ROUND)]
    bare = [(BASE + new_code(),) for _ in names]
    named = [(BASE + new_code(), f"#{name_fragment(name)}") for name in names]
    report("Address and first name", named, " (target 2000)")
    report("Address alone", bare, " (target 2000)")
    report("Contact", [(_contact(name, number),) for number, name in enumerate(names)], "")
    taken = statistics.median(milliseconds(qr_png, bare) for _ in range(ROUNDS))
    side, size = modules(*bare[0], level="Q"), len(qr_png(*bare[0]))
    print(f"To print, PNG, level Q, {side} modules: {taken:.2f} ms, {size} bytes")


def _contact(name: str, number: int) -> str:
    ways = {"tels": (("", f"+44 20 7946 0{number:03}"),), "emails": (("", f"ada{number}@engine.example"),)}
    return small_vcard(Vcard(name, "Analytical Engines", "Programmer", **ways))


if __name__ == "__main__":
    main()
