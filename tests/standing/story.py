"""People who introduced each other, told in short."""

from datetime import timedelta
from typing import Any

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.introductions.models import IntroducedTie, Introducible, Introduction, Opening
from networking_app.ties.models import Tie
from tests.factories import Make


def introduced(make: Make, connector: User, first: User, second: User, **columns: Any) -> tuple[Tie, Tie]:
    """The ties that two people hold of each other since a third has introduced them."""
    ties = make.tie(first, second, origin="introduction"), make.tie(second, first, origin="introduction")
    made(make, connector, *ties, **columns)
    return ties


def made(make: Make, connector: User, first: Tie, second: Tie, **columns: Any) -> Introduction:
    """An introduction that both have said yes to, of which these ties came."""
    for tie in (first, second):
        _led(make, connector, tie)
    at = columns.pop("made_at", now())
    sides = {"first_id": first.owner_id, "second_id": second.owner_id}
    ties = {"first_tie_id": first.id, "second_tie_id": second.id}
    answers = {"offered_at": at, "first_yes_at": at, "second_yes_at": at, "made_at": at}
    rest = {"connector_id": connector.id, "expires_at": at + timedelta(days=30)}
    return make.saved(Introduction(**{**sides, **ties, **answers, **rest, **columns}))


def _led(make: Make, connector: User, tie: Tie) -> None:
    with make.app.app_context():
        by = Tie.between(tie.owner_id, connector.id)
    if by:
        make.saved(IntroducedTie(owner_id=tie.owner_id, tie_id=tie.id, by_tie_id=by.id))


def opened(make: Make, owner: User, peer: User, tie: Tie | None = None, introducible: bool = True) -> Tie:
    """The owner's tie to somebody, which its owner opened; who lets themselves be introduced, unless said otherwise."""
    tie = tie or make.tie(owner, peer)
    make.saved(Opening(owner_id=owner.id, peer_user_id=peer.id, tie_id=tie.id))
    if introducible:
        let_introduce(make, peer)
    return tie


def let_introduce(make: Make, user: User) -> None:
    """They let themselves be introduced from now on."""
    with make.app.app_context():
        db.session.merge(Introducible(user_id=user.id))
        db.session.commit()
