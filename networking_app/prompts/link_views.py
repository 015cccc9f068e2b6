"""The pages behind the links in mails: a GET only shows, a POST does what the link is for, a DELETE takes it back."""

from collections.abc import Collection

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from networking_app.access import from_anywhere, public
from networking_app.accounts.token_pages import token_page
from networking_app.errors import DomainError
from networking_app.events.models import Event
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.forms import Form, submitted
from networking_app.prompts import mail_settings, mailed_acts
from networking_app.prompts.blueprint import bp
from networking_app.prompts.signed_links import SignedLink, read_link
from networking_app.rate_limits import limit
from networking_app.ties.models import Tie

HOUR, MOST_AN_HOUR = 3600, 200


@bp.get("/p/<token>")
@public
def mailed_act(token: str) -> Response:
    link = _link(token, mailed_acts.ACTS)
    follow_up = mailed_acts.follow_up_of(link)
    return _over(link) if link.is_late or follow_up is None else _act_page(link, follow_up, token)


@bp.post("/p/<token>")
@public
def do_mailed_act(token: str) -> Response:
    link = _counted(token, mailed_acts.ACTS)
    follow_up = mailed_acts.follow_up_of(link)
    if link.is_late or follow_up is None:
        return _over(link)
    form = submitted(mailed_acts.Words)
    if not form.valid:
        return _act_page(link, follow_up, token, form)
    mailed_acts.do(link, follow_up, form.data)
    db.session.commit()
    return redirect(url_for("prompts.mailed_act", token=token), 303)


@bp.delete("/p/<token>")
@public
def take_mailed_act_back(token: str) -> Response:
    link = _counted(token, mailed_acts.ACTS)
    follow_up = mailed_acts.follow_up_of(link)
    if link.is_late or follow_up is None:
        return _over(link)
    mailed_acts.take_back(link, follow_up)
    db.session.commit()
    return redirect(url_for("prompts.mailed_act", token=token), 303)


@bp.get("/unsubscribe/<token>")
@public
def unsubscribe(token: str) -> Response:
    return _mail_page(_link(token, mail_settings.STOPS), token)


@bp.post("/unsubscribe/<token>")
@public
@from_anywhere
def stop_mails(token: str) -> Response:
    """Answers without a redirect, which mail programs do not follow (RFC 8058)."""
    link = _counted(token, mail_settings.STOPS)
    mail_settings.stop(link)
    db.session.commit()
    return _mail_page(link, token)


@bp.delete("/unsubscribe/<token>")
@public
def start_mails_again(token: str) -> Response:
    link = _counted(token, mail_settings.STOPS)
    if not link.is_late:
        mail_settings.start_again(link)
    db.session.commit()
    return redirect(url_for("prompts.unsubscribe", token=token), 303)


def _act_page(link: SignedLink, follow_up: FollowUp, token: str, form: Form | None = None) -> Response:
    tie, event = db.session.get_one(Tie, follow_up.tie_id), db.session.get(Event, follow_up.event_id or 0)
    page = render_template(
        "prompts/mailed_act.html", purpose=link.purpose, follow_up=follow_up, tie=tie, event=event, token=token,
        done=mailed_acts.is_done(link, follow_up), closed=mailed_acts.is_closed(follow_up),
        form=form or Form(mailed_acts.Words),
    )
    return token_page(page, 422 if form else 200)


def _link(token: str, purposes: Collection[str]) -> SignedLink:
    link = read_link(token, *purposes)
    if link is None:
        raise DomainError(_("This link is not complete. Please open it again from your mail."), 404)
    return link


def _counted(token: str, purposes: Collection[str]) -> SignedLink:
    # Nobody can guess a signature, so only what is really ours costs a look into the database.
    link = _link(token, purposes)
    limit("mailed link", link.user_id, most=MOST_AN_HOUR, per_seconds=HOUR)
    return link


def _over(link: SignedLink) -> Response:
    return token_page(render_template("prompts/mailed_act_over.html", late=link.is_late), 410)


def _mail_page(link: SignedLink, token: str) -> Response:
    """Old links stop mails, too: who wants to get rid of one must be able to."""
    reader = mail_settings.reader_of(link)
    if reader is None:
        return _over(link)
    return token_page(render_template("prompts/unsubscribe.html", off=mail_settings.is_off(reader.id), token=token,
                                      late=link.is_late))
