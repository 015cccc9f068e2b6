"""Whatever somebody writes is text to all others: on pages, in files, in mails."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import icalendar
import pytest
import vobject
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from networking_app.accounts.models import User
from networking_app.cards.models import Card
from networking_app.cards.words import index_words
from networking_app.events.models import Attendance, Event, FollowUpPlan
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.forms import Form, Name, RequestModel, Text
from networking_app.prompts.worker import deliver_batch
from networking_app.ties.models import CardLeft, Encounter, Note, Tie, TieTag
from tests.clients import Client, signed_in
from tests.endpoints import LINES
from tests.factories import PASSWORD
from tests.security.conftest import ask
from tests.snapshots import everything
from tests.world import World

ClientFor = Callable[[User], FlaskClient]

PROBE = '"><img src=x onerror=alert(1)><script>alert(2)</script>\'><a href="javascript:alert(3)">{{7*7}}</a>'
LINKS = ("javascript:alert(3)", "data:text/html,<script>alert(1)</script>", "vbscript:x", " javascript:x")
URL_ATTRIBUTES = ("href", "src", "action", "formaction", "poster", "data", "srcset", "xlink:href")
WAYS = [{"kind": "url", "value": link, "label": PROBE, "shown": True} for link in LINKS] + [
    {"kind": "email", "value": f"a@b.example{PROBE}", "label": PROBE, "shown": True},
    {"kind": "tel", "value": f"+49{PROBE}", "label": PROBE, "shown": True},
]


FORMS = [line for line in LINES if line.method != "GET" and line.body]


class Reader(HTMLParser):
    """Collects what a browser would run, and what would be found if quotes had been left early."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.found += [f"{tag} {name}" for name in given if name.startswith("on") or name == "style"]
        self.found += [f"{tag} {name}={value[:30]}" for name, value in given.items()
                       if name in URL_ATTRIBUTES and not is_harmless(value)]
        if tag == "script" and not given.get("src", "").startswith("/static/"):
            self.found.append("script")
        if tag in ("iframe", "object", "embed", "base") or (tag == "img" and given.get("src") == "x"):
            self.found.append(tag)


def is_harmless(link: str) -> bool:
    scheme, colon, _rest = link.strip().lower().partition(":")
    if link == "data:," or link.startswith("data:image/webp;base64,"):
        return True
    schemes = ("http", "https", "mailto", "tel", "sms")
    return not colon or "/" in scheme or "?" in scheme or "#" in scheme or scheme in schemes


def dangers(page: str) -> list[str]:
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader.found


def poison(app: Flask) -> None:
    """Write the probe into every field that a person writes, past the forms that would refuse it."""
    shown = {name: PROBE for name in ("full_name", "label", "pronouns", "title", "org", "note", "offers", "asks")}
    texts: list[tuple[Any, dict[str, Any]]] = [
        (User, {"name": PROBE}), (Card, shown | {"ways": WAYS, "search_text": PROBE, "circles": [PROBE]}),
        (Attendance, {"reason": PROBE, "offer": PROBE}),
        (Event, {"summary": PROBE, "location": PROBE, "description": PROBE}),
        (Tie, {name: PROBE for name in ("name", "org", "title", "email", "tel")} | {"url": LINKS[0]}),
        (Note, {"text": PROBE}), (TieTag, {"name": PROBE}), (Encounter, {"line": PROBE}),
        (CardLeft, {"line": PROBE, "owner_name": PROBE}), (FollowUp, {"title": PROBE, "hint": PROBE}),
    ]
    with app.app_context():
        for table, values in texts:
            db.session.execute(update(table).values(**values))
        steps = [{"key": "k", "days": 1, "title": PROBE, "hint": PROBE, "condition": "always"}]
        db.session.execute(update(FollowUpPlan).values(steps=steps))
        for card in db.session.scalars(select(Card)):
            index_words(card)
        db.session.commit()


def test_the_reader_sees_what_it_should() -> None:
    assert len(dangers(f'<a title="{PROBE}" href="javascript:1">{PROBE}</a>')) >= 5
    assert dangers('<a href="/ties?q=a:b">x</a><img src="data:image/webp;base64,AA"><a href="mailto:a@b">x</a>') == []


def test_no_page_runs_what_somebody_wrote(app: Flask, world: World) -> None:
    poison(app)
    world.ids["static"] = f"/static/{app.extensions['asset_version']}/"
    pages = [line for line in LINES if line.method == "GET"]
    shown = 0
    for person in (Client(app), signed_in(app, world.alice), signed_in(app, world.bob)):
        for line in pages:
            answer = ask(person, world, line)
            if answer.mimetype == "text/html":
                shown += "alert(2)" in answer.text
                assert (line.url, dangers(answer.text)) == (line.url, [])
                assert "}}</a>" not in answer.text and ">49<" not in answer.text
    assert shown > 20


@pytest.mark.parametrize("address", ["/ties?q={}", "/ties?tag={}", "/join?code={}", "/sign-in?next=/{}", "/{}"])
def test_no_page_runs_what_stands_in_its_address(client_for: ClientFor, alice: User, address: str) -> None:
    assert dangers(client_for(alice).get(address.format(PROBE.replace("#", ""))).text) == []


@pytest.mark.only("sqlite")  # about pages: no database has a say in it
@pytest.mark.parametrize("line", FORMS, ids=lambda one: one.url)
def test_no_form_that_comes_back_runs_what_was_typed(app: Flask, world: World, line: Any) -> None:
    for person in (Client(app), signed_in(app, world.bob)):
        body = {name: PROBE if name != "consent" else "" for name in line.body}
        answer = person.open(world.fill(line.url), method=line.method, data=body)
        followed = person.get(answer.location).text if answer.location else ""
        if answer.mimetype == "text/html":
            assert dangers(answer.text) == []
        assert dangers(followed) == []


INJECTION = "Ada\r\nTEL:+1900\nEND:VCARD\rBEGIN:VCARD\u2028EMAIL:evil@example.org\x85X-EVIL:1;,\\"


def test_a_vcard_has_no_line_that_somebody_smuggled_in(app: Flask, world: World, client: FlaskClient) -> None:
    with app.app_context():
        fields = {name: INJECTION for name in ("full_name", "title", "org", "note")}
        ways = [{"kind": kind, "value": INJECTION, "label": INJECTION, "shown": True} for kind in ("email", "tel")]
        db.session.execute(update(Card).values(**fields, ways=ways))
        db.session.execute(update(Event).values(summary=INJECTION))
        db.session.commit()
    answer = client.get(world.fill("/c/{code}.vcf"))
    names = [line.partition(":")[0].partition(";")[0].rpartition(".")[2] for line in answer.text.split("\r\n")
             if line and not line.startswith(" ")]
    assert {*names} <= set("BEGIN VERSION FN N ORG TITLE NOTE EMAIL TEL URL X-ABLabel PHOTO REV END".split())
    assert names.count("BEGIN") == names.count("END") == names.count("FN") == names.count("TEL") == 1
    assert len(list(vobject.readComponents(answer.text))) == 1
    assert "\r" not in answer.headers["Content-Disposition"] and "\n" not in answer.headers["Content-Disposition"]


def test_a_calendar_has_no_event_that_somebody_smuggled_in(app: Flask, world: World, client_for: ClientFor) -> None:
    words = "Talk\r\nEND:VEVENT\r\nBEGIN:VEVENT\nSUMMARY:evil\r\nATTENDEE:mailto:a@b.example"
    with app.app_context():
        db.session.execute(update(Event).values(summary=words, location=words, description=words))
        db.session.commit()
    calendar = icalendar.Calendar.from_ical(client_for(world.bob).get(world.fill("/events/{event}/event.ics")).data)
    [event] = calendar.walk("VEVENT")
    assert "ATTENDEE" not in event and "evil" in str(event["summary"])


def export_of(browser: FlaskClient) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(browser.post("/export").data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


@pytest.mark.parametrize("formula", ["=cmd()", "+1+1", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1", "\uff1d1", '"=1'])
def test_no_cell_of_an_export_is_a_formula(app: Flask, world: World, client_for: ClientFor, formula: str) -> None:
    with app.app_context():
        db.session.execute(update(Tie).values(name=formula, org=formula, title=formula, email=formula, tel=formula))
        db.session.execute(update(Note).values(text=formula))
        db.session.execute(update(TieTag).values(name=formula))
        db.session.execute(update(Card).values(org=formula, title=formula, ways=[]))
        db.session.commit()
        held = db.session.scalar(select(func.count()).where(Tie.owner_id == world.bob.id))
    rows = list(csv.reader(io.StringIO(export_of(client_for(world.bob))["ties.csv"], newline="")))
    assert held and len(rows) == 1 + held
    cells = [cell for row in rows for cell in row if cell]
    assert [cell for cell in cells if cell.lstrip(" \t\r\n")[0] in "=+-@\uff1d" or cell[0] in "\t\r\n"] == []
    assert sum(formula.strip() in cell for cell in cells) >= 5


def test_a_zip_holds_plain_files_and_no_key(app: Flask, world: World, client_for: ClientFor) -> None:
    files = export_of(client_for(world.bob))
    assert set(files) == {"my-cards.vcf", "ties.vcf", "ties.csv", "events-and-follow-ups.ics", "everything.json"}
    keys = [world.ids[name] for name in ("code", "short_code", "join_code", "reset", "verification", "left")]
    everything = "".join(files.values())
    assert [key for key in [*keys, "argon2", PASSWORD] if key in everything] == []
    assert json.loads(files["everything.json"])["account"]["name"] == "Bob"


def test_a_note_is_for_its_writer_alone(app: Flask, world: World) -> None:
    words = "a note that nobody else may read"
    bob = signed_in(app, world.bob)
    assert bob.post(world.fill("/ties/{tie}/notes"), data={"text": words, "client_id": "0123abcd"}).status_code == 303
    assert words in bob.get(world.fill("/ties/{tie}")).text and words in export_of(bob)["everything.json"]
    for person in (Client(app), signed_in(app, world.charlie), signed_in(app, world.alice)):
        for line in LINES:
            if line.method == "GET":
                world.ids["static"] = "/static/x/"
                assert (line.url, words in ask(person, world, line).text) == (line.url, False)
    for other in (world.charlie, world.alice):
        assert not any(words in content for content in export_of(signed_in(app, other)).values())


def test_what_is_held_back_reaches_nobody(app: Flask, world: World) -> None:
    hidden = "the hidden company"
    with app.app_context():
        ways = [{"kind": "email", "value": "hidden@bricks.example", "label": "", "shown": False}]
        held = {"held_back": ["org", "photo"], "org": hidden, "ways": ways, "label": "the hidden label"}
        db.session.execute(update(Card).where(Card.id == world.ids["card"]).values(**held))
        db.session.commit()
    secrets = (hidden, "hidden@bricks.example", "the hidden label")
    world.ids["static"] = "/static/x/"
    for person in (Client(app), signed_in(app, world.alice)):
        for line in LINES:
            if line.method == "GET" or line.url in ("/look-ups", "/export"):
                answer = ask(person, world, line)
                zipped = answer.mimetype == "application/zip"
                said = "".join(export_of(person).values()) if zipped else answer.text
                assert (line.url, [secret for secret in secrets if secret in said]) == (line.url, [])
    assert signed_in(app, world.alice).get(world.fill("/ties/{theirs}/photo")).status_code == 404


def test_closing_an_account_leaves_nothing_personal(app: Flask, world: World) -> None:
    person = "Zebulon Quux"
    with app.app_context():
        db.session.execute(update(User).where(User.id == world.bob.id).values(name=person))
        cards = {"full_name": person, "org": "Quux Works", "search_text": "zebulon quux works"}
        db.session.execute(update(Card).where(Card.user_id == world.bob.id).values(**cards))
        db.session.commit()
    bob = signed_in(app, world.bob)
    bob.post("/password/reset", data={"email": "bob@example.org"})
    assert bob.post("/account/closure", data={"password": PASSWORD}).status_code == 200
    with app.app_context():
        deliver_batch()
    rows = everything(app)
    traces = ("bob@example.org", "Zebulon", "Quux", "bricks.example", "bob@home.example", "poem",
              "We spoke about ships", "grace@navy")
    assert [(name, trace) for name, found in rows.items() for trace in traces if trace in "".join(found)] == []
    owned = ("cards", "badges", "photos", "notes", "scans", "tie_tags", "interactions", "blocks", "cards_left")
    assert {name: len(rows[name]) for name in owned if name != "cards"} == dict.fromkeys(owned[1:], 0)
    assert not any(f"'user_id': {world.bob.id}" in row for found in rows.values() for row in found)


class Typed(RequestModel):
    name: Name
    text: Text


def test_no_name_turns_the_sentence_in_which_it_stands() -> None:
    """What scripts from the right need stays."""
    typed = Form(Typed, {"name": "Eve\u202e\u2066 Smith", "text": "\u202a+49 30\u202c, \u05d0\u200f!"}).data
    assert (typed.name, typed.text) == ("Eve Smith", "+49 30, \u05d0\u200f!")
    assert not Form(Typed, {"name": "\u202e", "text": ""}).valid
