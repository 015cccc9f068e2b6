"""The page on which a person says how prompts reach them."""

from flask import render_template
from flask_login import current_user

from networking_app.prompts.blueprint import bp
from networking_app.prompts.models import PromptSettings


@bp.get("/reminders")
def reminders() -> str:
    return reminders_page()


def reminders_page(**values: object) -> str:
    """The page; `values` are what was typed into one of its forms, and what was wrong with it."""
    return render_template("prompts/reminders.html", chosen=PromptSettings.of(current_user.id), **values)
