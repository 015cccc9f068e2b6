"""Texts as the bits of a QR code's segments (ISO/IEC 18004 section 7.4), and the smallest code that holds them."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import cycle, islice

from qrcode.base import RSBlock
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.util import BIT_LIMIT_TABLE, MODE_8BIT_BYTE, MODE_ALPHA_NUM, BitBuffer, QRData, length_in_bits

LEVELS = {"L": ERROR_CORRECT_L, "M": ERROR_CORRECT_M, "Q": ERROR_CORRECT_Q, "H": ERROR_CORRECT_H}

_PADDING = (0xEC, 0x11)
# Versions between which a segment's header keeps its length.
_SAME_HEADERS = ((1, 9), (10, 26), (27, 40))


def fitted_version(*segments: str, level: str) -> int:
    """The smallest version (1 to 40) that holds the segments; ValueError if none does."""
    packed = [QRData(segment) for segment in segments]
    for least, most in _SAME_HEADERS:
        bits = sum(4 + length_in_bits(segment.mode, least) + _body_length(segment) for segment in packed)
        version = max(least, bisect_left(BIT_LIMIT_TABLE[LEVELS[level]], bits))
        if version <= most:
            return version
    raise ValueError("the text is too long for a QR code")


def data_words(segments: Iterable[str], version: int, blocks: Sequence[RSBlock]) -> bytes:
    """The segments, each packed as densely as it allows, and the padding that fills the blocks of that version."""
    bits = "".join(_bits(segment, version) for segment in map(QRData, segments))
    capacity = sum(block.data_count for block in blocks)
    # Four zero bits end the segments where there is room for them, then bytes of padding follow.
    ended = min((len(bits) + 4 + 7) // 8, capacity)
    return int(bits.ljust(8 * ended, "0"), 2).to_bytes(ended) + bytes(islice(cycle(_PADDING), capacity - ended))


def _bits(segment: QRData, version: int) -> str:
    head = f"{segment.mode:04b}{len(segment):0{length_in_bits(segment.mode, version)}b}"
    if segment.mode == MODE_8BIT_BYTE:
        return head + f"{int.from_bytes(segment.data):0{_body_length(segment)}b}"
    buffer = BitBuffer()
    segment.write(buffer)
    return head + "".join(f"{octet:08b}" for octet in buffer.buffer)[: len(buffer)]


def _body_length(segment: QRData) -> int:
    if segment.mode == MODE_8BIT_BYTE:
        return 8 * len(segment)
    if segment.mode == MODE_ALPHA_NUM:
        return 11 * (len(segment) // 2) + 6 * (len(segment) % 2)
    return 10 * (len(segment) // 3) + (0, 4, 7)[len(segment) % 3]
