"""Writer of vCard 3.0 (RFC 2426), the version that every phone imports."""

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from networking_app.formats.content_lines import clean, escape, fold

Labelled = tuple[tuple[str, str], ...]

_TYPES = {"home": "HOME", "work": "WORK", "mobile": "CELL", "cell": "CELL", "fax": "FAX", "pager": "PAGER"}
_TYPES_OF = {"EMAIL": {"home", "work"}, "TEL": set(_TYPES), "URL": set[str]()}
_FAMILY_FIRST = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")
# "," and ";" are legal in a URI, but readers disagree on whether they are escaped here; percent-encoded all agree.
_NOT_IN_URI = re.compile(r"[\s\\<>\"{}|^`,;]+")


@dataclass(frozen=True)
class Vcard:
    """What a card file says; emails, tels and urls are (label, value) pairs, the label may be empty; `rev` is aware.

    `categories` are circles: RFC 2426 knows no better property. EXPERTISE, HOBBY and INTEREST (RFC 6715) extend 4.0
    alone, and they part professions from hobbies, which nobody is asked to do here.
    """

    full_name: str
    org: str = ""
    title: str = ""
    note: str = ""
    emails: Labelled = ()
    tels: Labelled = ()
    urls: Labelled = ()
    photo_jpeg: bytes | None = None
    rev: datetime | None = None
    uid: str = ""
    categories: tuple[str, ...] = ()


def write_vcard(card: Vcard) -> str:
    """The card as the text of a .vcf file; no value can add a line or a property of its own."""
    return "".join(fold(line) for line in _lines(card))


def _lines(card: Vcard) -> Iterator[str]:
    yield from ("BEGIN:VCARD", "VERSION:3.0")
    yield f"FN:{escape(card.full_name)}"
    yield "N:" + ";".join(escape(part) for part in name_parts(card.full_name))
    for name in ("org", "title", "note"):
        if value := clean(getattr(card, name)).strip():
            yield f"{name.upper()}:{escape(value)}"
    if names := [escape(name) for name in (clean(name).strip() for name in card.categories) if name]:
        yield f"CATEGORIES:{','.join(names)}"
    yield from _labelled_lines(card)
    if card.photo_jpeg:
        yield f"PHOTO;ENCODING=b;TYPE=JPEG:{b64encode(card.photo_jpeg).decode()}"
    if card.rev:
        yield f"REV:{card.rev.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    if card.uid:
        yield f"UID:{escape(card.uid)}"
    yield "END:VCARD"


def name_parts(full_name: str) -> tuple[str, str, str, str, str]:
    """Family, given, and three empty parts; particles ("van", "de la") belong to the family name."""
    words = clean(full_name).split()
    if len(words) < 2:
        return "", " ".join(words), "", "", ""
    if _FAMILY_FIRST.match(words[0]):
        return words[0], " ".join(words[1:]), "", "", ""
    cut = next((at for at, word in enumerate(words[1:-1], 1) if word.islower()), len(words) - 1)
    return " ".join(words[cut:]), " ".join(words[:cut]), "", "", ""


def uri(value: str) -> str:
    """The address as every reader takes it in a vCard: what they might split at or unescape is percent-encoded."""
    return _NOT_IN_URI.sub(lambda found: "".join(f"%{octet:02X}" for octet in found[0].encode()), clean(value).strip())


def _labelled_lines(card: Vcard) -> Iterator[str]:
    groups = (("EMAIL", card.emails), ("TEL", card.tels), ("URL", card.urls))
    entries = [(name, label, value) for name, pairs in groups for label, value in pairs if clean(value).strip()]
    for number, (name, label, value) in enumerate(entries, 1):
        written = uri(value) if name == "URL" else escape(value.strip())
        yield from _labelled(f"item{number}.", name, clean(label).strip(), written)


def _labelled(group: str, name: str, label: str, written: str) -> Iterator[str]:
    base = f"{name};TYPE=INTERNET" if name == "EMAIL" else name
    if label.lower() in _TYPES_OF[name]:
        kind = _TYPES[label.lower()]
        yield f"{base},{kind}:{written}" if name == "EMAIL" else f"{base};TYPE={kind}:{written}"
    elif label:
        # RFC 2426 has no free labels; phones read this pair, which Apple introduced.
        yield from (f"{group}{base}:{written}", f"{group}X-ABLabel:{escape(label)}")
    else:
        yield f"{base}:{written}"
