"""Reading a form about what is owed, and saying what became of it."""

from typing import Any

from flask import flash as say
from flask import redirect, url_for
from werkzeug.wrappers import Response

from networking_app.access import safe_next
from networking_app.errors import DomainError
from networking_app.flashes import flash_undoable
from networking_app.forms import Model, submitted


def read(model: type[Model]) -> Model:
    """The form of this request; raises DomainError (422) that says what is wrong with it."""
    form = submitted(model)
    if not form.valid:
        raise DomainError(next(iter(form.errors.values())), 422, fields=form.errors)
    return form.data


def told(said: str, page: str, undone_at: str | None = None, **place: Any) -> Response:
    """Back to where it came from, or to that page, with the words and the endpoint that undoes it."""
    back = safe_next(page)
    if undone_at:
        flash_undoable(said, url_for(undone_at, **place, next=back))
    else:
        say(said, "done")
    return redirect(back, 303)
