"""The list of ties, the page of one, and people met without any card."""

from uuid import uuid4

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from networking_app.cards.photo_views import small_photo
from networking_app.clock import now
from networking_app.events.models import Event
from networking_app.extensions import db
from networking_app.forms import Form, submitted
from networking_app.local_time import today
from networking_app.ties.blueprint import bp
from networking_app.ties.by_hand import add_by_hand
from networking_app.ties.context import number_with_context
from networking_app.ties.forms import ByHand
from networking_app.ties.going_quiet import is_quiet, quiet_among
from networking_app.ties.keeping_in_touch import has_cadences
from networking_app.ties.models import Encounter, Tie
from networking_app.ties.pages import with_row
from networking_app.ties.scan_views import recorder
from networking_app.ties.searching import search, tags_of
from networking_app.ties.setting_cadences import cadence_of

PAGE = 50


@bp.get("/ties")
def index() -> str:
    words, tag = _asked("q")[:200], _asked("tag")[:40]
    event_id = request.args.get("event", type=int)
    only_quiet = "quiet" in request.args
    offset = min(max(request.args.get("from", 0, type=int), 0), 1_000_000)
    event_id = event_id if event_id and 0 < event_id < 10**18 else None
    found = with_row(search(current_user.id, words, event_id, tag))
    if only_quiet:
        found = found.where(is_quiet(current_user.id, today()))
    ties = db.session.scalars(found.offset(offset).limit(PAGE + 1)).all()
    return render_template(
        "ties/index.html", ties=ties[:PAGE], more=offset + PAGE if len(ties) > PAGE else None, q=words, tag=tag,
        event_id=event_id, tags=tags_of(current_user.id), events=_events_met_at(), count=_count(),
        with_words=number_with_context(current_user.id),
        here=request.full_path.rstrip("?"), only_quiet=only_quiet, keeps=has_cadences(current_user.id),
        quiet=quiet_among([tie.id for tie in ties]),
        cadence=cadence_of(current_user.id, tag=tag, event_id=event_id) if tag or event_id else None,
    )


def _asked(name: str) -> str:
    # PostgreSQL refuses to compare with a text that has a NUL in it.
    return request.args.get(name, "").replace("\0", "")


def _count() -> int:
    return db.session.scalar(select(func.count()).select_from(Tie).where(Tie.owner_id == current_user.id)) or 0


def _events_met_at() -> list[Event]:
    met_at = select(Encounter.event_id).where(Encounter.owner_id == current_user.id)
    return list(db.session.scalars(select(Event).where(Event.id.in_(met_at)).order_by(Event.starts_at.desc()).limit(6)))


@bp.get("/ties/frame")
def frame() -> str:
    """The page of a tie without the tie: a phone without a network puts the one it kept in the place of the mark."""
    return render_template("ties/frame.html")


@bp.get("/ties/<id:tie_id>/photo")
def photo(tie_id: int) -> Response:
    """The peer's photo as a small WebP, while their card shows it."""
    return small_photo(Tie.of(current_user.id, tie_id).card)


@bp.post("/ties/<id:tie_id>")
def rename(tie_id: int) -> Response:
    """The name the owner knows the person by."""
    tie = Tie.of(current_user.id, tie_id)
    name = " ".join(request.form.get("name", "").split())[:120]
    if name and name.isprintable():
        tie.name = name
        db.session.commit()
    return redirect(url_for("my.tie", tie_id=tie.id), 303)


@bp.delete("/ties/<id:tie_id>")
def delete(tie_id: int) -> Response:
    tie = Tie.of(current_user.id, tie_id)
    db.session.delete(tie)
    db.session.commit()
    flash(_("%(name)s is no longer among your ties.", name=tie.name), "done")
    return redirect(url_for("ties.index"), 303)


@bp.get("/ties/new")
def new() -> str:
    running = Event.running_for(current_user.id, now())
    form = Form(ByHand)
    form.typed = {"client_id": str(uuid4()), "event_id": running.id if running else ""}
    return _by_hand_page(form)


@bp.post("/ties/new")
def add() -> Response | tuple[str, int]:
    form = submitted(ByHand, tags="tags")
    if not form.valid:
        return _by_hand_page(form), 422
    tie_id = add_by_hand(recorder(), form.data)
    db.session.commit()
    return redirect(url_for("my.tie", tie_id=tie_id), 303)


def _by_hand_page(form: Form[ByHand]) -> str:
    mine = Event.attended_by(current_user.id).where(Event.starts_at <= now()).order_by(Event.starts_at.desc()).limit(12)
    choices = [("", _("Not at an event")), *((event.id, event.summary) for event in db.session.scalars(mine))]
    return render_template("ties/new.html", form=form, choices=choices)
