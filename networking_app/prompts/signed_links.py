"""Links in mails that do one thing each: signed, so that whoever has one may do that one thing without signing in.

No row remembers a link. What it did shows on what it acts on, so the second use of one changes nothing, and whoever
took its work back may use it again.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from networking_app.clock import now

LIFETIME = timedelta(days=60)


@dataclass(frozen=True)
class SignedLink:
    """What the link may do, to which row of whom, and when it was made.

    `row_made` is the second in which the row was made: ids are given again, the same second is not.
    """

    purpose: str
    user_id: int
    row_id: int
    row_made: int
    made_on: date

    @property
    def is_late(self) -> bool:
        return now().date() > self.made_on + LIFETIME

    def is_for(self, row_made_at: datetime) -> bool:
        """Whether a row made then is the one that is meant."""
        return second_of(row_made_at) == self.row_made


def make_link(purpose: str, user_id: int, row_id: int, row_made_at: datetime) -> str:
    """The secret part of a link that works for LIFETIME."""
    return str(_signer().dumps([purpose, user_id, row_id, second_of(row_made_at), now().date().toordinal()]))


def read_link(token: str, *purposes: str) -> SignedLink | None:
    """What the link says; None for one that this site did not make, or made for something else."""
    try:
        purpose, user_id, row_id, row_made, day = _signer().loads(token)
    except BadSignature:
        return None
    return SignedLink(purpose, user_id, row_id, row_made, date.fromordinal(day)) if purpose in purposes else None


def second_of(instant: datetime) -> int:
    return int(instant.astimezone(UTC).timestamp())


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="link in a prompt")
