"""Lay compressed copies beside the files of static/; comments of our own scripts, an eighth of them, stay behind."""

import re
from pathlib import Path

from whitenoise.compress import Compressor

STATIC = Path(__file__).parent.parent / "static"
COMMENT = re.compile(rb"(?m)^[ \t]*(?://.*|/\*\*(?:(?!\*/)[\s\S])*\*/)[ \t]*$")


class WithoutComments(Compressor):
    """The lines stay, empty: what a browser reports of one is found in the file."""

    @staticmethod
    def compress_gzip(data: bytes) -> bytes:
        return bytes(Compressor.compress_gzip(without_comments(data)))

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        return bytes(Compressor.compress_brotli(without_comments(data)))


def without_comments(script: bytes) -> bytes:
    """The script with an empty line for each that is nothing but comment; no text has one that looks like it."""
    return COMMENT.sub(lambda comment: b"\n" * comment.group().count(b"\n"), script)


def is_own_script(path: Path) -> bool:
    return path.suffix == ".js" and "vendor" not in path.parts


def main() -> None:
    own, other = WithoutComments(quiet=True), Compressor(quiet=True)
    for path in sorted(STATIC.rglob("*")):
        if path.is_file() and other.should_compress(path.name):
            (own if is_own_script(path) else other).compress(str(path))


if __name__ == "__main__":
    main()
