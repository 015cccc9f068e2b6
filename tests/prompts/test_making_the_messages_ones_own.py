import html
import json
import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from networking_app.accounts.models import User
from networking_app.extensions import db
from networking_app.prompts.models import DraftTemplate, PromptSettings
from tests.clients import text_of
from tests.factories import Make, noon

MINE = {"occasion": "thanks", "tone": "plain", "text": "Ahoy {first_name}!\n\n{event}, {when}. {topic}\n\n{me}"}


@pytest.fixture
def client(alice: User, client_for: Callable[[User], FlaskClient]) -> FlaskClient:
    return client_for(alice)


def typed(page: str) -> str:
    [text] = re.findall(r'(?s)<textarea class="input" id="text"[^>]*>\n(.*?)</textarea>', page)
    return html.unescape(text)


def kept(app: Flask) -> list[DraftTemplate]:
    with app.app_context():
        return list(db.session.scalars(select(DraftTemplate)))


def test_the_page_shows_what_comes_with_the_app_and_how_it_reads(client: FlaskClient) -> None:
    page = client.get("/drafts?occasion=hello&tone=brief")
    assert typed(page.text).startswith("Hi {first_name},\n\nI thought of you today, and of our talk at {event}.")
    assert "Hi Grace, I thought of you today, and of our talk at PyData." in text_of(page)
    assert "Back to the one that comes with the app" not in text_of(page)


@pytest.mark.parametrize("path", ["/drafts", "/drafts?occasion=x&tone=y", "/drafts?tone=", "/drafts?occasion=thanks"])
def test_without_a_choice_the_page_begins_at_the_beginning(client: FlaskClient, path: str) -> None:
    assert typed(client.get(path).text).startswith("Hi {first_name},\n\nIt was a pleasure to meet you")


def test_ones_own_words_take_the_place_of_those_that_came(
    make: Make, app: Flask, alice: User, client: FlaskClient
) -> None:
    assert client.post("/drafts", data=MINE).location == "/drafts?occasion=thanks&tone=plain"
    page = client.get("/drafts?occasion=thanks&tone=plain")
    assert typed(page.text) == MINE["text"] and "Ahoy Grace! PyData, yesterday. […] Alice" in text_of(page)
    tie = make.tie(alice, name="Bob Builder")
    event = make.event(alice, summary="Ruby Night")
    make.encounter(tie, event, met_at=noon(0))
    row = make.follow_ups(tie, event)[0]
    assert "Ahoy Bob!\n\nRuby Night, today. […]\n\nAlice" in client.get(f"/follow-ups/{row.id}/draft?tone=plain").text
    assert "Ahoy Bob!" not in typed_of_draft(client.get(f"/follow-ups/{row.id}/draft?tone=warm").text)


def typed_of_draft(page: str) -> str:
    return re.findall(r'(?s)<textarea class="input" id="draft-.*?</textarea>', page)[0]


def test_they_are_kept_once_and_the_last_words_count(app: Flask, client: FlaskClient) -> None:
    client.post("/drafts", data=MINE)
    client.post("/drafts", data=MINE | {"text": "Moin {name}"})
    assert [row.text for row in kept(app)] == ["Moin {name}"]


def test_one_tap_leads_back_to_what_came(app: Flask, client: FlaskClient) -> None:
    client.post("/drafts", data=MINE)
    client.post("/drafts", data=MINE | {"tone": "warm"})
    assert "Back to the one" in text_of(client.get("/drafts?tone=plain"))
    answer = client.post("/drafts?_method=DELETE", data={"occasion": "thanks", "tone": "plain"})
    assert answer.location == "/drafts?occasion=thanks&tone=plain"
    assert [row.tone for row in kept(app)] == ["warm"]
    assert typed(client.get("/drafts?tone=plain").text).startswith("Hi {first_name}")


def test_what_came_with_the_app_is_not_kept_as_ones_own(app: Flask, client: FlaskClient) -> None:
    client.post("/drafts", data=MINE)
    came = typed(client.get("/drafts?occasion=thanks&tone=warm").text)
    client.post("/drafts", data={"occasion": "thanks", "tone": "warm", "text": came.replace("\n", "\r\n")})
    assert [row.tone for row in kept(app)] == ["plain"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"text": " \n "}, "Please fill this in."), ({"text": "x" * 2001}, "Please keep this to 2000 characters."),
     ({"text": "a\x00b"}, "This has characters that cannot be kept."), ({"tone": "loud"}, "This does not look right."),
     ({"occasion": "a\x00"}, "This does not look right."), ({"text": ""}, "Please fill this in.")],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    app: Flask, client: FlaskClient, wrong: dict[str, str], said: str
) -> None:
    answer = client.post("/drafts", data=MINE | wrong)
    assert answer.status_code == 422 and said in text_of(answer)
    assert typed(answer.text).strip() == (MINE | wrong)["text"].strip()
    assert not kept(app)


@pytest.mark.parametrize("text", ["no words at all", "{nobody} {first_name", "{{first_name}}", "<b>{me}</b>", "😀" * 9])
def test_any_text_works_as_a_template(client: FlaskClient, text: str) -> None:
    client.post("/drafts", data=MINE | {"text": text})
    page = client.get("/drafts?tone=plain").text
    assert typed(page) == text and "<b>Alice" not in page


def test_the_tone_that_comes_first_is_remembered(app: Flask, client: FlaskClient) -> None:
    for tone in ("brief", "plain"):
        assert client.post("/drafts/tone", data={"tone": tone}).location == "/drafts"
    with app.app_context():
        assert db.session.scalars(select(PromptSettings)).one().tone == "plain"
    assert typed(client.get("/drafts").text).startswith("Hi {first_name},\n\nIt was good to meet you at")
    answer = client.post("/drafts/tone", data={"tone": "loud"})
    assert answer.status_code == 422 and "This does not look right." in text_of(answer)


def test_somebody_else_keeps_their_own_words(
    make: Make, app: Flask, bob: User, client: FlaskClient, client_for: Callable[[User], FlaskClient]
) -> None:
    client.post("/drafts", data=MINE)
    other = client_for(bob)
    assert "Ahoy" not in other.get("/drafts?tone=plain").text
    other.post("/drafts?_method=DELETE", data={"occasion": "thanks", "tone": "plain"})
    assert len(kept(app)) == 1


def test_ones_own_words_go_along_when_one_leaves(client: FlaskClient) -> None:
    client.post("/drafts", data=MINE)
    with ZipFile(BytesIO(client.post("/export").data)) as archive:
        [name] = [name for name in archive.namelist() if name.endswith(".json")]
        [words] = json.loads(archive.read(name))["own_words"]
    assert (words["occasion"], words["tone"], words["text"]) == tuple(MINE.values())


def test_the_way_there_leads_from_the_settings_and_the_reminders(client: FlaskClient) -> None:
    for path in ("/settings", "/reminders"):
        assert 'href="/drafts"' in client.get(path).text
