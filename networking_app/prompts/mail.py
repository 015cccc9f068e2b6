"""Mails: made so that no value can add a header, sent by SMTP or printed where no server is set."""

import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Any

import click

from networking_app.clock import now

TIMEOUT_SECONDS = 20


@dataclass(frozen=True)
class Letter:
    """A mail to one address: plain text."""

    to: str
    subject: str
    text: str


def message_of(letter: Letter, sender: str, message_id: str) -> EmailMessage:
    """The letter as a message; ValueError if its address or subject could add a header or a recipient."""
    if any(character in letter.subject + letter.to for character in "\r\n\0"):
        raise ValueError("a header of more than one line")
    name, own = parseaddr(sender)
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(name, addr_spec=own)
    message["To"] = Address(addr_spec=_in_ascii_domain(letter.to))
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(now())
    message["Message-ID"] = f"<{message_id}@{own.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    return message


def _in_ascii_domain(address: str) -> str:
    local, _at, domain = address.rpartition("@")
    return f"{local}@{domain.encode('idna').decode()}"


class Post:
    """The way out for one batch of messages: one connection, opened when first needed."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        self.config = config
        self.server: smtplib.SMTP | None = None

    def send(self, message: EmailMessage) -> None:
        """Hand the message to the mail server, or print it; raises OSError or SMTPException."""
        if not self.config["SMTP_HOST"]:
            click.echo(f"--- To: {message['To']}\n--- {message['Subject']}\n\n{message.get_content()}---")
            return
        self.server = self.server or self._connect()
        try:
            self.server.send_message(message)
        except (OSError, smtplib.SMTPException):
            self.close()
            raise

    def close(self) -> None:
        server, self.server = self.server, None
        if server is not None:
            server.close()

    def _connect(self) -> smtplib.SMTP:
        host, port, security = (self.config[f"SMTP_{name}"] for name in ("HOST", "PORT", "SECURITY"))
        server: smtplib.SMTP
        if security == "tls":
            server = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context())
        else:
            server = smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS)
        if security == "starttls":
            server.starttls(context=ssl.create_default_context())
        if self.config["SMTP_USER"]:
            server.login(self.config["SMTP_USER"], self.config["SMTP_PASSWORD"])
        return server


@contextmanager
def post_office(config: Mapping[str, Any]) -> Iterator[Post]:
    """A way out that is closed at the end."""
    post = Post(config)
    try:
        yield post
    finally:
        post.close()
