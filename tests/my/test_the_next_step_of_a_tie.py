"""The page of a tie offers what is to be done there, as the start page does: no promise where none was made."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product

import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.follow_ups.models import PROMISE, FollowUp
from networking_app.prompts.next_steps import condition_holds
from networking_app.prompts.to_do import to_do
from networking_app.ties.models import Encounter, Interaction, Tie, TieTag
from tests.clients import text_of
from tests.factories import Make


def test_what_is_to_be_done_is_what_the_database_says(app: Flask, make: Make, alice: User, bob: User) -> None:
    tie_id, event = make.tie(alice, bob).id, make.event(alice)
    make.follow_ups(Tie(id=tie_id, owner_id=alice.id))
    cases = product((True, False), ("in", "out", None), ("open", "skipped", None), (-1, 1, None))
    for tagged, direction, kept, met_after in cases:
        with app.app_context():
            tie = db.session.get_one(Tie, tie_id)
            tie.tags = [TieTag(owner_id=alice.id, name="promised")] * tagged
            if direction:
                tie.interactions = [Interaction(owner_id=alice.id, channel="mail", direction=direction,
                                                happened_at=now())]
            first_planned = db.session.scalar(select(func.min(FollowUp.created_at)))
            if met_after:
                tie.encounters = [Encounter(owner_id=alice.id, event_id=event.id,
                                            met_at=first_planned + timedelta(hours=met_after))]
            first = db.session.scalars(select(FollowUp).where(FollowUp.position == 0)).one()
            first.source = PROMISE if kept else "plan"
            first.skipped_at = now() if kept == "skipped" else None
            db.session.flush()
            rows = db.session.scalars(select(FollowUp).order_by(FollowUp.id)).all()
            there = db.session.scalars(select(FollowUp.id).where(FollowUp.is_open(), condition_holds()))
            assert {row.id for row in to_do(tie, rows)} == set(there)
            db.session.rollback()


def test_nobody_is_said_to_have_promised_what_they_did_not(
    client_for: Callable[[User], FlaskClient], make: Make, alice: User, bob: User
) -> None:
    tie, client = make.tie(alice, bob), client_for(alice)
    thanks = make.follow_ups(tie)[0]
    client.post(f"/follow-ups/{thanks.id}/completion")
    assert "Send what you promised" not in text_of(client.get(f"/ties/{tie.id}"))
    client.post(f"/ties/{tie.id}/tags", data={"name": "promised"})
    assert "Send what you promised" in text_of(client.get(f"/ties/{tie.id}"))


def test_whoever_was_met_again_is_not_asked_once_more(
    client_for: Callable[[User], FlaskClient], make: Make, alice: User, bob: User
) -> None:
    tie = make.tie(alice, bob)
    thanks = make.follow_ups(tie)[0]
    with time_machine.travel(now() + timedelta(days=20), tick=False):
        client = client_for(alice)
        client.post(f"/follow-ups/{thanks.id}/completion")
        assert "Ask once more" in text_of(client.get("/")) and "Ask once more" in text_of(client.get(f"/ties/{tie.id}"))
        make.encounter(tie, make.event(alice))
        assert not any("Ask once more" in text_of(client.get(page)) for page in ("/", f"/ties/{tie.id}"))
