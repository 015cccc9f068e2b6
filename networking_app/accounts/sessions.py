"""Who is signed in on this browser: a random token in the cookie, its hash in a row that can be ended."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import request, session
from flask_login import UserMixin, current_user, login_user, logout_user
from sqlalchemy import bindparam, delete, select, update

from networking_app.accounts.models import Session, User, hashed
from networking_app.clock import now
from networking_app.extensions import db, login_manager, run

SEEN_EVERY = timedelta(hours=1)


@dataclass(frozen=True, eq=False)
class SignedIn(UserMixin):
    """The signed-in person as views see them: plain values, read in one look-up."""

    id: int
    name: str
    time_zone: str
    preferred_hour: int
    days_off: int
    phone_key: str
    change_seq: int
    session_id: int
    last_seen_at: datetime
    token: str

    def get_id(self) -> str:
        """What the cookie carries."""
        return self.token

    @property
    def long_unseen(self) -> bool:
        """Whether it is time to note again that the session is in use."""
        return self.last_seen_at <= now() - SEEN_EVERY


_LOOK_UP = select(
    User.id, User.name, User.time_zone, User.preferred_hour, User.days_off, User.phone_key, User.change_seq,
    Session.id, Session.last_seen_at,
).join_from(Session, User).where(Session.token_hash == bindparam("token_hash"))


@login_manager.user_loader
def load(token: str) -> SignedIn | None:
    row = run(_LOOK_UP, {"token_hash": hashed(token)}).first()
    return SignedIn(*row, token=token) if row else None


def begin_session(user: User) -> None:
    """Sign the user in on this browser with a new session; the one it had before ends."""
    db.session.flush()
    if current_user.is_authenticated:
        end_session(current_user.id, current_user.session_id)
    token = secrets.token_urlsafe(32)
    row = Session(user_id=user.id, token_hash=hashed(token), device=(request.user_agent.string or "")[:300])
    db.session.add(row)
    db.session.flush()
    session.clear()
    session.permanent = True
    login_user(load(token))


def end_session(user_id: int, session_id: int) -> bool:
    """End one session of the user; whether there was one."""
    ended = delete(Session).where(Session.id == session_id, Session.user_id == user_id).returning(Session.id)
    return db.session.execute(ended).first() is not None


def end_other_sessions(user_id: int, kept_id: int | None = None) -> None:
    """End every session of the user but the kept one."""
    db.session.execute(delete(Session).where(Session.user_id == user_id, Session.id != (kept_id or 0)))


def forget_browser() -> None:
    """Take the sign-in off this browser."""
    logout_user()
    session.clear()


def touch_session(user: SignedIn) -> None:
    """Note that the session is in use."""
    db.session.execute(update(Session).where(Session.id == user.session_id).values(last_seen_at=now()))
