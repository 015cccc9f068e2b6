"""What people wish, owe, write and do among themselves: a third reads the same, to the letter, as if it were not."""

from collections.abc import Iterator

import pytest
import time_machine
from sqlalchemy import select

from networking_app.clock import now
from networking_app.events.models import Event
from networking_app.extensions import db
from networking_app.ties.models import Tie
from tests.factories import Make
from tests.introductions.people import Four, told_apart
from tests.standing.story import introduced

SHOWN = {"offers": "welding", "asks": "sailing", "circles": ["chess"]}


@pytest.fixture
def four(make: Make) -> Four:
    return Four(make)


@pytest.fixture
def event(four: Four, make: Make) -> Event:
    """All four are there, three of them in the list."""
    found = make.event(four.alice)
    for user in (four.bob, four.charlie, four.dana):
        make.attendance(found, user, listed_at=now())
        make.badge(make.card(user, **SHOWN), found)
    make.encounter(four.to_bob, found)
    return found


def acts(four: Four, event: Event) -> Iterator[tuple[str, dict[str, str]]]:
    """What Bob does, at which address and with which fields."""
    with four.app.app_context():
        to_alice = db.session.scalar(select(Tie.id).where(
            Tie.owner_id == four.bob.id, Tie.peer_user_id == four.alice.id))
    yield f"/events/{event.id}/people/{four.dana.id}/want", {}
    yield f"/events/{event.id}/targets", {"text": "Alice Archer"}
    yield f"/events/{event.id}/aims", {"reason": "To sell bricks"}
    for path, fields in (
        ("notes", {"text": "She talks a lot", "client_id": "bobs-note-1"}), ("tags", {"name": "bore"}), ("opening", {}),
        ("owed", {"what": "favour", "side": "theirs", "text": "a ladder"}),
        ("interactions", {"channel": "mail", "direction": "out", "with_ask": "1"}),
    ):
        yield f"/ties/{to_alice}/{path}", fields


@pytest.mark.only("sqlite")  # the same pages on both
def test_who_introduced_two_cannot_tell_what_they_do_without_her(four: Four, event: Event, make: Make) -> None:
    introduced(make, four.alice, four.bob, four.charlie)
    paths = [f"/events/{event.id}", f"/events/{event.id}/people", f"/events/{event.id}/aims", "/chain?to=bob",
             "/chain?to=dana", "/chain?to=charlie", "/network?by=circle"]

    def reads() -> list[str]:
        return [four.reads(four.alice, whole=True), *(four.browser(four.alice).get(path).text for path in paths)]

    with time_machine.travel(now(), tick=False):
        before = reads()
        assert [four.post(four.bob, path, **fields).status_code for path, fields in acts(four, event)] == [303] * 8
        four.block(four.bob, four.charlie)
        changed = [line for line in told_apart(before, reads()) if 'name="draft"' not in line]
    assert [line for line in changed if not line.startswith(("---", "+++", "@@"))] == []
