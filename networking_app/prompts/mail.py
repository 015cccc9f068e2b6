"""Mails: made so that no value can add a header."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime, parseaddr

from flask import current_app

from networking_app.clock import now
from networking_app.prompts.post_office import PostOffice, post_office
from networking_app.prompts.queue import Claimed


@dataclass(frozen=True)
class Letter:
    """A mail to one address: plain text, the same as HTML if there is any, and headers beside the usual ones."""

    to: str
    subject: str
    text: str
    html: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


class _Unfolded(UnstructuredHeader, BaseHeader):
    """A header whose addresses stay whole: folding would encode a long one, and no receiver would know it."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("list-unsubscribe", _Unfolded)
POLICY = SMTP.clone(header_factory=_HEADERS)


@dataclass(frozen=True)
class Mail:
    """A message on its way; see Sending."""

    message: EmailMessage
    office: PostOffice

    def send(self) -> None:
        self.office.send(self.message)

    def settled(self, error: Exception | None) -> None:
        """Nothing needs to be noted."""


def mail_of(letter: Letter | None, row: Claimed) -> Mail | None:
    """The letter of that row, ready to be sent; it keeps its Message-ID over all attempts."""
    if letter is None:
        return None
    return Mail(message_of(letter, current_app.config["MAIL_FROM"], name_of(row)), post_office())


def name_of(row: Claimed) -> str:
    """What the row is called in mails, the same over all attempts."""
    return f"outgoing.{row.id}.{row.created_at:%Y%m%d%H%M%S}"


def message_of(letter: Letter, sender: str, message_id: str) -> EmailMessage:
    """The letter as a message; ValueError if one of its values could add a header or a recipient."""
    if any(character in value for value in (letter.to, letter.subject, *letter.headers.values())
           for character in "\r\n\0"):
        raise ValueError("a header of more than one line")
    name, own = parseaddr(sender)
    message = EmailMessage(policy=POLICY)
    message["From"] = Address(name, addr_spec=own)
    message["To"] = Address(addr_spec=_in_ascii_domain(letter.to))
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(now())
    message["Message-ID"] = f"<{message_id}@{own.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    for header, value in letter.headers.items():
        message[header] = value
    _fill(message, letter)
    return message


def _fill(message: EmailMessage, letter: Letter) -> None:
    if not letter.html:
        message.set_content(letter.text)
        return
    # Long lines would otherwise become base64, which nobody can read in the source of a mail.
    message.set_content(letter.text, cte="quoted-printable")
    message.add_alternative(letter.html, subtype="html", cte="quoted-printable")


def _in_ascii_domain(address: str) -> str:
    local, _at, domain = address.rpartition("@")
    return f"{local}@{domain.encode('idna').decode()}"
