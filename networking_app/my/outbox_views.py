"""Where phones bring what was done without a network."""

from typing import Any

from flask import Response, jsonify
from flask_babel import gettext as _
from flask_login import current_user

from networking_app.bodies import takes
from networking_app.clock import offset_from
from networking_app.errors import DomainError
from networking_app.extensions import begin_writing, db
from networking_app.forms import read_json
from networking_app.my.blueprint import bp
from networking_app.my.outbox import Answer, TakingIn, refusal
from networking_app.my.outbox_forms import OutboxRequest
from networking_app.my.outbox_items import Invalid, Valid, each_once, read
from networking_app.rate_limits import allowance, limit
from networking_app.reading import only_reads
from networking_app.security_headers import signed_in_hash
from networking_app.ties.scan_views import recorder

MOST_A_MINUTE = 120
# Short codes can be guessed, so few of them are tried: in how many seconds how many.
TYPED_IN, MOST_TYPED = 600, 50


@bp.post("/outbox")
@takes(2_000_000)
@only_reads
def take_in_outbox() -> Response:
    """At most 50 items of one phone, in the order in which they were made, and an answer to each."""
    sent = read_json(OutboxRequest)
    if sent.owner != signed_in_hash():
        raise DomainError(_("This page belongs to somebody who is no longer signed in here."), 401)
    limit("outbox", current_user.id, most=MOST_A_MINUTE, per_seconds=60)
    offset = offset_from(sent.sent_at)
    items = [read(item, offset) for item in sent.items]
    answers = _taken_in(each_once(items))
    return jsonify(results=_results(items, answers))


def _taken_in(items: list[Valid]) -> dict[str, Answer]:
    typed = sum(1 for one in items if one.scan and one.scan.typed)
    typed_left = allowance("outbox-short-code", current_user.id, typed, MOST_TYPED, TYPED_IN) if typed else 0
    if not items:
        return {}
    begin_writing()
    answers = TakingIn(recorder(), typed_left, TYPED_IN).take_in(items)
    db.session.commit()
    return answers


def _results(items: list[Valid | Invalid], answers: dict[str, Answer]) -> list[dict[str, Any]]:
    """What is said of each item; the second of the same client id is told what became of the first."""
    results, told = [], set()
    for one in items:
        answer = refusal(one.error) if isinstance(one, Invalid) else answers[one.client_id]
        again = isinstance(one, Valid) and one.client_id in told
        status = 200 if again and answer.status == 201 else answer.status
        results.append({"client_id": one.client_id, "status": status, "body": answer.body})
        if isinstance(one, Valid):
            told.add(one.client_id)
    return results
