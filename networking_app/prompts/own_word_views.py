"""The page on which a person makes the messages their own: one text for each occasion in each tone."""

from datetime import timedelta
from typing import Annotated, Literal

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from pydantic import StringConstraints
from sqlalchemy import delete
from werkzeug.wrappers import Response

from networking_app.clock import now
from networking_app.extensions import db, insert
from networking_app.forms import Form, RequestModel, Text, submitted
from networking_app.local_time import today
from networking_app.prompts.blueprint import bp
from networking_app.prompts.draft_texts import OCCASIONS, TONES, Known, text_for
from networking_app.prompts.draft_words import Words, ago
from networking_app.prompts.models import DraftTemplate, PromptSettings
from networking_app.prompts.voices import Voice

Occasion = Literal["thanks", "promise", "bump", "hello", "cadence", "reply"]
Tone = Literal["warm", "plain", "brief"]


class Place(RequestModel):
    """Which of the texts."""

    occasion: Occasion = "thanks"
    tone: Tone = "warm"


class OwnWords(Place):
    text: Annotated[Text, StringConstraints(min_length=1, max_length=2000)]


class FirstTone(RequestModel):
    tone: Tone


@bp.get("/drafts")
def words() -> str:
    asked = request.args
    occasion, tone = asked.get("occasion", ""), asked.get("tone", "")
    known = {"occasion": occasion if occasion in OCCASIONS else OCCASIONS[0]}
    return _page(Form(Place, known | ({"tone": tone} if tone in TONES else {"tone": _voice().tone})))


@bp.post("/drafts")
def keep_words() -> Response | tuple[str, int]:
    """Keep one's own words; what comes with the app, kept unchanged, stays the app's."""
    form = submitted(OwnWords)
    if not form.valid:
        return _page(form), 422
    wanted = form.data
    if wanted.text == text_for(wanted.occasion, wanted.tone, Known()):
        return _forgotten(wanted)
    values = {**wanted.model_dump(), "updated_at": now()}
    kept = insert(DraftTemplate).values(owner_id=current_user.id, **values)
    place = ["owner_id", "occasion", "tone"]
    db.session.execute(kept.on_conflict_do_update(index_elements=place, set_=values))
    db.session.commit()
    flash(_("Saved. From now on they begin like this."), "done")
    return _back(wanted)


@bp.delete("/drafts")
def forget_words() -> Response | tuple[str, int]:
    """Back to the text that comes with the app."""
    form = submitted(Place)
    return _forgotten(form.data) if form.valid else (_page(form), 422)


@bp.post("/drafts/tone")
def choose_tone() -> Response | tuple[str, int]:
    """The tone in which messages are written at first."""
    form = submitted(FirstTone)
    if not form.valid:
        return _page(form), 422
    chosen = insert(PromptSettings).values(user_id=current_user.id, tone=form.data.tone)
    db.session.execute(chosen.on_conflict_do_update(index_elements=["user_id"], set_={"tone": form.data.tone}))
    db.session.commit()
    flash(_("Saved."), "done")
    return redirect(url_for("prompts.words"), 303)


def _forgotten(place: Place) -> Response:
    mine = DraftTemplate.owner_id == current_user.id
    where = (mine, DraftTemplate.occasion == place.occasion, DraftTemplate.tone == place.tone)
    db.session.execute(delete(DraftTemplate).where(*where))
    db.session.commit()
    flash(_("This one is as it comes with the app."), "done")
    return _back(place)


def _back(place: Place) -> Response:
    return redirect(url_for("prompts.words", occasion=place.occasion, tone=place.tone), 303)


def _page(form: Form) -> str:
    """The page; a form that was wrong keeps what was typed into it."""
    voice, occasion, tone = _voice(), form["occasion"], form["tone"]
    place = (occasion if occasion in OCCASIONS else OCCASIONS[0], tone if tone in TONES else voice.tone)
    text = form["text"] or ("" if form.errors else voice.text(*place, Known()))
    example = _example()
    values = example.values()
    return render_template(
        "prompts/words.html", form=form, occasion=place[0], tone=place[1], text=text, voice=voice,
        preview=example.filled_into(text), words=[(word, means, values[word]) for word, means in _meanings().items()],
    )


def _meanings() -> dict[str, str]:
    """The words there are, and what each of them stands for."""
    return {
        "first_name": _("what they are called by"), "name": _("their whole name"), "event": _("where you met"),
        "when": _("how long ago you met"), "last": _("how long ago you were last in touch"),
        "promise": _("what you promised"), "topic": _("a gap: your note goes there when you tap it"),
        "me": _("your name"),
    }


def _voice() -> Voice:
    return Voice.of(current_user, today())


def _example() -> Words:
    """Somebody to show the text with."""
    yesterday = ago(today() - timedelta(days=1), today())
    return Words("Grace Hopper", "PyData", yesterday, yesterday, _("send the slides"), current_user.name)
