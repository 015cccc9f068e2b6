"""The browsers that may be woken for somebody: one subscription for each browser they are signed in on."""

from collections.abc import Sequence

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import delete, exists, func, select

from networking_app.errors import DomainError
from networking_app.extensions import db, insert
from networking_app.formats.web_push import read_point, read_secret
from networking_app.forms import RequestModel
from networking_app.prompts.models import PushRefusal, PushSubscription
from networking_app.prompts.outside import Destination
from networking_app.prompts.public_addresses import BlockedAddress
from networking_app.prompts.push_keys import may_push
from networking_app.ties.models import Encounter

MOST_DEVICES = 16
MOST_LETTERS = 1000


class Keys(RequestModel):
    p256dh: str
    auth: str


class Offer(RequestModel):
    """What `PushSubscription.toJSON()` gives, and whether the person has just asked for it."""

    endpoint: str
    keys: Keys
    asked: bool = False


def subscribe(user_id: int, session_id: int, offer: Offer, device: str) -> None:
    """Keep what a browser offers as this session's; raises DomainError where it cannot or shall not be used.

    An endpoint that another account had is this one's from now on: it is the same phone.
    """
    _check(offer)
    _refuse_unless_wanted(session_id, offer.asked)
    mine, same = PushSubscription.session_id == session_id, PushSubscription.endpoint == offer.endpoint
    db.session.execute(delete(PushSubscription).where((mine & ~same) | (same & (PushSubscription.user_id != user_id))))
    values = {"session_id": session_id, "p256dh": offer.keys.p256dh, "auth": offer.keys.auth, "device": device}
    row = insert(PushSubscription).values(user_id=user_id, endpoint=offer.endpoint, **values)
    db.session.execute(row.on_conflict_do_update(index_elements=["endpoint"], set_=values))
    _keep_to_the_most(user_id, session_id)


def remove(user_id: int, subscription_id: int) -> bool:
    """Wake that browser no more, until somebody asks for it there; whether there was one."""
    mine = (PushSubscription.id == subscription_id, PushSubscription.user_id == user_id)
    session_id = db.session.scalar(delete(PushSubscription).where(*mine).returning(PushSubscription.session_id))
    if session_id is not None:
        db.session.execute(insert(PushRefusal).values(session_id=session_id).on_conflict_do_nothing())
    return session_id is not None


def devices_of(user_id: int) -> Sequence[PushSubscription]:
    """The person's browsers, the newest first."""
    mine = select(PushSubscription).where(PushSubscription.user_id == user_id)
    return db.session.scalars(mine.order_by(PushSubscription.created_at.desc(), PushSubscription.id.desc())).all()


def may_offer(user_id: int, session_id: int) -> bool:
    """Whether the start page may ask: somebody was met at an event, and push was neither taken nor taken off here."""
    if not may_push():
        return False
    met = exists().where(Encounter.owner_id == user_id, Encounter.event_id.is_not(None))
    decided = [exists().where(table.session_id == session_id) for table in (PushSubscription, PushRefusal)]
    return bool(db.session.scalar(select(met & ~decided[0] & ~decided[1])))


def _check(offer: Offer) -> None:
    hosts, inside = current_app.config["PUSH_HOSTS"], current_app.config["ALLOWED_HOSTS_INSIDE"]
    if not may_push():
        raise DomainError(_("Messages on phones are not set up here."), 409)
    try:
        read_point(offer.keys.p256dh)
        read_secret(offer.keys.auth)
        if len(offer.endpoint) > MOST_LETTERS:
            raise ValueError("too long")
        Destination.of(offer.endpoint, hosts, inside)
    except BlockedAddress:
        raise DomainError(_("This browser names a push service that is not known here."), 422) from None
    except ValueError:
        raise DomainError(_("Something in that request is not right."), 422) from None


def _refuse_unless_wanted(session_id: int, asked: bool) -> None:
    refusal = PushRefusal.session_id == session_id
    if asked:
        db.session.execute(delete(PushRefusal).where(refusal))
    elif db.session.scalar(select(exists().where(refusal))):
        raise DomainError(_("This was switched off here."), 410)


def _keep_to_the_most(user_id: int, session_id: int) -> None:
    """Beyond MOST_DEVICES let go of those that were not reached for the longest time."""
    reached = func.coalesce(PushSubscription.reached_at, PushSubscription.created_at)
    others = select(PushSubscription.id).where(
        PushSubscription.user_id == user_id, PushSubscription.session_id != session_id
    )
    surplus = others.order_by(reached.desc(), PushSubscription.id.desc()).offset(MOST_DEVICES - 1)
    db.session.execute(delete(PushSubscription).where(PushSubscription.id.in_(surplus)))
