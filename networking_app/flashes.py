"""Messages that the next page shows."""

from typing import Any

from flask import flash


def flash_undoable(text: str, undo_url: str, undo_method: str = "DELETE") -> None:
    """Say that something is done, with the way to undo it beside the words."""
    message: Any = {"text": text, "undo_url": undo_url, "undo_method": undo_method}
    flash(message, "done")
