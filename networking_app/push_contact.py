"""Whom a push service writes to when our messages trouble it (VAPID `sub`, RFC 8292): an address that is real.

Some services take none but such, and say so only when the first message is sent.
"""

import ipaddress
from email.utils import parseaddr
from urllib.parse import urlsplit

# Names that lead nowhere on the internet (RFC 2606, RFC 6761, RFC 6762, RFC 8375).
NOWHERE = frozenset({"localhost", "local", "localdomain", "invalid", "test", "example", "internal", "lan", "home",
                     "arpa", "onion", "alt"})


def read_contact(text: str) -> str:
    """The setting VAPID_CONTACT; ValueError if mail or pages could not reach it. Empty stays empty."""
    contact = text.strip()
    if contact and not is_real(_domain(contact)):
        raise ValueError("write it like mailto:you@your-domain.org, with a domain that exists")
    return contact


def contact_from(mail_from: str, public_url: str) -> str:
    """What can be told from other settings, or nothing."""
    address = parseaddr(mail_from)[1]
    if is_real(address.rpartition("@")[2]):
        return f"mailto:{address}"
    return public_url if is_real(_domain(public_url)) else ""


def is_real(domain: str) -> bool:
    """Whether a domain could be one of the internet; nobody is asked."""
    labels = domain.lower().rstrip(".").split(".")
    return len(labels) > 1 and all(labels) and labels[-1] not in NOWHERE and not _is_number(domain)


def _domain(contact: str) -> str:
    parts = urlsplit(contact)
    if parts.scheme == "mailto":
        local, at, domain = parts.path.rpartition("@")
        return domain if at and local and not any(letter.isspace() for letter in parts.path) else ""
    return (parts.hostname or "") if parts.scheme == "https" else ""


def _is_number(domain: str) -> bool:
    try:
        ipaddress.ip_address(domain)
    except ValueError:
        return False
    return True
