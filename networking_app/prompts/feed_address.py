"""The secret address of a person's calendar: made, replaced, taken away. Only its hash is kept."""

import secrets

from sqlalchemy import update

from networking_app.accounts.models import hashed
from networking_app.extensions import db, insert
from networking_app.prompts.models import PromptSettings


def renew_feed(user_id: int) -> str:
    """A new secret of 256 random bits; one that was there before opens nothing any more."""
    secret = secrets.token_urlsafe(32)
    _store(user_id, feed_hash=hashed(secret))
    return secret


def stop_feed(user_id: int) -> None:
    db.session.execute(update(PromptSettings).where(PromptSettings.user_id == user_id).values(feed_hash=None))


def choose_component(user_id: int, component: str) -> None:
    """Let follow-ups stand in the calendar as tasks (TODO) or on their day (EVENT)."""
    _store(user_id, feed_component=component)


def _store(user_id: int, **values: str) -> None:
    # Two forms of the page may both be the first to make the row.
    made = insert(PromptSettings).values(user_id=user_id, **values)
    db.session.execute(made.on_conflict_do_update(index_elements=["user_id"], set_=values))
