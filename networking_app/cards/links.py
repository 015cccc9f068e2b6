"""Web addresses and phone numbers as links that are safe to follow."""

from urllib.parse import quote, urlsplit

from flask_babel import gettext as _

_SCHEMES = ("http", "https")
_NOT_IN_ADDRESS = frozenset(" \t\n\\<>\"'`{}|^")


def web_address(value: str) -> str:
    """An http or https address, made complete where its scheme is missing; ValueError with a sentence for people."""
    address = value if "://" in value else f"https://{value}"
    if not is_web_address(address):
        raise ValueError(_("This does not look like a web address."))
    return address


def is_web_address(address: str) -> bool:
    """Whether it is http or https with a host of its own and nothing that could mislead."""
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    clean = address.isprintable() and not _NOT_IN_ADDRESS.intersection(address)
    return clean and parts.scheme in _SCHEMES and "." in host.strip(".") and "@" not in parts.netloc


def link_of(kind: str, value: str) -> str:
    """What a tap on that way to reach somebody opens; empty when it cannot be opened safely."""
    if kind == "email":
        return "mailto:" + quote(value, safe="@+.-_")
    if kind == "tel":
        return "tel:" + "".join(letter for letter in value if letter in "+0123456789*#").replace("#", "%23")
    return value if is_web_address(value) else ""


def short_link(value: str) -> str:
    """A web address as people say it."""
    return value.partition("://")[2].removeprefix("www.").rstrip("/") or value
