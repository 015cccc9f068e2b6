"""One tap from the mail, without signing in: a link shows what it would do, a button does it, another takes it back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.prompts import signed_links
from networking_app.prompts.mailed_acts import ACTS
from networking_app.prompts.signed_links import make_link
from networking_app.ties.models import Interaction, Note, Tie
from tests.clients import text_of
from tests.factories import Make
from tests.post import Mailbox
from tests.prompts.digests import deliver, due, links

LinkTo = Callable[..., str]


@pytest.fixture
def tie(make: Make, alice: User, bob: User) -> Tie:
    return make.tie(alice, bob)


@pytest.fixture
def follow_up(make: Make, alice: User, tie: Tie) -> FollowUp:
    return due(make, tie, make.event(alice), title="Send the slides")


@pytest.fixture
def link_to(app: Flask, follow_up: FollowUp) -> LinkTo:
    """`link_to("done")`: the path of a link about the follow-up."""

    def make_path(purpose: str, row: FollowUp = follow_up) -> str:
        with app.app_context():
            return f"/p/{make_link(purpose, row.owner_id, row.id, row.created_at)}"

    return make_path


def stored(app: Flask, row: FollowUp) -> FollowUp:
    with app.app_context():
        found = db.session.get_one(FollowUp, row.id)
        db.session.expunge(found)
    return found


def test_the_links_of_a_mail_work_from_end_to_end(
    app: Flask, client: FlaskClient, mailbox: Mailbox, alice: User, follow_up: FollowUp
) -> None:
    deliver(app, alice, follow_up)
    [mail] = mailbox.messages
    for label in ("Done", "We talked", "Tomorrow", "Next week"):
        [path] = links(mail, label)
        assert client.get(path).status_code == 200
        assert client.post(path, follow_redirects=True).status_code == 200
        assert client.post(f"{path}?_method=DELETE", follow_redirects=True).status_code == 200
        row = stored(app, follow_up)
        assert not row.touched
    client.post(links(mail, "Done")[0])
    assert stored(app, follow_up).completed_at


@pytest.mark.parametrize("purpose", ACTS)
def test_a_get_says_what_it_would_do_and_does_nothing(
    app: Flask, client: FlaskClient, link_to: LinkTo, follow_up: FollowUp, purpose: str
) -> None:
    for _scanner in range(2):
        page = client.get(link_to(purpose))
    assert "Bob" in text_of(page) and "Send the slides" in text_of(page) and "PyData" in text_of(page)
    assert page.headers["Cache-Control"] == "no-store" and page.headers["X-Robots-Tag"] == "noindex"
    assert page.headers["Referrer-Policy"] == "strict-origin" and "Set-Cookie" not in page.headers
    assert not stored(app, follow_up).touched


def test_the_page_tells_no_more_than_the_mail(
    make: Make, client: FlaskClient, alice: User, tie: Tie, link_to: LinkTo
) -> None:
    make.note(tie, "a secret of ours")
    make.tie(alice, name="Somebody else")
    said = text_of(client.get(link_to("done")))
    assert "secret" not in said and "Somebody" not in said and "alice" not in said.lower()


def test_a_link_used_twice_says_so_and_changes_nothing(
    app: Flask, client: FlaskClient, link_to: LinkTo, follow_up: FollowUp
) -> None:
    path = link_to("done")
    first = text_of(client.post(path, follow_redirects=True))
    done_at = stored(app, follow_up).completed_at
    assert text_of(client.post(path, follow_redirects=True)) == first and "Undo" in first
    assert stored(app, follow_up).completed_at == done_at


def test_putting_off_twice_on_one_day_is_doing_it_once_and_what_is_done_stays_done(
    app: Flask, client: FlaskClient, link_to: LinkTo, follow_up: FollowUp
) -> None:
    assert "asked again on" in text_of(client.post(link_to("tomorrow"), follow_redirects=True))
    day = stored(app, follow_up).snoozed_until
    client.post(link_to("tomorrow"))
    assert stored(app, follow_up).snoozed_until == day
    client.post(link_to("done"))
    assert "Done already" in text_of(client.post(link_to("next week"), follow_redirects=True))
    row = stored(app, follow_up)
    assert row.completed_at and row.snoozed_until == day


def test_taking_back_takes_nothing_back_that_somebody_decided_since(
    app: Flask, client: FlaskClient, link_to: LinkTo, follow_up: FollowUp
) -> None:
    client.post(link_to("next week"))
    client.post(link_to("tomorrow"))
    day = stored(app, follow_up).snoozed_until
    client.delete(link_to("next week"))
    assert stored(app, follow_up).snoozed_until == day


def test_a_talk_is_kept_once_with_its_line_and_taken_back(
    app: Flask, client: FlaskClient, link_to: LinkTo, follow_up: FollowUp
) -> None:
    path, form = link_to("talked"), {"note": "about ships", "with_ask": "1"}
    for _time in range(2):
        assert "Good to hear" in text_of(client.post(path, data=form, follow_redirects=True))
    with app.app_context():
        [contact] = db.session.scalars(select(Interaction))
        [note] = db.session.scalars(select(Note.text))
        assert contact.with_ask and contact.direction == "both" and note == "about ships"
    assert stored(app, follow_up).completed_at
    client.delete(path)
    with app.app_context():
        assert db.session.scalars(select(Interaction)).all() == []
    assert not stored(app, follow_up).completed_at


def test_a_line_that_cannot_be_kept_is_shown_again(client: FlaskClient, link_to: LinkTo) -> None:
    answer = client.post(link_to("talked"), data={"note": "tea\x00"})
    assert answer.status_code == 422 and "cannot be kept" in text_of(answer) and "tea" in answer.text


def test_a_link_is_late_after_two_months(
    app: Flask, client: FlaskClient, link_to: LinkTo, follow_up: FollowUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    for days, status in ((60, 200), (61, 410)):
        with monkeypatch.context() as then:
            made_at = now() - timedelta(days=days)
            then.setattr(signed_links, "now", lambda made_at=made_at: made_at)
            path = link_to("done")
        assert client.get(path).status_code == status
    answer = client.post(path)
    assert answer.status_code == 410 and "too old" in text_of(answer)
    assert not stored(app, follow_up).touched


def test_a_changed_link_is_no_link(app: Flask, client: FlaskClient, link_to: LinkTo, alice: User) -> None:
    token = link_to("done").removeprefix("/p/")
    body, _dot, signature = token.rpartition(".")
    with app.app_context():
        stop = make_link("stop daily", alice.id, alice.id, alice.created_at)
    for wrong in (token[:-1], f"{body}x.{signature}", signature, "x" * 3000, "é", stop):
        for answer in (client.get(f"/p/{wrong}"), client.post(f"/p/{wrong}"), client.delete(f"/p/{wrong}")):
            assert answer.status_code == 404


def test_what_is_gone_is_told_kindly_and_its_id_opens_nothing_else(
    app: Flask, make: Make, client: FlaskClient, link_to: LinkTo, follow_up: FollowUp, tie: Tie
) -> None:
    path = link_to("done")
    with app.app_context():
        db.session.execute(delete(FollowUp))
        db.session.commit()
    answer = client.get(path)
    assert answer.status_code == 410 and "Nothing left to do" in text_of(answer)
    again = due(make, tie, id=follow_up.id, created_at=follow_up.created_at + timedelta(days=1))
    assert client.post(path).status_code == 410 and not stored(app, again).touched
    with app.app_context():
        db.session.execute(delete(User))
        db.session.commit()
    assert client.post(path).status_code == 410


def test_a_page_of_another_site_cannot_press_the_button(app: Flask, link_to: LinkTo, follow_up: FollowUp) -> None:
    foreign = app.test_client()
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {}):
        assert foreign.post(link_to("done"), headers=headers).status_code == 403
    assert not stored(app, follow_up).touched


def test_pressing_without_end_is_stopped(
    client: FlaskClient, link_to: LinkTo, monkeypatch: pytest.MonkeyPatch
) -> None:
    from networking_app.prompts import link_views

    monkeypatch.setattr(link_views, "MOST_AN_HOUR", 3)
    assert [client.post(link_to("done")).status_code for _time in range(5)] == [303, 303, 303, 429, 429]
