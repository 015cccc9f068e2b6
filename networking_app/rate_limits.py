"""Counts of attempts in the database, shared by all processes; addresses and names are only kept hashed."""

import hashlib
import hmac
from ipaddress import IPv6Address, IPv6Network, ip_address

from flask import current_app, request
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, case, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from networking_app.clock import now
from networking_app.errors import DomainError
from networking_app.extensions import Base, begin_writing, db, insert


class RateLimit(Base):
    """Attempts at one thing since `window`, in seconds since 1970: the first of them."""

    __tablename__ = "rate_limits"

    key: Mapped[str] = mapped_column(primary_key=True)
    window: Mapped[int]
    count: Mapped[int]
    expires: Mapped[int] = mapped_column(index=True)


def limit(bucket: str, key: object, most: int, per_seconds: int) -> None:
    """Count one attempt, for good; raises DomainError (429) beyond `most` in the `per_seconds` from the first one on.

    Call it before anything else has been written: it ends the transaction.
    """
    if _attempts(bucket, key, 1, per_seconds) > most:
        raise too_fast(per_seconds)


def allowance(bucket: str, key: object, wanted: int, most: int, per_seconds: int) -> int:
    """Count `wanted` attempts at once, for good; how many are within `most` in the `per_seconds` from the first on.

    Like `limit` it ends the transaction.
    """
    before = _attempts(bucket, key, wanted, per_seconds) - wanted
    return min(max(most - before, 0), wanted)


def refuse_after(bucket: str, key: object, most: int, per_seconds: int) -> None:
    """Raise DomainError (429) once `limit` has counted more than `most` attempts; counts none itself."""
    counted = select(RateLimit.count).where(RateLimit.key == _hashed(f"{bucket}:{key}"))
    if (db.session.scalar(counted.where(_lasts(int(now().timestamp()), per_seconds))) or 0) > most:
        raise too_fast(per_seconds)


def too_fast(seconds: int) -> DomainError:
    """The error (429) of who shall try again after so many seconds."""
    return DomainError(_("That was a bit fast. Please wait a moment and try again."), 429, retry_after=seconds)


def caller() -> str:
    """The network the request came from: one address of IPv4, or the /64 that a household has of IPv6."""
    return network_of(request.remote_addr or "")


def network_of(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or IPv6Network((found, 64), strict=False))
    return str(found)


def forget_expired() -> None:
    db.session.execute(delete(RateLimit).where(RateLimit.expires < int(now().timestamp())))


def _attempts(bucket: str, key: object, number: int, per_seconds: int) -> int:
    seconds = int(now().timestamp())
    values = {"key": _hashed(f"{bucket}:{key}"), "window": seconds, "count": number}
    statement = insert(RateLimit).values(**values, expires=seconds + 2 * per_seconds)
    lasts, new = _lasts(seconds, per_seconds), statement.excluded
    counted = statement.on_conflict_do_update(
        index_elements=["key"],
        set_={
            "count": case((lasts, RateLimit.count + new.count), else_=new.count),
            "window": case((lasts, RateLimit.window), else_=new.window),
            "expires": new.expires,
        },
    ).returning(RateLimit.count)
    begin_writing()
    count = db.session.execute(counted).scalar_one()
    db.session.commit()
    return count


def _lasts(seconds: int, per_seconds: int) -> ColumnElement[bool]:
    # From a later second too, as another process may be ahead; but not from far ahead, where a clock was wrong.
    return RateLimit.window.between(seconds - per_seconds + 1, seconds + per_seconds - 1)


def _hashed(text: str) -> str:
    secret = current_app.config["SECRET_KEY"].encode()
    return hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()[:32]
