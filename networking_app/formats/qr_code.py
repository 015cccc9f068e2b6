"""QR codes as SVG and PNG, black on white with the quiet zone of four modules (ISO/IEC 18004)."""

import io
import re
from collections.abc import Iterator

from PIL import Image

from networking_app.formats.qr_matrix import matrix
from networking_app.formats.qr_segments import fitted_version

QUIET_ZONE = 4

_DARK_RUNS = re.compile("1+")


def qr_svg(*segments: str, level: str = "M") -> str:
    """An SVG without a size of its own; ValueError if the segments are too long for a QR code."""
    rows = matrix(*segments, level=level)
    side = len(rows) + 2 * QUIET_ZONE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<rect width="{side}" height="{side}" fill="#fff"/>'
        f'<path stroke="#000" d="{"".join(_strokes(rows))}"/></svg>'
    )


def qr_png(*segments: str, level: str = "Q", scale: int = 12) -> bytes:
    """A one-bit PNG with `scale` pixels a module; ValueError if the segments are too long for a QR code."""
    rows = matrix(*segments, level=level)
    side = len(rows)
    code = Image.frombytes("L", (side, side), bytes(255 * (module == "0") for module in "".join(rows)))
    framed = Image.new("1", (side + 2 * QUIET_ZONE,) * 2, 1)
    framed.paste(code, (QUIET_ZONE, QUIET_ZONE))
    written = io.BytesIO()
    framed.resize((framed.width * scale,) * 2, Image.Resampling.NEAREST).save(written, "PNG", optimize=True)
    return written.getvalue()


def modules(*segments: str, level: str) -> int:
    """How many modules a side has, without the quiet zone: 21 to 177; ValueError if the segments are too long."""
    return 17 + 4 * fitted_version(*segments, level=level)


def _strokes(rows: list[str]) -> Iterator[str]:
    # Runs of dark modules, one stroke each, along the middle of their row: "h" draws, "m" moves on from where it ended.
    yield "M0 .5"
    x, y = 0, 0
    for row_number, row in enumerate(rows, QUIET_ZONE):
        for run in _DARK_RUNS.finditer(row):
            left, length = run.start() + QUIET_ZONE, run.end() - run.start()
            yield f"m{left - x} {row_number - y}h{length}"
            x, y = left + length, row_number
