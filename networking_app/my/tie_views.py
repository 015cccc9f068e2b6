"""The page of a tie."""

from urllib.parse import quote

from flask import Response as FileResponse
from flask import redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from networking_app.cards.saving import file_name
from networking_app.formats.vcard import write_vcard
from networking_app.my.blueprint import bp
from networking_app.my.contacts import by_what_to_remember, contact
from networking_app.my.tie_pages import whole_pages
from networking_app.ties.models import Tie


@bp.get("/ties/<id:tie_id>")
def tie(tie_id: int) -> str | Response:
    found = Tie.of(current_user.id, tie_id)
    if found.id != tie_id:
        return redirect(url_for("my.tie", tie_id=found.id), 301)
    [(_page, values)] = whole_pages(current_user.id, [found])
    return render_template("ties/show.html", **values)


@bp.get("/ties/<id:tie_id>.vcf")
def tie_file(tie_id: int) -> Response:
    """The person as a file for the phone's contacts; the owner's notes stay here."""
    found = Tie.of(current_user.id, tie_id)
    photo = found.card.photo if found.card and found.card.shows("photo") else None
    text = write_vcard(contact(found, by_what_to_remember(found), photo.jpeg if photo else None))
    answer = FileResponse(text, content_type="text/vcard; charset=utf-8")
    name = quote(file_name(found.name))
    answer.headers["Content-Disposition"] = f"attachment; filename=\"card.vcf\"; filename*=UTF-8''{name}.vcf"
    return answer
