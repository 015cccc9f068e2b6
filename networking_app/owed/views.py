"""What is owed: the page of it all, and each debt opened, changed, closed and opened again."""

from uuid import uuid4

from flask import abort, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.owed.answering import read, told
from networking_app.owed.blueprint import bp
from networking_app.owed.changing import change as restate
from networking_app.owed.closing import UNDO, settle
from networking_app.owed.forms import ChangeRequest, ClosingRequest, OwedRequest, SideRequest
from networking_app.owed.from_prompts import owe_follow_up, owe_note
from networking_app.owed.listing import LISTS, Asked, ledger_of
from networking_app.owed.models import Owed
from networking_app.owed.opening import open_owed
from networking_app.owed.replies import need_no_answer
from networking_app.owed.words import owed_words
from networking_app.ties.models import Note, Tie


@bp.get("/owed")
def index() -> str:
    """All of it, or with `show` one list of it, page by page; with `q` where all those words stand."""
    show = request.args.get("show")
    asked = Asked(request.args.get("q", "")[:200].strip(), show if show in LISTS else None,
                  min(max(request.args.get("from", 0, type=int), 0), 1_000_000))
    return render_template(f"owed/{'list' if asked.show else 'index'}.html", ledger=ledger_of(current_user.id, asked),
                           asked=asked, here=request.full_path.rstrip("?"), client_id=uuid4())


@bp.post("/ties/<id:tie_id>/owed")
def typed(tie_id: int) -> Response:
    tie, wanted = Tie.of(current_user.id, tie_id), read(OwedRequest)
    return _kept(open_owed(tie.owner_id, tie.id, wanted.what, wanted.side, wanted.text, wanted.due_on,
                           client_id=wanted.client_id))


@bp.post("/ties/<id:tie_id>/notes/<id:note_id>/owed")
def from_note(tie_id: int, note_id: int) -> Response:
    tie, wanted = Tie.of(current_user.id, tie_id), read(SideRequest)
    note = db.session.get(Note, note_id)
    if note is None or note.tie_id != tie.id or note.replaced_at:
        abort(404)
    return _kept(owe_note(note, wanted.side))


@bp.post("/follow-ups/<id:follow_up_id>/owed")
def from_follow_up(follow_up_id: int) -> Response:
    return _kept(owe_follow_up(FollowUp.of(current_user.id, follow_up_id)))


@bp.post("/owed/<id:owed_id>")
def change(owed_id: int) -> Response:
    debt, wanted = Owed.of(current_user.id, owed_id), read(ChangeRequest)
    restate(debt, wanted.model_dump())
    return _told(_("Saved."), url_for("owed.index"))


@bp.delete("/owed/<id:owed_id>")
def forget(owed_id: int) -> Response:
    """As if it had never been kept."""
    db.session.delete(Owed.of(current_user.id, owed_id))
    return _told(_("It is not kept as owed."), url_for("owed.index"))


@bp.post("/owed/<id:owed_id>/closing")
def close(owed_id: int) -> Response:
    """With thanks, or let go."""
    debt, wanted = Owed.of(current_user.id, owed_id), read(ClosingRequest)
    return _told(settle(debt, wanted.answer), url_for("owed.index"), "owed.reopen", owed_id=debt.id)


@bp.delete("/owed/<id:owed_id>/closing")
def reopen(owed_id: int) -> Response:
    return _told(settle(Owed.of(current_user.id, owed_id), UNDO), url_for("owed.index"))


@bp.post("/ties/<id:tie_id>/reply/letting-go")
def let_reply_go(tie_id: int) -> Response:
    """What they wrote needs no answer."""
    let_go = need_no_answer(Tie.of(current_user.id, tie_id))
    db.session.flush()
    return _told(_("No answer needed."), url_for("owed.index"), "owed.forget", owed_id=let_go.id)


def _kept(debt: Owed) -> Response:
    db.session.flush()
    return _told(_("Kept: %(words)s", words=owed_words(debt)), url_for("my.tie", tie_id=debt.tie_id), "owed.forget",
                 owed_id=debt.id)


def _told(said: str, page: str, undone_at: str | None = None, **place: int) -> Response:
    db.session.commit()
    return told(said, page, undone_at, **place)
