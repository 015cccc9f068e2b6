"""The way to the mail server: connections that serve one mail after the other, several at a time."""

import re
import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.message import EmailMessage
from queue import Empty, LifoQueue
from typing import Any

import click
from flask import current_app

from networking_app.prompts.sending import Refused

TIMEOUT_SECONDS = 20
# It takes nothing from this installation (RFC 3463, X.7.X): for its operator to mend, and no fault of the mailbox.
_OF_US = re.compile(rb"\b5\.7\.\d|relay", re.IGNORECASE)


class PostOffice:
    """Threads borrow a connection each; one that a mail failed on is not used again."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        self.config = config
        self.idle: LifoQueue[smtplib.SMTP] = LifoQueue()

    def send(self, message: EmailMessage) -> None:
        """Hand the message to the mail server, or print it. Raises OSError, SMTPException, and Refused for an address
        that the server says does not exist."""
        if not self.config["SMTP_HOST"]:
            body = message.get_body(("plain",)) or message
            click.echo(f"--- To: {message['To']}\n--- {message['Subject']}\n\n{body.get_content()}---")
            return
        with self._connection() as server:
            try:
                server.send_message(message)
            except smtplib.SMTPRecipientsRefused as refused:
                raise _refusal(refused) from None

    def close(self) -> None:
        """Let go of every connection; the next mail opens one."""
        while not self.idle.empty():
            self.idle.get_nowait().close()

    @contextmanager
    def _connection(self) -> Iterator[smtplib.SMTP]:
        try:
            server = self.idle.get_nowait()
        except Empty:
            server = self._connect()
        try:
            yield server
        except BaseException:
            server.close()
            raise
        self.idle.put(server)

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


def _refusal(refused: smtplib.SMTPRecipientsRefused) -> Exception:
    [(code, text)] = refused.recipients.values()
    return Refused(code) if code >= 500 and not _OF_US.search(text) else refused


def post_office() -> PostOffice:
    """The one of the application."""
    office: PostOffice = current_app.extensions.setdefault("post office", PostOffice(current_app.config))
    return office
