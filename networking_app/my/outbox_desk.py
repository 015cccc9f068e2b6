"""The place at which the outbox of a phone is taken in."""

from dataclasses import dataclass, field
from typing import Any

from networking_app.my import outbox_forms as forms
from networking_app.my.outbox_names import note_id_named, tie_named
from networking_app.ties.meeting import Recorder
from networking_app.ties.models import Tie

Body = dict[str, Any]


@dataclass
class Desk:
    """Whose outbox is taken in, and what the items of one batch leave behind for each other."""

    recorder: Recorder
    # Ties whose words have changed.
    touched: set[int] = field(default_factory=set)
    # By id of a note the one that an earlier item of the same phone has put in its place.
    edits: dict[int, int] = field(default_factory=dict)

    def tie(self, item: forms.TieItem) -> Tie:
        return tie_named(self.recorder.id, item.tie)

    def recall(self, item: forms.Item, answer: Body) -> None:
        """An edit that arrived before: a phone that has not heard of it names the old note when it edits again."""
        new_id = answer.get("note_id")
        if not isinstance(item, forms.EditNoteItem) or not item.text or not new_id:
            return
        old_id = self.newest(note_id_named(self.recorder.id, item.note) or 0)
        if self.newest(new_id) != old_id:
            self.edits[old_id] = new_id

    def newest(self, note_id: int) -> int:
        """The id of what this phone has put in the place of that note."""
        while note_id in self.edits:
            note_id = self.edits[note_id]
        return note_id
