"""The photo on a card: mine, and as others see it."""

from flask import Response, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as AnyResponse

from networking_app.bodies import takes
from networking_app.cards.blueprint import bp
from networking_app.cards.lasting import lasting
from networking_app.cards.making import delete_photo, set_photo
from networking_app.cards.models import Card
from networking_app.extensions import db
from networking_app.formats.photo import PhotoRefused, reencode
from networking_app.rate_limits import limit

MOST_UPLOADED = 13_000_000


@bp.get("/cards/<id:card_id>/photo")
def photo(card_id: int) -> Response:
    card = Card.of(current_user.id, card_id)
    if card.photo is None:
        abort(404)
    return lasting(card.photo.large, "image/webp", card.photo.digest)


def small_photo(card: Card | None) -> Response:
    """The small photo while the card shows it to others, else 404; a browser asks each time whether it still does."""
    if card is None or card.photo is None or not card.shows("photo"):
        abort(404)
    answer = Response(card.photo.small, content_type="image/webp", headers={"Cache-Control": "private, no-cache"})
    answer.set_etag(card.photo.digest)
    return answer.make_conditional(request)  # type: ignore[return-value]


@bp.post("/cards/<id:card_id>/photo", endpoint="set_photo")
@takes(MOST_UPLOADED)
def change_photo(card_id: int) -> AnyResponse:
    """Put a photo on the card; what cannot be one is refused with the reason, the card stays as it was."""
    limit("photo", current_user.id, most=30, per_seconds=600)
    Card.of(current_user.id, card_id)
    db.session.rollback()  # nobody should wait for a lock while the photo is drawn
    chosen = [file for file in request.files.getlist("photo") if file.filename]
    try:
        made = reencode(chosen[0].read() if chosen else b"")
    except PhotoRefused as refused:
        flash(str(refused) if chosen else _("Please choose a photo first."), "error")
    else:
        set_photo(Card.of(current_user.id, card_id), made)
        db.session.commit()
        flash(_("Your photo is on the card."), "done")
    return redirect(url_for("cards.edit", card_id=card_id, _anchor="photo"), 303)


@bp.delete("/cards/<id:card_id>/photo", endpoint="delete_photo")
def remove_photo(card_id: int) -> AnyResponse:
    delete_photo(Card.of(current_user.id, card_id))
    db.session.commit()
    flash(_("The photo is deleted."), "done")
    return redirect(url_for("cards.edit", card_id=card_id, _anchor="photo"), 303)
