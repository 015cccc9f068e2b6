"""Which tie, note, contact, step, debt or wish an item means: by the id here, or by the name that the phone gave it."""

from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.exceptions import NotFound

from networking_app.clock import milliseconds
from networking_app.errors import DomainError
from networking_app.events.models import Target
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.my.arrivals import Arrival
from networking_app.owed.models import Owed
from networking_app.ties.models import Encounter, Interaction, Note, Scan, Tie


def tie_named(owner_id: int, name: str) -> Tie:
    """The owner's tie; raises DomainError (404), the same for what is removed and for what is somebody else's."""
    try:
        return Tie.of(owner_id, int(name) if name.isdigit() else _tie_made_by(owner_id, name.partition(":")[2]))
    except NotFound:
        raise DomainError(_("This person is no longer among your ties."), 404) from None


def note_named(tie: Tie, name: str) -> Note:
    """The tie's note; raises DomainError (404)."""
    own = Note.id == int(name) if name.isdigit() else Note.client_id == name.partition(":")[2]
    note = db.session.scalar(select(Note).where(Note.owner_id == tie.owner_id, Note.tie_id == tie.id, own))
    if note is None:
        raise DomainError(_("The note that this changes has not arrived, or is not there any more."), 404)
    return note


def note_id_named(owner_id: int, name: str) -> int | None:
    """The id of a note of the owner's; None where a phone's name means none."""
    if name.isdigit():
        return int(name)
    named = Note.client_id == name.partition(":")[2]
    return db.session.scalar(select(Note.id).where(Note.owner_id == owner_id, named))


def contact_named(tie: Tie, name: str) -> Interaction | None:
    """The tie's contact; None when it is not there, which is what undoing it is after."""
    own = Interaction.id == int(name) if name.isdigit() else Interaction.client_id == name.partition(":")[2]
    mine = (Interaction.owner_id == tie.owner_id, Interaction.tie_id == tie.id)
    return db.session.scalar(select(Interaction).where(*mine, own))


def step_named(owner_id: int, follow_up_id: int) -> FollowUp:
    """The owner's follow-up; raises DomainError (404)."""
    try:
        return FollowUp.of(owner_id, follow_up_id)
    except NotFound:
        raise DomainError(_("This step is not there any more."), 404) from None


def debt_named(owner_id: int, name: str, born: int | None) -> Owed:
    """What that owner keeps as owed, opened at that time (ms) if it is known; raises DomainError (404)."""
    if not name.isdigit():
        name, born = _debt_made_by(owner_id, name.partition(":")[2])
    debt = db.session.get(Owed, int(name))
    if debt is None or debt.owner_id != owner_id or born not in (None, milliseconds(debt.opened_at)):
        raise DomainError(_("This is not kept as owed any more."), 404)
    return debt


def wish_named(owner_id: int, target_id: int, born: int | None) -> Target | None:
    """Whom or what that owner wants to meet, wished for at that time (ms) if it is known; None when it is not there."""
    target = db.session.get(Target, target_id)
    if target is None or target.owner_id != owner_id or born not in (None, milliseconds(target.created_at)):
        return None
    return target


def _debt_made_by(owner_id: int, client_id: str) -> tuple[str, int | None]:
    """The id of the debt that an item of a phone has opened, and when (ms); 0 where there is none."""
    arrived = select(Arrival.answer).where(Arrival.owner_id == owner_id, Arrival.client_id == client_id)
    answer = db.session.scalar(arrived) or {}
    return str(answer.get("owed_id") or 0), answer.get("born")


def _tie_made_by(owner_id: int, client_id: str) -> int:
    """The id of the tie that a scan or a person added by hand has made; 0 when it is removed since."""
    scan = select(Scan.id, Encounter.tie_id).outerjoin(Encounter, Encounter.id == Scan.encounter_id)
    if scanned := db.session.execute(scan.where(Scan.owner_id == owner_id, Scan.client_id == client_id)).first():
        return scanned.tie_id or 0
    # The ledger comes first: somebody known by address was found, and kept the client id of the first time.
    arrived = select(Arrival.answer).where(Arrival.owner_id == owner_id, Arrival.client_id == client_id)
    if answer := db.session.scalar(arrived):
        return int(answer.get("tie_id") or 0)
    by_form = select(Tie.id).where(Tie.owner_id == owner_id, Tie.client_id == client_id)
    if tie_id := db.session.scalar(by_form):
        return tie_id
    raise DomainError(_("The person this belongs to has not arrived yet."), 404)
