"""One's data in one zip: address book, table and calendar for other programs, and everything as JSON."""

import io
import zipfile

from flask_babel import gettext as _

from networking_app.cards.models import EMAIL, TEL, URL, Card
from networking_app.events.calendar_entry import calendar_entry
from networking_app.formats.icalendar import TodoEntry, calendar_of
from networking_app.formats.table import write_csv
from networking_app.formats.vcard import Vcard, write_vcard
from networking_app.my.contacts import contact, labelled, org_of, title_of, ways_of
from networking_app.my.export_json import write_everything
from networking_app.my.gathering import Belongings
from networking_app.owed.words import owed_words
from networking_app.ties.models import Tie
from networking_app.urls import lasting_id


def write_export(own: Belongings) -> bytes:
    """The zip file."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("my-cards.vcf", "".join(write_vcard(_own_card(card)) for card in own.cards))
        archive.writestr("ties.vcf", "".join(write_vcard(_person(tie)) for tie in own.ties))
        archive.writestr("ties.csv", _table(own).encode("utf-8-sig"))
        archive.writestr("events-and-follow-ups.ics", _calendar(own))
        archive.writestr("everything.json", write_everything(own))
    return written.getvalue()


def _own_card(card: Card) -> Vcard:
    return Vcard(
        full_name=card.full_name, org=card.org, title=card.title, note=card.note, emails=labelled(card.ways, EMAIL),
        tels=labelled(card.ways, TEL), urls=labelled(card.ways, URL), rev=card.updated_at,
        photo_jpeg=card.photo.jpeg if card.photo else None, categories=tuple(card.circles),
    )


def _person(tie: Tie) -> Vcard:
    return contact(tie, "\n".join([*_meetings(tie), *_notes(tie)]))


def _table(own: Belongings) -> str:
    header = (_("Name"), _("Organisation"), _("Role"), _("E-mail"), _("Phone"), _("Link"), _("Met"), _("Last met"),
              _("Tags"), _("Notes"), _("Next follow-up"), _("Owed"))
    return write_csv(header, [_line(own, tie) for tie in own.ties])


def _line(own: Belongings, tie: Tie) -> list[str]:
    ways = [", ".join(value for _label, value in ways_of(tie, kind)) for kind in (EMAIL, TEL, URL)]
    waiting = [step for step in own.steps_of.get(tie.id, ()) if not (step.touched or step.withdrawn_at)]
    following = [f"{step.day.isoformat()} {step.title}" for step in waiting[:1]]
    tags = ", ".join(tag.name for tag in tie.tags)
    last_met, met, notes = tie.last_met_at.date().isoformat(), "\n".join(_meetings(tie)), "\n".join(_notes(tie))
    return [tie.name, org_of(tie), title_of(tie), *ways, met, last_met, tags, notes, *(following or [""]),
            "\n".join(_debts(own, tie))]


def _calendar(own: Belongings) -> bytes:
    events = [calendar_entry(attendance.event) for attendance in own.attendances]
    names = {tie.id: tie.name for tie in own.ties}
    todos = [
        TodoEntry(lasting_id("follow-up", step.id), f"{step.title}: {names[tie_id]}", step.hint, step.day,
                  step.completed_at)
        for tie_id, steps in own.steps_of.items() for step in steps if not (step.skipped_at or step.withdrawn_at)
    ]
    return calendar_of(events, todos)


def _meetings(tie: Tie) -> list[str]:
    where = [(encounter.met_at.date(), encounter.event) for encounter in tie.encounters]
    return [_("%(event)s, %(day)s", event=event.summary, day=day) if event else str(day) for day, event in where]


def _debts(own: Belongings, tie: Tie) -> list[str]:
    """What is open between the two."""
    opened = [debt for debt in own.owed_of.get(tie.id, ()) if not debt.closed_at]
    return [" · ".join(filter(None, (owed_words(debt), debt.text, str(debt.day or "")))) for debt in opened]


def _notes(tie: Tie) -> list[str]:
    return [note.text for note in tie.notes]
