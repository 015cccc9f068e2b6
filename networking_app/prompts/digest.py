"""The digest: one mail in the morning of its reader's zone with what is due, and links that do one thing each.

What it says is decided when it is delivered: what has been done meanwhile is not in it, and with nothing left no mail
goes out.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import format_date

from networking_app.accounts.models import User
from networking_app.extensions import db
from networking_app.prompts.digest_contents import Contents, contents_for, sections_of, subject_for
from networking_app.prompts.mail import Letter, Mail, mail_of, name_of
from networking_app.prompts.mail_settings import MOST_REFUSALS, mailbox_of, note_outcome
from networking_app.prompts.mail_words import isolated
from networking_app.prompts.models import DAILY, OFF, WEEKLY, PromptSettings
from networking_app.prompts.queue import Claimed
from networking_app.prompts.signed_links import make_link
from networking_app.urls import public_url

KIND = "digest"


@dataclass(frozen=True)
class DigestMail(Mail):
    """The mail, and whose mailbox is remembered for taking or refusing it."""

    user_id: int

    def settled(self, error: Exception | None) -> None:
        note_outcome(self.user_id, error)


def sending(row: Claimed) -> DigestMail | None:
    """The mail of that row; None where nobody wants it, nobody can get it, or nothing is left to tell."""
    reader = db.session.get(User, row.user_id) if row.user_id else None
    letter = letter_for(reader, row) if reader else None
    mail = mail_of(letter, row)
    return DigestMail(mail.message, mail.office, reader.id) if mail and reader else None


def letter_for(reader: User, row: Claimed) -> Letter | None:
    """The digest for that reader; the row names what is newly due, or says that it is only to be shown."""
    mailbox, settings, shown = mailbox_of(reader), PromptSettings.of(reader.id), row.payload.get("shown", False)
    if mailbox is None or not shown and (settings.digest == OFF or settings.mail_refusals >= MOST_REFUSALS):
        return None
    weekly = settings.digest == WEEKLY or shown
    contents = contents_for(reader, row.payload["follow_ups"], weekly)
    if not (contents.told or shown or contents.besides.lines and row.payload.get("besides")):
        return None
    digest = WEEKLY if settings.digest == WEEKLY else DAILY
    stop = public_url("prompts.unsubscribe", token=make_link(f"stop {digest}", reader.id, reader.id, reader.created_at))
    parts = text_and_html(reader, contents, digest, stop)
    return Letter(mailbox.email, subject_for(contents), *parts, headers_for(stop, name_of(row)))


def text_and_html(reader: User, contents: Contents, digest: str, stop: str) -> tuple[str, str]:
    """Both say the same; rendered without context processors, which expect a request."""
    values = {
        "subject": subject_for(contents), "date": format_date(contents.day, "EEEE, d MMMM"), "digest": digest,
        "sections": sections_of(reader, contents), "today_page": public_url("my.today"), "stop": stop,
        "settings_page": public_url("prompts.reminders"), "isolated": isolated,
        "besides": contents.besides.lines,
    }
    text, html = (current_app.jinja_env.get_template(f"prompts/digest.{kind}").render(**values)
                  for kind in ("txt", "html"))
    return text.strip() + "\n", html


def headers_for(stop: str, name: str) -> dict[str, str]:
    """RFC 8058 and RFC 2919; answering machines stay silent, and no mail program takes one day's for another's."""
    host = urlsplit(current_app.config["PUBLIC_URL"]).hostname
    return {
        "List-Id": f"<digest.{host}>",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Precedence": "list",
        "X-Auto-Response-Suppress": "All",
        "X-Entity-Ref-ID": name,
    }
