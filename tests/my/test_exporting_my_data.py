"""The export holds all that is one's own, in files that other programs read, and nothing else."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime

import icalendar
import vobject
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, event

from networking_app.accounts.models import User, hashed
from networking_app.cards.models import Badge
from networking_app.clock import now
from networking_app.events.models import EventSeries
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.prompts.models import PromptSettings, Webhook
from networking_app.ties.models import Cadence, TieTag
from tests.factories import Make
from tests.push_phone import PushPhone, subscribed

ClientFor = Callable[[User], FlaskClient]


def files(client: FlaskClient) -> dict[str, str]:
    answer = client.post("/export")
    assert answer.status_code == 200 and answer.content_type == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


def evening(make: Make, alice: User, bob: User) -> Badge:
    """Alice and Bob met; each noted something about the other."""
    email = {"kind": "email", "value": "bob@work.example", "label": "work", "shown": True}
    hidden = {"kind": "tel", "value": "+49 30 1", "label": "", "shown": False}
    card = make.card(bob, org="Acme", title="Smith", ways=[email, hidden], held_back=["title"])
    event = make.event(alice, bob, series_id=make.saved(EventSeries(summary="Nights")).id)
    mine, theirs = make.tie(alice, bob, card_id=card.id, name="Bobby", tel="+49 40 2"), make.tie(bob, alice)
    for tie, words in ((mine, "plays chess"), (theirs, "talks too much")):
        make.note(tie, words, encounter_id=make.encounter(tie, event).id)
    make.saved(TieTag(owner_id=alice.id, tie_id=mine.id, name="=cmd"))
    make.saved(Cadence(owner_id=alice.id, tag="mentor", days=61))
    make.saved(Cadence(owner_id=bob.id, tag="talks too much", days=365))
    make.saved(FollowUp(owner_id=alice.id, tie_id=mine.id, event_id=event.id, step_key="thanks", position=0,
                        title="Say thank you", condition="always", due_on=date(2026, 3, 2), due_at=now()))
    return make.badge(make.card(alice, note="compilers"), event)


def test_one_tie_goes_into_the_contacts_with_what_to_remember_and_no_note(
    make: Make, client_for: ClientFor, alice: User, bob: User
) -> None:
    card = make.card(bob, note="bread and fonts", title="Smith", held_back=["title"])
    tie = make.tie(alice, bob, card_id=card.id, name="Bobby Tables", tel="+49 40 2")
    make.encounter(tie, make.event(alice, summary="PyData", starts_at=datetime(2026, 5, 8, 17, tzinfo=UTC),
                                   ends_at=datetime(2026, 5, 8, 20, tzinfo=UTC)))
    make.note(tie, "talks too much")
    answer = client_for(alice).get(f"/ties/{tie.id}.vcf")
    assert answer.content_type == "text/vcard; charset=utf-8" and "Bobby%20Tables.vcf" in answer.headers[
        "Content-Disposition"]
    person = vobject.readOne(answer.text)
    assert person.note.value == "Met at PyData, May 8, 2026. Remember for: bread and fonts"
    assert (person.fn.value, person.tel.value) == ("Bobby Tables", "+49 40 2") and not hasattr(person, "title")
    assert client_for(bob).get(f"/ties/{tie.id}.vcf").status_code == 404


def test_all_of_it_is_there(make: Make, client_for: ClientFor, alice: User, bob: User) -> None:
    evening(make, alice, bob)
    everything = json.loads(files(client_for(alice))["everything.json"])
    [tie] = everything["ties"]
    assert (tie["name"], tie["tags"], tie["notes"][0]["text"]) == ("Bobby", ["=cmd"], "plays chess")
    assert tie["follow_ups"][0]["due_on"] == "2026-03-02"
    assert [(one["kind"], one["series"]) for one in everything["events"]] == [("meetup", "Nights")]
    [cadence] = everything["cadences"]
    assert (cadence["tag"], cadence["days"], cadence["tie_id"]) == ("mentor", 61, None)
    assert everything["account"]["addresses"][0]["email"] == "alice@example.org"
    assert everything["cards"][0]["note"] == "compilers"
    assert everything["events"][0]["summary"] == "PyData"
    assert len(everything["sessions"]) == 1 and len(everything["badges"]) == 1


def test_nothing_of_others_is_in_it(make: Make, client_for: ClientFor, alice: User, bob: User) -> None:
    evening(make, alice, bob)
    for name, text in files(client_for(alice)).items():
        for secret in ("talks too much", "+49 30 1", "Smith"):
            assert secret not in text, name


def test_no_key_is_in_it(make: Make, client_for: ClientFor, alice: User, bob: User) -> None:
    badge = evening(make, alice, bob)
    device = subscribed(make, alice, PushPhone(), "https://fcm.googleapis.com/fcm/send/secret")
    text = "".join(files(client_for(alice)).values())
    assert device.device in text
    for key in (badge.code, badge.short_code, alice.password_hash, alice.phone_key, device.endpoint, device.p256dh,
                device.auth):
        assert key not in text


def test_an_address_book_reads_the_cards(make: Make, client_for: ClientFor, alice: User, bob: User) -> None:
    evening(make, alice, bob)
    written = files(client_for(alice))
    [person] = vobject.readComponents(written["ties.vcf"])
    assert person.fn.value == "Bobby" and person.org.value == ["Acme"]
    assert person.email.value == "bob@work.example" and person.tel.value == "+49 40 2"
    assert "plays chess" in person.note.value and "PyData" in person.note.value
    [own] = vobject.readComponents(written["my-cards.vcf"])
    assert own.note.value == "compilers"


def test_a_spreadsheet_reads_the_table_and_runs_nothing(
    make: Make, client_for: ClientFor, alice: User, bob: User
) -> None:
    evening(make, alice, bob)
    [row] = csv.DictReader(io.StringIO(files(client_for(alice))["ties.csv"], newline=""))
    assert (row["Name"], row["Organisation"], row["Tags"]) == ("Bobby", "Acme", "'=cmd")
    assert row["Next follow-up"] == "2026-03-02 Say thank you"


def test_a_calendar_reads_events_and_follow_ups(make: Make, client_for: ClientFor, alice: User, bob: User) -> None:
    evening(make, alice, bob)
    calendar = icalendar.Calendar.from_ical(files(client_for(alice))["events-and-follow-ups.ics"])
    assert [str(event["summary"]) for event in calendar.walk("VEVENT")] == ["PyData"]
    assert [str(todo["summary"]) for todo in calendar.walk("VTODO")] == ["Say thank you: Bobby"]


def test_somebody_new_gets_a_file_too(client_for: ClientFor, alice: User) -> None:
    assert set(files(client_for(alice))) == {
        "my-cards.vcf", "ties.vcf", "ties.csv", "events-and-follow-ups.ics", "everything.json"
    }


def test_exporting_holds_up_no_writer(app: Flask, client_for: ClientFor, alice: User) -> None:
    # On SQLite a writing transaction takes its place in the queue of writers; the one that reads it all must not.
    places: list[object] = []
    with app.app_context():
        engine = db.engine

    def note_place(connection: Connection) -> None:
        places.append(getattr(connection.connection.dbapi_connection, "place", None))

    event.listen(engine, "begin", note_place)
    client_for(alice).post("/export")
    event.remove(engine, "begin", note_place)
    assert places[-1] is None


def test_how_one_is_reminded_is_in_it_and_no_key_of_it(make: Make, client_for: ClientFor, alice: User) -> None:
    make.saved(PromptSettings(user_id=alice.id, digest="weekly", quiet_from=20, feed_hash=hashed("a secret")))
    make.saved(Webhook(user_id=alice.id, url="https://hooks.example/mine", secret="whsec_c2VjcmV0"))  # noqa: S106
    text = files(client_for(alice))["everything.json"]
    said = json.loads(text)["reminders"]
    assert (said["digest"], said["quiet_from"], said["calendar"]) == ("weekly", 20, True)
    assert said["webhook"]["url"] == "https://hooks.example/mine"
    assert "whsec" not in text and hashed("a secret") not in text
