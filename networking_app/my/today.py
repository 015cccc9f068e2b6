"""The start page: what is due over all events, the running event on top, and who took my card."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from flask import render_template, request
from flask_babel import format_date
from flask_login import current_user

from networking_app.access import public
from networking_app.cards.models import Badge
from networking_app.clock import now
from networking_app.events.models import Event
from networking_app.extensions import db
from networking_app.follow_ups.planning import Rhythm
from networking_app.introductions.finding import number_waiting
from networking_app.local_time import today as local_today
from networking_app.my.blueprint import bp
from networking_app.owed.ledger import number_due
from networking_app.owed.replies import people_waiting
from networking_app.prompts.drafts import Draft, drafts_for
from networking_app.prompts.next_steps import NextStep, next_steps
from networking_app.prompts.subscriptions import may_offer
from networking_app.prompts.voices import Voice
from networking_app.standing.headline import headline
from networking_app.ties.mutual import who_have_my_card
from networking_app.ties.promising import all_open_offers

AHEAD = timedelta(days=7)
MOST_AHEAD = 60


@bp.get("/")
@public
def today() -> str:
    """Today for people with an account; for everybody else what this is."""
    if not current_user.is_authenticated:
        return render_template("my/welcome.html")
    running = Event.running_for(current_user.id, now())
    known_by, met = headline(current_user.id)
    return render_template(
        "my/today.html",
        running=running,
        badge=Badge.shown_at(current_user.id, running.id) if running else None,
        coming=_coming(),
        took_my_card=who_have_my_card(current_user.id),
        offers=all_open_offers(current_user.id, Rhythm.of(current_user)),
        due=_due(),
        # Only the copy that is fetched to be kept needs them; they are most of the page.
        coming_due=_due_in_the_days_to_come() if request.headers.get("X-Warming") else {},
        kept="X-Warming" in request.headers,
        day=local_today(),
        date_today=format_date(local_today(), "EEEE, d MMMM"),
        met=met,
        waiting=people_waiting(current_user.id),
        owed_due=number_due(current_user.id, local_today()),
        introductions_waiting=number_waiting(current_user.id),
        known_by=known_by,
        offer_push=may_offer(current_user.id, current_user.session_id),
    )


def _due() -> list[tuple[NextStep, Draft]]:
    return _with_drafts(next_steps(current_user.id, until=local_today()))


def _due_in_the_days_to_come() -> dict[date, list[tuple[NextStep, Draft]]]:
    """What a phone shows as due when it opens this page on a later day without a network."""
    steps = next_steps(current_user.id, after=local_today(), until=local_today() + AHEAD)[:MOST_AHEAD]
    by_day = sorted(steps, key=lambda step: step.follow_up.day)
    drafted = _with_drafts(by_day, on_their_day=True)
    return {day: list(due) for day, due in groupby(drafted, key=lambda row: row[0].follow_up.day)}


def _with_drafts(steps: Sequence[NextStep], on_their_day: bool = False) -> list[tuple[NextStep, Draft]]:
    pairs = [(step.follow_up, step.tie) for step in steps]
    drafts = drafts_for(pairs, Voice.of(current_user, local_today()), on_their_day)
    return list(zip(steps, drafts, strict=True))


def _coming() -> Event | None:
    ahead = Event.attended_by(current_user.id).where(Event.starts_at > now(), Event.cancelled_at.is_(None))
    return db.session.scalar(ahead.order_by(Event.starts_at).limit(1))
