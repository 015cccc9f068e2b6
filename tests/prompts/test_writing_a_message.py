"""The message that waits beside a follow-up: on Today, on the checklist, on the page of a tie and by itself."""

import html
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.event import listen, remove

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.events.models import Event
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.prompts.models import PromptSettings
from networking_app.ties.models import Encounter, Interaction, Tie
from tests.clients import text_of
from tests.factories import Make, follow_ups_of, noon

Clients = Callable[[User], FlaskClient]
WAYS = [{"kind": "email", "value": "bob+work@example.org", "label": "", "shown": True},
        {"kind": "tel", "value": "+49 (0)170 1234567", "label": "", "shown": True},
        {"kind": "url", "value": "https://www.linkedin.com/in/bob", "label": "", "shown": True}]


@pytest.fixture
def event(make: Make, alice: User) -> Event:
    ended = now() - timedelta(days=2)
    return make.event(alice, summary="Ruby & Friends", starts_at=ended - timedelta(hours=3), ends_at=ended)


@pytest.fixture
def tie(make: Make, alice: User, bob: User, event: Event) -> Tie:
    """Alice met Bob two days ago; what she noted is hers."""
    tie = make.tie(alice, bob, card_id=make.card(bob, ways=WAYS).id, name="Bob Builder")
    make.note(tie, "shy, owes Eve money", encounter_id=make.encounter(tie, event, met_at=event.ends_at).id)
    make.follow_ups(tie, event)
    return tie


def change(app: Flask, row: FollowUp, **values: object) -> None:
    with app.app_context():
        db.session.execute(update(FollowUp).where(FollowUp.id == row.id).values(**values))
        db.session.commit()


def first(app: Flask, tie: Tie) -> FollowUp:
    return follow_ups_of(app, tie)[0]


def message(page: str) -> str:
    """What stands in the text area of the only draft on the page."""
    [text] = re.findall(r'(?s)<textarea class="input" id="draft-[^>]*>\n(.*?)</textarea>', page)
    return html.unescape(text)


def links(page: str) -> dict[str, str]:
    return {channel: html.unescape(link) for link, channel in re.findall(r'href="([^"]+)" data-way="(\w+)"', page)}


@pytest.mark.parametrize("place", ["/", "/events/{event}/follow-ups", "/ties/{tie}", "/follow-ups/{row}/draft"])
def test_the_message_stands_wherever_the_follow_up_does(
    app: Flask, alice: User, tie: Tie, event: Event, client_for: Clients, place: str
) -> None:
    change(app, first(app, tie), due_on=now().date())
    page = client_for(alice).get(place.format(tie=tie.id, event=event.id, row=first(app, tie).id)).text
    assert message(page).startswith("Hi Bob,\n\nIt was a pleasure to meet you at Ruby & Friends on ")
    assert message(page).endswith(f"\n\n{alice.name}")
    assert f'name="follow_up" value="{first(app, tie).id}"' in page and "Sent: mark it done" in page


def test_each_way_carries_the_message_as_it_stands(app: Flask, alice: User, tie: Tie, client_for: Clients) -> None:
    page = client_for(alice).get(f"/follow-ups/{first(app, tie).id}/draft").text
    found, text = links(page), message(page)
    assert list(found) == ["mail", "sms", "whatsapp", "linkedin", "signal"]
    mail = urlsplit(found["mail"])
    assert mail.path == "bob+work@example.org"
    assert parse_qs(mail.query) == {"subject": ["Good to meet you at Ruby & Friends"],
                                    "body": [text.replace("\n", "\r\n")]}
    assert found["sms"] == "sms:+491701234567?&body=" + found["whatsapp"].partition("?text=")[2]
    assert unquote(found["whatsapp"]) == f"https://wa.me/491701234567?text={text}"
    assert found["signal"] == "https://signal.me/#p/+491701234567"
    assert found["linkedin"] == "https://www.linkedin.com/in/bob"


def test_a_note_stands_beside_the_message_and_never_in_it(
    app: Flask, alice: User, tie: Tie, client_for: Clients
) -> None:
    page = client_for(alice).get(f"/follow-ups/{first(app, tie).id}/draft").text
    [draft] = re.findall(r"(?s)<message-draft.*?</message-draft>", page)
    assert "shy, owes Eve money" in page and "owes" not in unquote(html.unescape(draft))
    assert "Add my note" in draft


def test_the_other_tones_come_along(app: Flask, alice: User, tie: Tie, client_for: Clients) -> None:
    client = client_for(alice)
    page = client.get(f"/follow-ups/{first(app, tie).id}/draft").text
    [texts] = re.findall(r'data-texts="([^"]*)"', page)
    others = json.loads(html.unescape(texts))
    assert set(others) == {"plain", "brief"}
    brief = client.get(f"/follow-ups/{first(app, tie).id}/draft?tone=brief").text
    assert message(brief) == others["brief"] != message(page)
    assert "Thank%20you" in links(brief)["sms"]
    odd = client.get(f"/follow-ups/{first(app, tie).id}/draft?tone=loud").text
    assert message(odd) == message(page)


def test_the_tone_chosen_once_comes_first(make: Make, app: Flask, alice: User, tie: Tie, client_for: Clients) -> None:
    make.saved(PromptSettings(user_id=alice.id, tone="brief"))
    page = client_for(alice).get(f"/follow-ups/{first(app, tie).id}/draft").text
    assert message(page).startswith("Hi Bob,\n\nThank you for the good talk at Ruby & Friends")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "It was a pleasure to meet you"),
        ({"position": 3}, "You came to my mind today"),
        ({"condition": "unanswered", "position": 2}, "My last message may have come at a busy moment"),
        ({"condition": "promised"}, "what I promised you when we met."),
        ({"source": "promise", "title": "Send the slides"}, 'what I promised you when we met: "Send the slides".'),
        ({"source": "promise", "title": "Send her the slides"}, "what I promised you when we met."),
        ({"source": "cadence", "event_id": None}, "how we met at Ruby & Friends"),
    ],
    ids=["thanks", "hello", "bump", "a step for promises", "a promise in her own words", "a promise about him",
         "keeping in touch"],
)
def test_the_message_fits_the_occasion(
    app: Flask, alice: User, tie: Tie, client_for: Clients, values: dict[str, object], said: str
) -> None:
    row = first(app, tie)
    change(app, row, step_key="of-its-own", **values)
    assert said in message(client_for(alice).get(f"/follow-ups/{row.id}/draft").text)


@pytest.fixture
def wrote(app: Flask, make: Make, alice: User, tie: Tie) -> Callable[[str, int], Interaction]:
    """Something came or went so many days ago; they had met forty days ago."""
    with app.app_context():
        db.session.execute(update(Encounter).values(met_at=now() - timedelta(days=40)))
        db.session.commit()

    def wrote(direction: str, days: int) -> Interaction:
        return make.saved(Interaction(owner_id=alice.id, tie_id=tie.id, channel="mail", direction=direction,
                                      happened_at=noon(days) if days else now()))

    return wrote


def test_somebody_who_wrote_last_is_answered_first(
    app: Flask, alice: User, tie: Tie, client_for: Clients, wrote: Callable[[str, int], Interaction]
) -> None:
    client = client_for(alice)
    assert client.get(f"/ties/{tie.id}/reply").status_code == 404
    wrote("in", 20)
    text = message(client.get(f"/ties/{tie.id}/reply").text)
    assert "Thank you for your message three weeks ago" in text and "My answer comes late" in text
    assert message(client.get(f"/follow-ups/{first(app, tie).id}/draft").text) == text
    page = client.get(f"/ties/{tie.id}")
    assert "They wrote last" in text_of(page) and message(page.text) == text
    wrote("out", 0)
    assert client.get(f"/ties/{tie.id}/reply").status_code == 404
    assert "They wrote last" not in text_of(client.get(f"/ties/{tie.id}"))


def test_who_has_met_since_owes_no_answer(
    make: Make, alice: User, tie: Tie, client_for: Clients, wrote: Callable[[str, int], Interaction]
) -> None:
    wrote("in", 20)
    make.encounter(tie)
    assert client_for(alice).get(f"/ties/{tie.id}/reply").status_code == 404


def test_an_answer_within_a_week_is_not_called_late(
    alice: User, tie: Tie, client_for: Clients, wrote: Callable[[str, int], Interaction]
) -> None:
    wrote("in", 1)
    text = message(client_for(alice).get(f"/ties/{tie.id}/reply").text)
    assert "Thank you for your message yesterday" in text and "late" not in text


def test_a_promise_comes_before_an_answer(
    app: Flask, alice: User, tie: Tie, client_for: Clients, wrote: Callable[[str, int], Interaction]
) -> None:
    wrote("in", 1)
    change(app, first(app, tie), source="promise", title="Send the slides.")
    assert "Send the slides" in message(client_for(alice).get(f"/follow-ups/{first(app, tie).id}/draft").text)


def test_one_tap_says_that_it_is_sent(app: Flask, alice: User, tie: Tie, client_for: Clients) -> None:
    client = client_for(alice)
    change(app, first(app, tie), due_on=now().date())
    page = client.get("/").text
    [form] = re.findall(r'(?s)<form[^>]*class="draft-sent".*?</form>', page)
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    for _twice in range(2):
        answer = client.post(html.unescape(re.findall(r'action="([^"]+)"', form)[0]), data=fields)
        assert (answer.status_code, answer.location) == (303, "/")
    done = first(app, tie)
    with app.app_context():
        [contact] = db.session.scalars(select(Interaction)).all()
        assert (contact.direction, contact.channel, contact.id) == ("out", "message", done.answered_by_id)
    assert done.completed_at


def test_names_cannot_break_out_of_the_page_or_the_links(
    make: Make, app: Flask, alice: User, client_for: Clients
) -> None:
    wild = """"><script>alert(1)</script>' {me}&bcc=eve@example.org\u202e"""
    event = make.event(alice, summary=wild)
    tie = make.tie(alice, name=wild, email="ada@example.org", tel="+49 30 1", url="https://linkedin.com/in/ada")
    make.encounter(tie, event)
    row = make.follow_ups(tie, event)[0]
    page = client_for(alice).get(f"/follow-ups/{row.id}/draft").text
    assert "<script>alert" not in page and "\u202e" not in message(page)
    assert "{me}&bcc=eve@example.org" in message(page)
    found = links(page)
    assert set(parse_qs(urlsplit(found["mail"]).query)) == {"subject", "body"}
    assert all(set(link) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:/?&=%@+.-_~#")
               for link in found.values())


def test_nobody_reads_the_messages_of_somebody_else(
    app: Flask, bob: User, tie: Tie, client_for: Clients, wrote: Callable[[str, int], Interaction]
) -> None:
    wrote("in", 1)
    for path in (f"/follow-ups/{first(app, tie).id}/draft", f"/ties/{tie.id}/reply"):
        assert client_for(bob).get(path).status_code == 404


def test_what_comes_due_while_there_is_no_network_is_worded_for_its_day(
    app: Flask, alice: User, tie: Tie, client_for: Clients
) -> None:
    change(app, first(app, tie), due_on=(now() + timedelta(days=5)).date())
    page = client_for(alice).get("/", headers={"X-Warming": "1"}).text
    assert "a week ago" in message(page)
    assert links(page)["sms"] == "sms:+491701234567", "what is kept is read by scripts, which put the message in"
    assert "a week ago" not in message(client_for(alice).get(f"/follow-ups/{first(app, tie).id}/draft").text)


@contextmanager
def questions(app: Flask) -> Iterator[list[str]]:
    """What is asked of the database meanwhile."""
    asked: list[str] = []
    with app.app_context():
        engine = db.engine

    def hear(connection: object, cursor: object, statement: str, *rest: object) -> None:
        asked.append(statement)

    listen(engine, "before_cursor_execute", hear)
    yield asked
    remove(engine, "before_cursor_execute", hear)


@pytest.fixture
def day_off() -> Iterator[None]:
    """A Sunday: everything is for later then."""
    with time_machine.travel("2026-11-22 12:00Z", tick=False):
        yield


@pytest.mark.usefixtures("day_off")
def test_many_drafts_need_no_more_questions_than_one(
    make: Make, app: Flask, alice: User, event: Event, tie: Tie, client_for: Clients
) -> None:
    def meet_who_wrote(name: str) -> None:
        person = make.tie(alice, name=name, email="p@example.org")
        make.encounter(person, event)
        make.saved(Interaction(owner_id=alice.id, tie_id=person.id, channel="mail", direction="in", happened_at=now()))
        make.follow_ups(person, event)

    client = client_for(alice)
    client.get("/")
    meet_who_wrote("Person 0")
    with questions(app) as few:
        client.get(f"/events/{event.id}/follow-ups?show=later")
    for number in range(1, 8):
        meet_who_wrote(f"Person {number}")
    with questions(app) as many:
        page = client.get(f"/events/{event.id}/follow-ups?show=later").text
    assert page.count("<message-draft") >= 8
    assert len(many) <= len(few)
