"""The page on which a person says how prompts reach them."""

from flask import render_template
from flask_login import current_user

from networking_app.accounts.models import User
from networking_app.extensions import db
from networking_app.prompts.blueprint import bp
from networking_app.prompts.mail_settings import MOST_REFUSALS, mailbox_of
from networking_app.prompts.models import PromptSettings
from networking_app.prompts.subscriptions import devices_of


@bp.get("/reminders")
def reminders() -> str:
    return reminders_page()


def reminders_page(**values: object) -> str:
    """The page; `values` are what was typed into one of its forms, and what was wrong with it."""
    mailbox = mailbox_of(db.session.get_one(User, current_user.id))
    return render_template(
        "prompts/reminders.html", chosen=PromptSettings.of(current_user.id), mailbox=mailbox,
        most_refusals=MOST_REFUSALS, push_devices=devices_of(current_user.id),
        hours=[(hour, f"{hour:02}:00") for hour in range(24)], **values,
    )
