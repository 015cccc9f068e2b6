"""A sentence or two to begin a talk with: about the other person, from what two share, as somebody would say it."""

import pytest
from flask import Flask

from networking_app.cards.models import ASK, CIRCLE, OFFER, ROLE
from networking_app.events.models import KINDS, Event
from networking_app.standing.in_common import SOUGHT, Said
from networking_app.standing.openers import opener

NOBODY = Said()
MANY = range(12)


def said(app: Flask, words: set[tuple[str, str]], theirs: Said, kind: str = "meetup", **more: str) -> set[str]:
    with app.test_request_context():
        return {opener(words, theirs, Event(kind=kind, summary="PyData"), turn=turn, **more) for turn in MANY}


@pytest.mark.only("sqlite")
def test_what_both_know_comes_before_what_both_like_and_what_they_offer_last(app: Flask) -> None:
    theirs = Said(("printers at cost",), ("proofs, soon",), ("Looms",))
    words = {(CIRCLE, "looms"), (OFFER, "proof"), (ASK, "printer")}
    assert all("Charlie" in sentence for sentence in said(app, words, theirs, connector="Charlie", note="moss"))
    assert said(app, {(ASK, "loom")}, Said(circles=("Looms",))) == {
        "I saw \u201cLooms\u201d on your card. How did you get into that?"}
    assert said(app, {(SOUGHT, "weaver")}, Said(roles=("Weaver, at night",))) == {
        "I saw \u201cWeaver\u201d on your card. How did you get into that?"}
    assert said(app, {(ROLE, "proof")}, theirs) == said(app, {(OFFER, "proof")}, theirs)
    for kind, word in ((CIRCLE, "Looms"), (OFFER, "proofs"), (ASK, "printers at cost")):
        assert all(f"\u201c{word}\u201d" in sentence for sentence in said(app, words, theirs, note="moss"))
        words = {one for one in words if one[0] != kind}
    assert all("\u201cmoss\u201d" in sentence for sentence in said(app, words, theirs, note="moss"))


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("kind", KINDS)
def test_two_who_share_nothing_speak_of_where_they_are(app: Flask, kind: str) -> None:
    sentences = said(app, set(), NOBODY, kind)
    assert len(sentences) > 1 and all(sentence.endswith("?") for sentence in sentences)


@pytest.mark.only("sqlite")
@pytest.mark.parametrize(("asks", "quoted"), [
    ("I'm looking for a co-founder", "\u201ca co-founder\u201d"),
    ("Tea. Currently looking for a co-founder, soon", "\u201ca co-founder\u201d"),
    ("Ich suche jemand als co-founder", "\u201cjemand als co-founder\u201d"),
    ("Looking for: a co-founder", "\u201ca co-founder\u201d"),
    ("شاي، co-founder", "\u201cco-founder\u201d"),
    ("茶、co-founder。酒", "\u201cco-founder\u201d"),
])
def test_nobody_looks_for_looking_for(app: Flask, asks: str, quoted: str) -> None:
    assert all(quoted in sentence for sentence in said(app, {(OFFER, "founder")}, Said(asks=(asks,))))


@pytest.mark.only("sqlite")
def test_what_somebody_wants_to_be_known_for_is_quoted_whole_if_it_is_short(app: Flask) -> None:
    sentences = said(app, set(), NOBODY, note="Tides, and the moon\nthat makes them.")
    assert all("\u201cTides, and the moon that makes them\u201d" in sentence for sentence in sentences)
    long = "Tides, " + "and the moon that makes them " * 9
    assert all("\u201cTides\u201d" in sentence for sentence in said(app, set(), NOBODY, note=long))
