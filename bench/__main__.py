"""Run the measurements by name, or all of them: `python -m bench [recording ties_list ...]`."""

import subprocess
import sys
import tempfile

NAMES = ("recording", "qr_code", "public_card", "ties_list", "enumeration", "page_weight", "decoder.first_read",
         "decoder.read_frames", "lighthouse")


def main() -> None:
    wanted = sys.argv[1:] or NAMES
    if unknown := [name for name in wanted if name not in NAMES]:
        raise SystemExit(f"There is no measurement called {', '.join(unknown)}: choose among {', '.join(NAMES)}.")
    failed = [name for name in wanted if not measured(name)]
    if failed:
        raise SystemExit(f"These did not come to an end: {', '.join(failed)}.")


def measured(name: str) -> bool:
    """Run one of them in a process of its own; whether it came to an end."""
    print(f"\n== {name}", flush=True)
    if name != "decoder.read_frames":
        return _ran(sys.executable, "-m", f"bench.{name}")
    with tempfile.TemporaryDirectory() as folder:
        return _ran(sys.executable, "-m", "bench.decoder.make_frames", folder) and _ran(
            "node", "bench/decoder/read_frames.mjs", folder)


def _ran(*command: str) -> bool:
    return subprocess.run(command).returncode == 0  # noqa: S603


if __name__ == "__main__":
    main()
