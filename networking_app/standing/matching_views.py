"""Who among my ties could help whom."""

from flask import current_app, render_template
from flask_login import current_user

from networking_app.standing.blueprint import bp
from networking_app.standing.matching import KINDS, matches_within


@bp.get("/matches")
def matches() -> str:
    """Offers before asks: whom I can help, whom I could introduce, who can help me."""
    found = matches_within(current_user.id)
    by_kind = {kind: [match for match in found if match.kind == kind] for kind in KINDS}
    return render_template(
        "standing/matches.html", found=found, by_kind=by_kind,
        can_introduce="introductions.new" in current_app.view_functions,
    )
