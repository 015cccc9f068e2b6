"""The page of those who know the reader, and the lists behind it."""

from flask import abort, render_template, request
from flask_login import current_user

from networking_app.standing.blueprint import bp
from networking_app.standing.known_by_page import page_of
from networking_app.standing.ledger import ledger_of
from networking_app.standing.people import ALL, LISTS, listed, shown

PAGE = 50


@bp.get("/known-by")
def known_by() -> str:
    return render_template("standing/known_by.html", **page_of(current_user.id))


@bp.get("/known-by/people")
def people_who_know_me() -> str:
    """Everybody, those without a tie back, or those who came by themselves, with what can be answered to each."""
    which = request.args.get("show", ALL)
    if which not in LISTS:
        abort(404)
    offset = min(max(request.args.get("from", 0, type=int), 0), 1_000_000)
    ledger = ledger_of(current_user.id)
    rows = listed(ledger, which)
    people = shown(ledger, rows[offset:offset + PAGE])
    more = offset + PAGE if len(rows) > offset + PAGE else None
    return render_template("standing/people.html", people=people, which=which, number=len(rows), more=more)
