"""My cards: all of them, one in the editor, one as a stranger sees it."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select
from werkzeug.wrappers import Response

from networking_app.cards.blueprint import bp
from networking_app.cards.forms import CardForm, blank_way, read_card_form, typed_card
from networking_app.cards.making import add_card, change_card, delete_card
from networking_app.cards.models import HOLDABLE, Card
from networking_app.cards.places import places_of
from networking_app.cards.showing import shown
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.formats.circles import circles_in, line_of
from networking_app.forms import Form

Page = Response | str | tuple[str, int]


@bp.get("/cards")
def index() -> str:
    """The place "Card": the badge for here and now, the others, and my cards."""
    cards = db.session.scalars(select(Card).where(Card.user_id == current_user.id).order_by(Card.id)).all()
    return render_template("cards/index.html", cards=cards, places=places_of(current_user.id, now()))


@bp.get("/cards/new")
def new() -> str:
    form = Form(CardForm)
    form.typed = {"full_name": current_user.name, "shown": list(HOLDABLE), "ways": [blank_way("email")]}
    return _editor(form)


@bp.post("/cards/new")
def add() -> Page:
    if rows_change():
        return _editor(with_changed_rows())
    form = read_card_form(request.form)
    if not form.valid:
        return _editor(form), 422
    card = add_card(current_user.id, _columns(form.data))
    db.session.commit()
    flash(_("Your card is ready."), "done")
    return redirect(url_for("cards.preview", card_id=card.id), 303)


@bp.get("/cards/<id:card_id>/edit")
def edit(card_id: int) -> str:
    card = Card.of(current_user.id, card_id)
    form = Form(CardForm)
    form.typed = {name: getattr(card, name) for name in CardForm.model_fields if name != "shown"}
    form.typed["circles"] = line_of(card.circles)
    form.typed["shown"] = [name for name in HOLDABLE if name not in card.held_back]
    return _editor(form, card)


@bp.post("/cards/<id:card_id>/edit")
def change(card_id: int) -> Page:
    card = Card.of(current_user.id, card_id)
    if rows_change():
        return _editor(with_changed_rows(), card)
    form = read_card_form(request.form)
    if not form.valid:
        return _editor(form, card), 422
    change_card(card, _columns(form.data))
    db.session.commit()
    flash(_("Saved."), "done")
    return redirect(url_for("cards.preview", card_id=card.id), 303)


@bp.get("/cards/<id:card_id>/preview")
def preview(card_id: int) -> str:
    card = Card.of(current_user.id, card_id)
    return render_template("cards/preview.html", own=card, card=shown(card), event=None)


@bp.delete("/cards/<id:card_id>")
def delete(card_id: int) -> Response:
    card = Card.of(current_user.id, card_id)
    delete_card(card)
    db.session.commit()
    flash(_("The card is gone. Codes that showed it find nothing any more."), "done")
    return redirect(url_for("cards.index"), 303)


def rows_change() -> bool:
    """Whether the button that was pressed adds or removes a row instead of saving."""
    return "add" in request.form or "remove" in request.form


def with_changed_rows() -> Form[CardForm]:
    """The form as typed with one row more or less; nothing is judged yet."""
    form = Form(CardForm)
    form.typed = typed_card(request.form)
    if "add" in request.form:
        form.typed["ways"].append(blank_way(request.form["add"]))
    elif (number := request.form.get("remove", type=int)) in range(len(form.typed["ways"])):
        del form.typed["ways"][number]
    return form


def _editor(form: Form[CardForm], card: Card | None = None) -> str:
    return render_template("cards/edit.html", form=form, card=card)


def _columns(data: CardForm) -> dict[str, object]:
    columns = data.model_dump(exclude={"shown", "circles"})
    return {**columns, "circles": circles_in(data.circles), "held_back": data.held_back}
