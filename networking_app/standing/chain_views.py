"""The way to somebody whom one names, over people who opened theirs."""

from flask import render_template, request
from flask_login import current_user

from networking_app.formats.folding import fold
from networking_app.standing.blueprint import bp
from networking_app.standing.shortest import PER_HOP, shortest_chain
from networking_app.standing.wanted import named_like
from networking_app.standing.ways import way_along

LONGEST = 120
CHOICES = 12


@bp.get("/chain")
def chain() -> str:
    """Whoever cannot be named and whoever cannot be reached look the same."""
    # PostgreSQL refuses to compare with a text that has a NUL in it.
    words = " ".join(request.args.get("to", "").replace("\0", "").split())[:LONGEST]
    names = named_like(current_user.id, words)
    wanted_id = request.args.get("person", type=int) if len(names) != 1 else next(iter(names))
    found = shortest_chain(current_user.id, wanted_id) if wanted_id in names else None
    way = way_along(found, names[found.people[-1]].name) if found else None
    choices = list(names.items())[:CHOICES] if len(names) > 1 and wanted_id not in names else []
    return render_template("standing/way.html", words=words, way=way, choices=choices, per_hop=PER_HOP,
                           more=len(names) > CHOICES, is_me=fold(words) == fold(current_user.name))
