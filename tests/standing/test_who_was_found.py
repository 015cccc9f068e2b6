"""Somebody wanted is found alike on the page of aims, among those not met yet, and when wishes are carried over."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import product

import pytest
from flask.testing import FlaskClient

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.events.models import Event, EventSeries, Target
from networking_app.formats.folding import fold
from tests.clients import text_of
from tests.factories import Make

WISHED = now() - timedelta(days=20)
BEFORE, SINCE = WISHED - timedelta(days=9), WISHED + timedelta(days=2)


@dataclass(frozen=True)
class Wish:
    """A wish for a person of the list or for a typed name; whether it is marked, and when a tie of theirs was met."""

    name: str
    is_person: bool
    is_marked: bool
    kept: str | None

    @property
    def has_tie(self) -> bool:
        return self.kept in ("since", "met again") or (self.kept == "before" and self.is_person)

    @property
    def is_found(self) -> bool:
        return self.is_marked or self.has_tie


WISHES = [Wish(f"Name{place:02}x", *facts) for place, facts in enumerate(
    product((True, False), (True, False), (None, "before", "since", "met again")))]


@pytest.fixture
def events(make: Make, alice: User, bob: User) -> tuple[Event, Event]:
    """One that is over, for which Alice had all of the wishes, and the next of the series."""
    series = make.saved(EventSeries(summary="PyData"))
    past, coming = (make.event(bob, alice, series_id=series.id, starts_at=now() + timedelta(days=days),
                               ends_at=now() + timedelta(days=days, hours=3)) for days in (-19, 2))
    for wish in WISHES:
        peer = make.user(wish.name, email=f"{wish.name}@example.org") if wish.is_person else None
        make.saved(Target(owner_id=alice.id, event_id=past.id, text=wish.name, created_at=WISHED,
                          wanted_user_id=peer.id if peer else None, found_at=now() if wish.is_marked else None))
        if wish.kept:
            make.tie(alice, peer, name=wish.name.upper(), search_text=fold(wish.name, "and more"),
                     created_at=SINCE if wish.kept == "since" else BEFORE,
                     last_met_at=BEFORE if wish.kept == "before" else SINCE)
    return past, coming


def test_the_three_places_agree_with_a_recount(
    client_for: Callable[[User], FlaskClient], events: tuple[Event, Event], alice: User
) -> None:
    past, coming = events
    client = client_for(alice)
    aims, people, next_time = (text_of(client.get(url)) for url in (
        f"/events/{past.id}/aims", f"/events/{past.id}/people", f"/events/{coming.id}/aims"))
    assert f"{sum(wish.is_found for wish in WISHES)} of {len(WISHES)}" in aims
    assert {wish.name for wish in WISHES if wish.name.upper() in people} == {
        wish.name for wish in WISHES if wish.has_tie}
    assert {wish.name for wish in WISHES if wish.name in next_time} == {
        wish.name for wish in WISHES if not wish.is_found}
    client.post(f"/events/{coming.id}/carried-targets")
    assert client.get(f"/events/{coming.id}/aims").text.count("Take away: Name") == sum(
        not wish.is_found for wish in WISHES)
