"""What a phone sends of its outbox: one model for each kind of item."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, StringConstraints

from networking_app.follow_ups.deciding import SNOOZE, UNSNOOZE
from networking_app.forms import Line, RequestModel, Text
from networking_app.owed.forms import ChangeRequest, Kind, OwedRequest, Side
from networking_app.standing.aims_forms import TargetForm
from networking_app.ties.forms import ByHand, CadenceRequest, ClientId, InteractionRequest, RowId, Tag, Tags

MOST_ITEMS = 50


def _can_be_counted_with(value: datetime) -> datetime:
    # Clocks that lost their battery say 1970, and are put right by what they say when they send.
    if not 1970 <= value.year <= 2200:
        raise ValueError("the phone's clock is far off")
    return value


def _as_text(value: object) -> object:
    return str(value) if type(value) is int else value


def _without_fragment(value: object) -> object:
    # What stands after # in a badge's link is between the two phones.
    return value.partition("#")[0] if isinstance(value, str) else value


PhoneTime = Annotated[AwareDatetime, AfterValidator(_can_be_counted_with)]


# An id of the server, or the client id of the item that made the row.
_ID = "[1-9][0-9]{0,17}"
_CLIENT_ID = "[A-Za-z0-9-]{8,64}"
TieName = Annotated[str, BeforeValidator(_as_text), StringConstraints(pattern=f"^({_ID}|scan:{_CLIENT_ID})$")]
NoteName = Annotated[str, BeforeValidator(_as_text), StringConstraints(pattern=f"^({_ID}|note:{_CLIENT_ID})$")]
ContactName = Annotated[str, BeforeValidator(_as_text), StringConstraints(pattern=f"^({_ID}|talked:{_CLIENT_ID})$")]

OwedName = Annotated[str, BeforeValidator(_as_text), StringConstraints(pattern=f"^({_ID}|owed:{_CLIENT_ID})$")]


class OutboxRequest(RequestModel):
    """Who the items belong to, what the phone's clock said when it sent them, and the items, each read by itself."""

    owner: str
    sent_at: PhoneTime
    items: Annotated[list[Any], Field(max_length=MOST_ITEMS)]


class Item(RequestModel):
    client_id: ClientId
    kind: str
    made_at: PhoneTime


class ScanItem(Item):
    code: Annotated[Line, BeforeValidator(_without_fragment), StringConstraints(min_length=1)]
    via: Literal["camera", "photo", "typed", "link"] = "camera"
    note: Text = ""
    tags: Tags = []
    join: bool = False


class ByHandItem(ByHand, Item):
    pass


class TieItem(Item):
    tie: TieName


class NoteItem(TieItem):
    text: Annotated[Text, StringConstraints(min_length=1)]


class EditNoteItem(TieItem):
    """`text` may be empty, which removes the note, but not be left out."""

    note: NoteName
    text: Text


class TagItem(TieItem):
    name: Tag


class TalkedItem(InteractionRequest, TieItem):
    client_id: ClientId


class CadenceItem(CadenceRequest, TieItem):
    pass


class UntalkedItem(TieItem):
    interaction: ContactName


class PromiseItem(TieItem):
    """The `n`-th promise of a note."""

    note: NoteName
    n: Annotated[int, Field(ge=0, le=9)]
    answer: Literal["keep", "leave", "undo"] = "keep"


class OwedItem(OwedRequest, TieItem):
    """Something owed; what a `note` or a `follow_up` says is owed in its words."""

    client_id: ClientId
    what: Kind = "promise"
    side: Side = "mine"
    note: NoteName | None = None
    follow_up: RowId | None = None


class UnowedItem(TieItem):
    owed: OwedName


class NoAnswerItem(TieItem):
    """What they wrote needs no answer."""


class RowItem(Item):
    """About a row that may be gone, and its id be another's by now: `born` is when the meant one was (ms)."""

    born: Annotated[int, Field(ge=0, lt=10**13)] | None = None


class ClosingItem(RowItem):
    """With the `tie` where the debt itself may wait to be taken in."""

    tie: TieName | None = None
    owed: OwedName
    answer: Literal["done", "drop", "undo"]


class EditOwedItem(ChangeRequest, TieItem, RowItem):
    """What a debt is; of kind, words and day those that are not said stay."""

    owed: OwedName
    what: Kind = "promise"


class WantItem(TargetForm, RowItem):
    """Whom or what to look for at an event, again where it was `born` and perhaps `found` before; with `person`, `text`
    is their name."""

    event: RowId
    person: RowId | None = None
    found: bool = False


class TargetItem(RowItem):
    target: RowId


class FindingItem(TargetItem):
    answer: Literal["found", "undo"]


class DecisionItem(Item):
    follow_up: RowId
    until: Line = ""


KINDS: dict[str, type[Item]] = {
    "scan": ScanItem, "by_hand": ByHandItem, "note": NoteItem, "edit_note": EditNoteItem, "tag": TagItem,
    "untag": TagItem, "talked": TalkedItem, "untalked": UntalkedItem, "cadence": CadenceItem, "promise": PromiseItem,
    "owed": OwedItem, "edit_owed": EditOwedItem, "unowed": UnowedItem, "closing": ClosingItem,
    "no_answer": NoAnswerItem, "want": WantItem, "unwant": TargetItem, "finding": FindingItem,
    "complete": DecisionItem, "skip": DecisionItem, "reopen": DecisionItem, SNOOZE: DecisionItem,
    UNSNOOZE: DecisionItem,
}
