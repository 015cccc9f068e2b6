"""All figures of the scanner: `python -m bench.decoder [FOLDER...]`, folders of frames instead of our own."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.decoder import first_read, make_frames

SEEDS = (1, 2)


def main(folders: list[str]) -> None:
    node = shutil.which("node")
    if node is None:
        raise SystemExit("The figures of the scanner need Node.js 20 or later.")
    with tempfile.TemporaryDirectory() as place:
        for seed in () if folders else SEEDS:
            make_frames.main(Path(place, f"seed-{seed}"), seed)
        read = folders or [str(Path(place, f"seed-{seed}")) for seed in SEEDS]
        subprocess.run([node, "bench/decoder/sizes.mjs"], check=True)  # noqa: S603
        subprocess.run([node, "bench/decoder/read_frames.mjs", *read], check=True)  # noqa: S603
    first_read.main()


if __name__ == "__main__":
    main(sys.argv[1:])
