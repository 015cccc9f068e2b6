"""What a phone asks to have all ties without a network: rendered with the templates of the pages themselves."""

import gzip
from datetime import datetime, timedelta
from typing import Any

from flask import Response, current_app, jsonify, render_template, request, url_for
from flask_babel import get_locale
from flask_login import current_user
from markupsafe import escape

from networking_app.clock import now
from networking_app.extensions import db
from networking_app.local_time import today
from networking_app.my.blueprint import bp
from networking_app.my.syncing import Since, aliases_of, counts, gone_since, latest_change, ties_after
from networking_app.my.tie_pages import whole_pages
from networking_app.prompts.push_messages import people_due
from networking_app.security_headers import signed_in_hash
from networking_app.ties.pages import TiePage

PAGE = 200
# Others' changes are dated before they are committed: so long one may have been under way unseen.
UNDER_WAY = timedelta(seconds=10)


@bp.get("/sync")
def sync() -> Response:
    """The ties that changed, page by page; `since` is 0 in the answer where the phone must begin anew."""
    at, version, shape = now() - UNDER_WAY, latest_change(current_user.id), shape_of_pages()
    since = _since(version) if request.args.get("shape") == shape else None
    after = _number("after")
    ties = db.session.scalars(ties_after(current_user.id, since, after, PAGE + 1)).all()
    entries = _entries(whole_pages(current_user.id, ties[:PAGE]))
    return _small(jsonify(
        owner=signed_in_hash(), shape=shape, since=since.number if since else 0, version=version, at=at.isoformat(),
        ties=entries, gone=gone_since(current_user.id, since) if since and not after else [],
        next=ties[PAGE - 1].id if len(ties) > PAGE else None, counts=counts(current_user.id),
        due=people_due(current_user.id, today()),
    ))


def _small(answer: Response) -> Response:
    """The answer as gzip where the phone reads that: a tenth of the bytes, since every page has the same forms."""
    answer.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"]:
        answer.set_data(gzip.compress(answer.get_data(), 5))
        answer.content_encoding = "gzip"
    return answer


def shape_of_pages() -> str:
    """What the look of every page hangs on: a phone that kept them in another shape fetches them all again."""
    return f"{current_app.extensions['asset_version']} {get_locale()} {current_user.time_zone}"


def _since(latest: int) -> Since | None:
    """What the phone says it has; nothing where that cannot be, as after a backup was put back."""
    number = _number("since")
    try:
        at = datetime.fromisoformat(request.args.get("at", ""))
    except ValueError:
        return None
    return Since(number, at) if 0 < number <= latest and at.tzinfo else None


def _number(name: str) -> int:
    number = request.args.get(name, 0, type=int)
    return number if 0 <= number < 10**18 else 0


def _entries(pages: list[tuple[TiePage, dict[str, object]]]) -> list[dict[str, Any]]:
    aliases = aliases_of([page.tie.id for page, _values in pages])
    return [{**_entry(page, values), "aliases": aliases.get(page.tie.id, [])} for page, values in pages]


def _entry(page: TiePage, values: dict[str, object]) -> dict[str, Any]:
    tie, quiet = page.tie, page.quiet
    row = render_template("ties/_tie.html", tie=tie, quiet={tie.id: quiet} if quiet else {}, here=url_for("ties.index"))
    return {
        "id": tie.id, "title": escape(tie.name), "row": row.strip(),
        "quiet_on": quiet.quiet_on.isoformat() if quiet else None,
        "page": render_template("ties/_page.html", kept=True, **values).strip(),
        "text": f"{tie.search_text} {tie.card.search_text if tie.card else ''}".strip(),
        "tags": [tag.name for tag in tie.tags], "met": tie.last_met_at.isoformat(),
        "events": [encounter.event_id for encounter in tie.encounters if encounter.event_id],
        "has_card": tie.card_id is not None, "mutual": bool(page.theirs and page.theirs.card_id),
    }
