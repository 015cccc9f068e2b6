"""The modules of a QR code (ISO/IEC 18004), drawn from templates that the qrcode package makes once for each size.

What the package does anew for each code (error correction by lists, placing bit by bit) takes most of its time. All of
it is linear, so here it is looked up; the result is the package's own, bit for bit.
"""

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from itertools import chain, islice, zip_longest
from operator import itemgetter
from typing import NamedTuple

from qrcode import QRCode
from qrcode.base import Polynomial, RSBlock, gexp, glog, rs_blocks

from networking_app.formats.qr_segments import LEVELS, data_words, fitted_version

# Choosing among the eight masks takes nine tenths of the time; on badge addresses none scores better than this one.
MASK = 3


class Template(NamedTuple):
    """One size and level: the code of all-zero codewords, and which codeword bit each module adds to it (0: none)."""

    side: int
    blocks: Sequence[RSBlock]
    blank: int
    bits_of_modules: Callable[[str], tuple[str, ...]]


def matrix(*segments: str, level: str) -> list[str]:
    """The rows of the code from the top, without quiet zone; "1" is dark.

    Each segment is packed as densely as it allows: digits, capitals as in an upper-case URL, or bytes of UTF-8.
    """
    version = fitted_version(*segments, level=level)
    template = _template(version, level)
    words = _interleaved(data_words(segments, version, template.blocks), template.blocks)
    added = "".join(template.bits_of_modules(f"0{int.from_bytes(words):0{8 * len(words)}b}"))
    side = template.side
    drawn = f"{int(added, 2) ^ template.blank:0{side * side}b}"
    return [drawn[start : start + side] for start in range(0, side * side, side)]


@lru_cache(maxsize=32)
def _template(version: int, level: str) -> Template:
    blocks = rs_blocks(version, LEVELS[level])
    count = sum(block.total_count for block in blocks)
    blank = _placed(bytes(count), version, level)
    numbers = [0] * len(blank)
    # Bit n of the codewords is told from the others by drawing the binary digits of n + 1, one code a digit.
    for digit in range((8 * count).bit_length()):
        words = int("".join(str(number >> digit & 1) for number in range(1, 8 * count + 1)), 2).to_bytes(count)
        plane = _placed(words, version, level)
        numbers = [n | (seen ^ light) << digit for n, seen, light in zip(numbers, plane, blank, strict=True)]
    return Template(17 + 4 * version, blocks, int("".join(map(str, blank)), 2), itemgetter(*numbers))


def _placed(words: bytes, version: int, level: str) -> bytes:
    code = QRCode(version, LEVELS[level], mask_pattern=MASK)
    code.data_cache = words
    code.make(fit=False)
    return bytes(chain.from_iterable(code.modules))


def _interleaved(words: bytes, blocks: Sequence[RSBlock]) -> bytes:
    unread = iter(words)
    data = [bytes(islice(unread, block.data_count)) for block in blocks]
    checks = [_check_words(part, block.total_count - len(part)) for part, block in zip(data, blocks, strict=True)]
    columns = chain(zip_longest(*data), zip_longest(*checks))
    return bytes(word for word in chain.from_iterable(columns) if word is not None)


def _check_words(data: bytes, count: int) -> bytes:
    products, shift, remainder = _generator_products(count), 8 * (count - 1), 0
    kept = (1 << shift) - 1
    for word in data:
        remainder = (remainder & kept) << 8 ^ products[word ^ remainder >> shift]
    return remainder.to_bytes(count)


@cache
def _generator_products(count: int) -> tuple[int, ...]:
    # Reed-Solomon division by table: the generator polynomial, without its leading 1, times each byte.
    generator = Polynomial([1], 0)
    for power in range(count):
        generator *= Polynomial([1, gexp(power)], 0)
    logs = [glog(factor) for factor in generator][1:]
    return 0, *(int.from_bytes(bytes(gexp(log + glog(byte)) for log in logs)) for byte in range(1, 256))
