"""How many passes over the picture a JPEG file asks for (ITU-T T.81 annex B)."""

import re

# Cameras write one, progressive files about ten. Unbounded, a file of 12 MB can keep the decoder busy for an hour.
MOST_SCANS = 40

_SCAN, _END = 0xDA, 0xD9
_START_AND_BARE = (0xD8, 0x01)
# Stuffed zeros, restarts and fill bytes are no markers, so this also finds the end of a scan.
_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")


def check_scans(data: bytes) -> None:
    """ValueError if the data is a JPEG with more scans than a photo needs; what follows its end does not count."""
    if data.startswith(b"\xff\xd8") and scans(data) > MOST_SCANS:
        raise ValueError("more scans than a photo needs")


def scans(data: bytes) -> int:
    """The number of scans up to the end of the first picture."""
    count, at = 0, 0
    while found := _MARKER.search(data, at):
        marker, at = data[found.start() + 1], found.end()
        if marker == _END:
            break
        count += marker == _SCAN
        if marker not in _START_AND_BARE:
            at += int.from_bytes(data[at : at + 2])
    return count
