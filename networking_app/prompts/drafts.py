"""A message for each follow-up, from who, where, when and what was promised; notes stay beside it, never inside."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from networking_app.cards.models import EMAIL, TEL, URL
from networking_app.extensions import db
from networking_app.follow_ups.models import PROMISE as KEPT
from networking_app.follow_ups.models import FollowUp
from networking_app.follow_ups.planning import evening_of
from networking_app.owed.replies import last_touch
from networking_app.prompts.draft_links import Reach, Way, is_linkedin, ways_to_send
from networking_app.prompts.draft_texts import HELLO, REPLY, TONES, Known, subject_for
from networking_app.prompts.draft_words import Words, ago, sayable
from networking_app.prompts.occasions import occasion_of, owes_reply
from networking_app.prompts.voices import Voice
from networking_app.ties.models import INTRODUCTION, Encounter, Tie

# An answer is late after a week, later after two months, and very late after a year.
LATE = (timedelta(days=7), timedelta(days=60), timedelta(days=365))


@dataclass(frozen=True)
class Draft:
    """One message in every tone, and where it can go."""

    occasion: str
    voice: Voice
    words: Words
    known: Known
    reach: Reach
    tone: str

    @cached_property
    def text(self) -> str:
        return self.in_tone(self.tone)

    @property
    def other_tones(self) -> dict[str, str]:
        return {tone: self.in_tone(tone) for tone in TONES if tone != self.tone}

    def in_tone(self, tone: str) -> str:
        return self.words.filled_into(self.voice.text(self.occasion, tone, self.known))

    @property
    def ways(self) -> list[Way]:
        subject = self.words.filled_into(subject_for(self.occasion, self.known))
        return ways_to_send(self.text, subject, self.reach)


def drafts_for(steps: Sequence[tuple[FollowUp, Tie]], voice: Voice, on_their_day: bool = False) -> list[Draft]:
    """The drafts of many follow-ups with a fixed number of questions to the database; `on_their_day` words them as of
    the day on which each is due."""
    whole = select(Tie).where(Tie.id.in_({tie.id for _step, tie in steps}))
    parts = (selectinload(Tie.interactions), selectinload(Tie.encounters).joinedload(Encounter.event),
             joinedload(Tie.card))
    db.session.scalars(whole.options(*parts)).all()
    return [draft_for(step, tie, voice, on=step.day if on_their_day else None) for step, tie in steps]


def draft_for(step: FollowUp, tie: Tie, voice: Voice, tone: str | None = None, on: date | None = None) -> Draft:
    """The draft of one follow-up as it is worded today or on a later day; in the voice's own tone unless another is
    asked for."""
    promise = sayable(step.title) if step.source == KEPT else ""
    voice = replace(voice, today=max(on or voice.today, voice.today))
    return _draft(occasion_of(step, tie, voice), tie, voice, step.event_id, promise, tone)


def reply_for(tie: Tie, voice: Voice, tone: str | None = None) -> Draft | None:
    """An answer to somebody who wrote last, or nothing."""
    return _draft(REPLY, tie, voice, None, "", tone) if owes_reply(tie, voice) else None


def hello_for(tie: Tie, voice: Voice, tone: str | None = None) -> Draft:
    """A hello without an ask, on no occasion."""
    return _draft(HELLO, tie, voice, None, "", tone)


def _draft(occasion: str, tie: Tie, voice: Voice, event_id: int | None, promise: str, tone: str | None) -> Draft:
    met = _meeting(tie, event_id)
    met_at = met.met_at if met else tie.created_at
    met_on = evening_of(met_at, voice.time_zone)
    last_on = evening_of(last_touch(tie), voice.time_zone)
    event = met.event if met else None
    late = sum(voice.today - last_on > so_long for so_long in LATE)
    known = Known(event is not None, bool(promise), late, met=met is not None or tie.origin != INTRODUCTION)
    when, last = ago(met_on, voice.today), ago(last_on, voice.today)
    words = Words(tie.name, event.summary if event else "", when, last, promise, voice.name)
    return Draft(occasion, voice, words, known, _reach_of(tie), tone if tone in TONES else voice.tone)


def _meeting(tie: Tie, event_id: int | None) -> Encounter | None:
    """The meeting at that event; else the newest."""
    there = [met for met in tie.encounters if met.event_id == event_id]
    return next(iter(there or tie.encounters), None)


def _reach_of(tie: Tie) -> Reach:
    links = [*_shown(tie, URL), tie.url]
    return Reach(
        next(iter(_shown(tie, EMAIL)), tie.email), next(iter(_shown(tie, TEL)), tie.tel),
        next(filter(is_linkedin, links), ""),
    )


def _shown(tie: Tie, kind: str) -> list[str]:
    return [way["value"] for way in tie.card.shown_ways(kind)] if tie.card else []
