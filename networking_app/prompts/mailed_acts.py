"""What a link in a mail does to a follow-up, how that is seen afterwards, and how it is taken back.

Only what can be taken back and what nobody else learns of: a mail scanner that presses every button costs its reader
two taps.
"""

from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.follow_ups.acting import wanted_day
from networking_app.follow_ups.deciding import COMPLETE, REOPEN, SNOOZE, UNSNOOZE, Decision
from networking_app.follow_ups.models import FollowUp
from networking_app.follow_ups.planning import Rhythm, next_day_on
from networking_app.forms import RequestModel, Text
from networking_app.prompts.signed_links import SignedLink
from networking_app.ties.deciding import decide
from networking_app.ties.forms import InteractionRequest
from networking_app.ties.models import Interaction, Tie
from networking_app.ties.talking import talked, untalked

DONE, TALKED, TOMORROW, NEXT_WEEK = ACTS = ("done", "talked", "tomorrow", "next week")
DELAYS = (TOMORROW, NEXT_WEEK)


class Words(RequestModel):
    """What may be said with a contact: a line, and whether it held a request."""

    note: Text = ""
    with_ask: bool = False


def follow_up_of(link: SignedLink) -> FollowUp | None:
    """The follow-up that the link is about; None once it, or the account, is gone."""
    follow_up = db.session.get(FollowUp, link.row_id)
    if follow_up is None or follow_up.withdrawn_at or follow_up.owner_id != link.user_id:
        return None
    return follow_up if link.is_for(follow_up.created_at) else None


def is_done(link: SignedLink, follow_up: FollowUp) -> bool:
    """Whether everything is already as the link would have it."""
    if link.purpose == DONE:
        return follow_up.completed_at is not None
    if link.purpose == TALKED:
        return _contact(link) is not None
    return not is_closed(follow_up) and follow_up.snoozed_until == _wanted(link)


def is_closed(follow_up: FollowUp) -> bool:
    return bool(follow_up.completed_at or follow_up.skipped_at)


def do(link: SignedLink, follow_up: FollowUp, words: Words) -> None:
    """Do what the link is for; what is closed is not put off, and nothing is done twice."""
    if is_done(link, follow_up) or (link.purpose in DELAYS and is_closed(follow_up)):
        return
    if link.purpose == TALKED:
        contact = InteractionRequest(client_id=_contact_name(link), follow_up=follow_up.id, **words.model_dump())
        talked(db.session.get_one(Tie, follow_up.tie_id), contact, now())
    elif link.purpose == DONE:
        decide(follow_up, Decision(COMPLETE, now()), _rhythm(link))
    else:
        decide(follow_up, Decision(SNOOZE, now(), link.purpose), _rhythm(link))


def take_back(link: SignedLink, follow_up: FollowUp) -> None:
    """Have it as if the link had not been used; a line that was written stays."""
    if not is_done(link, follow_up):
        return
    if contact := _contact(link):
        untalked(contact)
    elif link.purpose != TALKED:
        decide(follow_up, Decision(REOPEN if link.purpose == DONE else UNSNOOZE, now()), _rhythm(link))


def _contact(link: SignedLink) -> Interaction | None:
    mine = (Interaction.owner_id == link.user_id, Interaction.client_id == _contact_name(link))
    return db.session.scalar(select(Interaction).where(*mine)) if link.purpose == TALKED else None


def _contact_name(link: SignedLink) -> str:
    """One contact a mail: the same link finds it again."""
    return f"mailed-{link.row_id}-{link.row_made}-{link.made_on:%Y%m%d}"


def _wanted(link: SignedLink) -> date | None:
    rhythm = _rhythm(link)
    day = wanted_day(link.purpose, now().astimezone(ZoneInfo(rhythm.time_zone)).date())
    return next_day_on(day, rhythm.days_off) if day else None


def _rhythm(link: SignedLink) -> Rhythm:
    return Rhythm.of(db.session.get_one(User, link.user_id))
