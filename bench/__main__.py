"""Run the measurements by name, or all of them: `python -m bench [recording ties_list ...]`."""

import subprocess
import sys

NAMES = (
    *("starting", "recording", "outbox", "qr_code", "public_card", "ties_list", "cadences", "promises"),
    *("calendar_feed", "network"),
    *("prompts_claiming", "prompts_minute", "prompts_kills", "prompts_clock"),
    *("enumeration", "page_weight", "cold_start", "offline_reading", "network_picture", "decoder", "lighthouse"),
)


def main() -> None:
    wanted = sys.argv[1:] or NAMES
    if unknown := [name for name in wanted if name not in NAMES]:
        raise SystemExit(f"There is no measurement called {', '.join(unknown)}: choose among {', '.join(NAMES)}.")
    if failed := [name for name in wanted if not _measured(name)]:
        raise SystemExit(f"These did not come to an end: {', '.join(failed)}.")


def _measured(name: str) -> bool:
    # Each in a process of its own, so that none measures what another left behind.
    print(f"\n== {name}", flush=True)
    return subprocess.run([sys.executable, "-m", f"bench.{name}"]).returncode == 0  # noqa: S603


if __name__ == "__main__":
    main()
