"""The page of a tie."""

from flask import redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from networking_app.my.blueprint import bp
from networking_app.my.tie_pages import whole_pages
from networking_app.ties.models import Tie


@bp.get("/ties/<id:tie_id>")
def tie(tie_id: int) -> str | Response:
    found = Tie.of(current_user.id, tie_id)
    if found.id != tie_id:
        return redirect(url_for("my.tie", tie_id=found.id), 301)
    [(_page, values)] = whole_pages(current_user.id, [found])
    return render_template("ties/show.html", **values)
