"""What a pushed message says: how many people from which event; who they are only where their owner chose so.

Written as declarative JSON (W3C Push API, "web_push": 8030), which some browsers show by themselves; our service worker
reads the same.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import current_app
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from sqlalchemy import func, select

from networking_app.events.models import Event
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.prompts.besides import besides
from networking_app.prompts.models import PromptSettings
from networking_app.prompts.next_steps import condition_holds
from networking_app.ties.models import Tie
from networking_app.urls import public_url

NAMED = 3
MAGIC = 8030


@dataclass(frozen=True)
class OpenStep:
    """A follow-up that is still to be done, and with whom."""

    id: int
    tie_id: int
    name: str


def message_for(
    user_id: int, event_id: int | None, follow_ups: Collection[int], today: date, is_first: bool = False,
    for_besides: bool = False,
) -> dict[str, Any] | None:
    """The message about those of the follow-ups that are still open, or None where none of them is.

    The first of a day says what else waits as well, and that alone where it was made for that too.
    """
    steps = _open(user_id, follow_ups, today)
    also = besides(user_id, today).lines if is_first else []
    if not steps and not (for_besides and also):
        return None
    people = list({step.tie_id: step for step in steps}.values())
    message = _about(people, event_id, user_id, [words for words, _page in also]) if people else _about_the_rest(also)
    message["app_badge"] = message["notification"]["app_badge"] = str(people_due(user_id, today))
    message["notification"]["data"] = _for_our_worker(people, PromptSettings.of(user_id))
    return message


def _about(people: list[OpenStep], event_id: int | None, user_id: int, also: list[str]) -> dict[str, Any]:
    event = db.session.get(Event, event_id) if event_id else None
    names = PromptSettings.of(user_id).names_on_screen
    where = public_url("my.checklist", event_id=event.id) if event else public_url("my.today")
    body = _named([step.name for step in people]) if names else _unnamed(len(people))
    return _message(_title(len(people), event), "\n".join([body, *also]), where, topic_of(event_id))


def _about_the_rest(waiting: list[tuple[str, str]]) -> dict[str, Any]:
    (title, where), *others = waiting
    body = "\n".join(words for words, _page in others) or _("Open to see what it is about.")
    return _message(title, body, where, topic_of(None))


def sample() -> dict[str, Any]:
    """A message that is about nobody."""
    body = _("This is how a reminder looks. There is one for each event and day at most.")
    return _message(current_app.config["APP_NAME"], body, public_url("my.today"), "sample")


def topic_of(event_id: int | None) -> str:
    """By what a newer message replaces an older one, at the push service (RFC 8030, 5.4) and on the screen."""
    return f"event-{event_id or 0}"


def people_due(user_id: int, today: date) -> int:
    """With how many people something is due: the number on the icon."""
    due = (FollowUp.owner_id == user_id, FollowUp.is_open(), FollowUp.effective_day() <= today, condition_holds())
    return db.session.scalar(select(func.count(FollowUp.tie_id.distinct())).where(*due)) or 0


def _open(user_id: int, follow_ups: Collection[int], today: date) -> list[OpenStep]:
    wanted = (FollowUp.id.in_(follow_ups), FollowUp.owner_id == user_id, FollowUp.is_open())
    rows = (
        select(FollowUp.id, FollowUp.tie_id, Tie.name)
        .join(Tie, Tie.id == FollowUp.tie_id)
        .where(*wanted, FollowUp.effective_day() <= today, condition_holds())
        .order_by(FollowUp.effective_day(), FollowUp.id)
    )
    return [OpenStep(*row) for row in db.session.execute(rows)]


def _for_our_worker(people: list[OpenStep], settings: PromptSettings) -> dict[str, Any]:
    # When to be silent, should the phone get it late; and what answers it, where it is about one person.
    answer = {"tie": people[0].tie_id, "follow_up": people[0].id} if len(people) == 1 else {}
    return {"quiet": [settings.quiet_from, settings.quiet_until], **answer}


def _title(people: int, event: Event | None) -> str:
    if event is None:
        return ngettext("%(num)d person to get in touch with", "%(num)d people to get in touch with", people)
    return ngettext("%(num)d person to follow up from %(event)s", "%(num)d people to follow up from %(event)s", people,
                    event=event.summary)


def _unnamed(people: int) -> str:
    return ngettext("Open to see who, with a message ready to send.",
                    "Open to see who, each with a message ready to send.", people)


def _named(names: list[str]) -> str:
    shown = names if len(names) <= NAMED else names[: NAMED - 1]
    rest = len(names) - len(shown)
    listed = ", ".join(shown)
    return ngettext("%(names)s and %(num)d more", "%(names)s and %(num)d more", rest, names=listed) if rest else listed


def _message(title: str, body: str, navigate: str, tag: str) -> dict[str, Any]:
    locale = get_locale()
    lang, direction = (str(locale).replace("_", "-"), locale.text_direction) if locale else ("en", "ltr")
    words = {"title": title, "body": body, "navigate": navigate, "lang": lang, "dir": direction, "tag": tag}
    return {"web_push": MAGIC, "notification": words}
