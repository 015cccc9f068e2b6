"""One message to look at by itself: for the tones without scripts, and for who comes from a notification."""

from datetime import date
from uuid import uuid4

from flask import abort, g, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.local_time import today
from networking_app.prompts.blueprint import bp
from networking_app.prompts.draft_links import LINKEDIN, MAIL, SIGNAL, SMS, WHATSAPP
from networking_app.prompts.draft_texts import occasion_words, tone_words
from networking_app.prompts.drafts import Draft, draft_for, hello_for, reply_for
from networking_app.prompts.voices import Voice
from networking_app.ties.models import Tie


@bp.get("/follow-ups/<id:follow_up_id>/draft")
def draft(follow_up_id: int) -> str:
    row = FollowUp.of(current_user.id, follow_up_id)
    tie = db.session.get_one(Tie, row.tie_id)
    made = draft_for(row, tie, _voice(), request.args.get("tone"))
    return render_template("prompts/draft.html", row=row, tie=tie, draft=made, here=url_for("my.today"))


@bp.get("/ties/<id:tie_id>/reply")
def reply(tie_id: int) -> str:
    """An answer to somebody who wrote last; 404 when nobody waits for one."""
    tie = Tie.of(current_user.id, tie_id)
    made = reply_for(tie, _voice(), request.args.get("tone"))
    if made is None:
        abort(404)
    return render_template("prompts/draft.html", row=None, tie=tie, draft=made, client_id=uuid4(),
                           here=url_for("my.tie", tie_id=tie.id))


@bp.get("/ties/<id:tie_id>/hello")
def hello(tie_id: int) -> str:
    """A word that asks for nothing, whenever there are five minutes for it."""
    tie = Tie.of(current_user.id, tie_id)
    made = hello_for(tie, _voice(), request.args.get("tone"))
    return render_template("prompts/draft.html", row=None, tie=tie, draft=made, client_id=uuid4(),
                           here=url_for("owed.spare"))


def _voice() -> Voice:
    return Voice.of(current_user, today())


@bp.app_template_global()
def way_words() -> dict[str, str]:
    return {MAIL: _("Mail"), SMS: _("SMS"), WHATSAPP: _("WhatsApp"), LINKEDIN: _("LinkedIn"), SIGNAL: _("Signal")}


@bp.app_template_global()
def drafted(tie: Tie, row: FollowUp | None = None, on: date | None = None) -> Draft | None:
    """For the page of a tie: the message of its next follow-up, worded as of that day, or else the answer it waits
    for."""
    if "voice" not in g:
        g.voice = _voice()
    return draft_for(row, tie, g.voice, on=on) if row else reply_for(tie, g.voice)


bp.add_app_template_global(tone_words)
bp.add_app_template_global(occasion_words)
