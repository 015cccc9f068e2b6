"""How long the QR code of a badge takes, and how large it is: `python -m bench.qr_code`."""

import statistics
import zlib
from collections.abc import Callable
from time import perf_counter

from networking_app.formats.codes import new_code
from networking_app.formats.qr_code import modules, qr_png, qr_svg

ROUNDS = 5
CODES_A_ROUND = 100
BASE = "HTTPS://TIES.EXAMPLE/C/"


def milliseconds(make: Callable[[str], object], texts: list[str]) -> float:
    """Median time of one call, over texts that are all different."""
    times = []
    for text in texts:
        started = perf_counter()
        make(text)
        times.append(perf_counter() - started)
    return statistics.median(times) * 1000


def main() -> None:
    texts = [BASE + new_code() for _ in range(CODES_A_ROUND)]
    qr_svg(texts[0])
    rounds = [(milliseconds(qr_svg, texts), milliseconds(qr_png, texts)) for _ in range(ROUNDS)]
    sizes = [len(qr_svg(text)) for text in texts]
    svg_ms, png_ms = (statistics.median(times) for times in zip(*rounds, strict=True))
    packed = statistics.median(len(zlib.compress(qr_svg(text).encode(), 9)) for text in texts)
    print(f"QR as SVG, level M, {modules(texts[0], 'M')} modules: {svg_ms:.2f} ms (target 1)")
    print(f"  {statistics.median(sizes):.0f} bytes, largest {max(sizes)} (target 2000), deflated {packed:.0f}")
    print(f"QR as PNG, level Q, {modules(texts[0], 'Q')} modules: {png_ms:.2f} ms, {len(qr_png(texts[0]))} bytes")


if __name__ == "__main__":
    main()
