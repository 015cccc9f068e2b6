"""The items of an outbox as they were sent, read one by one: what is wrong with one is said of that one alone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from flask_babel import gettext as _

from networking_app.clock import now
from networking_app.errors import DomainError
from networking_app.forms import Form
from networking_app.my.outbox_forms import KINDS, Item, ScanItem
from networking_app.ties.arriving import Arriving
from networking_app.ties.meeting import Capture
from networking_app.ties.scanned_text import code_of


@dataclass(frozen=True)
class Valid:
    """An item that can be understood, with its corrected time and, for a scan, what its code is read as."""

    item: Item
    at: datetime
    scan: Arriving | None = None

    @property
    def client_id(self) -> str:
        return self.item.client_id


@dataclass(frozen=True)
class Invalid:
    """What cannot be understood, under the client id that it came with, if any."""

    client_id: str
    error: DomainError


def read(sent: Any, offset: int) -> Valid | Invalid:
    """One item as it was sent; `offset` (seconds) corrects the phone's clock."""
    values = sent if isinstance(sent, Mapping) else {}
    try:
        return _valid(values, offset)
    except DomainError as error:
        client_id = values.get("client_id")
        return Invalid(client_id[:64] if isinstance(client_id, str) else "", error)


def each_once(read: Iterable[Valid | Invalid]) -> list[Valid]:
    """The valid items without those whose client id came before."""
    first: dict[str, Valid] = {}
    for one in read:
        if isinstance(one, Valid):
            first.setdefault(one.client_id, one)
    return list(first.values())


def runs(items: Iterable[Valid]) -> Iterator[list[Valid]]:
    """The items in lists of which the scans can be recorded together, before the others.

    Only what takes a tag away must not come after a scan that was made later: that may have brought the tag again.
    """
    run: list[Valid] = []
    for one in items:
        if one.scan and any(earlier.item.kind == "untag" for earlier in run):
            yield run
            run = []
        run.append(one)
    yield run


def _valid(values: Mapping[str, Any], offset: int) -> Valid:
    kind = values.get("kind")
    model = KINDS.get(kind) if isinstance(kind, str) else None
    if model is None:
        raise DomainError(_("This kind of item is not known here."), 422)
    form = Form(model, values)
    if not form.valid:
        raise DomainError(next(iter(form.errors.values())), 422, fields=form.errors)
    item = form.data
    at = min(item.made_at + timedelta(seconds=offset), now())
    return Valid(item, at, _arriving(item, offset) if isinstance(item, ScanItem) else None)


def _arriving(item: ScanItem, offset: int) -> Arriving:
    code = code_of(item.code)
    if code is None:
        raise DomainError(_("This is not a card of %(app)s.", app=current_app.config["APP_NAME"]), 422)
    tags = tuple(dict.fromkeys(item.tags))
    return Arriving(Capture(item.client_id, item.via, item.made_at, offset, item.note, tags), code, item.join)
