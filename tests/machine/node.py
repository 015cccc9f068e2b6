"""Node.js, which runs the browser modules outside a browser."""

import shutil

from tests.machine.system import NotHere


def node() -> str:
    """The path of `node`; raises NotHere."""
    path = shutil.which("node")
    if path is None:
        raise NotHere("The tests of the browser modules need Node.js 20 or later: `node` is not on the PATH.")
    return path
