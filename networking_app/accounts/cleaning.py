"""Deleting what is of no use any more."""

from datetime import timedelta

from flask import current_app
from sqlalchemy import delete

from networking_app.accounts.mailed_links import forget_used_links
from networking_app.accounts.models import Session
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.rate_limits import forget_expired


def forget_what_is_over() -> None:
    """Delete counts of attempts, mailed links and sessions whose time is over."""
    forget_expired()
    forget_used_links()
    lifetime = timedelta(seconds=current_app.config["PERMANENT_SESSION_LIFETIME"])
    db.session.execute(delete(Session).where(Session.created_at < now() - lifetime))
