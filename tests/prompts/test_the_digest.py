"""One mail in the morning with what is due, as a real mail server gets it."""

import re
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import update

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from networking_app.introductions.models import Introduction
from networking_app.prompts.models import PromptSettings
from networking_app.ties.models import Interaction, Tie, TieTag
from tests.factories import Make, noon
from tests.post import Mailbox
from tests.prompts.digests import deliver, due, links, part, reachable_always

ACTS = ("Done", "We talked", "Tomorrow", "Next week")


@pytest.fixture
def tie(make: Make, alice: User, bob: User) -> Tie:
    return make.tie(alice, bob)


def words_of(html: str) -> str:
    """What a person reads of the HTML part."""
    visible = re.sub(r"(?s)<(style|title)\b.*?</\1>|<div style=\"display:none.*?</div>", " ", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", visible)).split())


def test_it_says_who_what_where_and_what_was_noted_in_both_parts(
    app: Flask, make: Make, mailbox: Mailbox, alice: User, tie: Tie
) -> None:
    event = make.event(alice)
    encounter = make.encounter(tie, event, met_at=noon(1))
    make.note(tie, "wants the slides\nand a tea", encounter_id=encounter.id)
    row = due(make, tie, event, title="Send the slides", condition="always", source="promise")
    deliver(app, alice, row)
    [mail] = mailbox.to("alice@example.org")
    assert mail["Subject"] == "1 person to follow up from PyData"
    for said in (part(mail, "plain"), words_of(part(mail, "html"))):
        for words in ("Bob", "Send the slides", "You met yesterday at PyData", "wants the slides and a tea",
                      "promised", *ACTS):
            assert words in said
    hrefs = [link.removeprefix("http://localhost") for link in re.findall(r'href="([^"]+)"', part(mail, "html"))]
    assert [link for label in ACTS for link in links(mail, label)] == [link for link in hrefs if "/p/" in link]


def test_promises_come_first_then_what_is_new_and_then_what_is_open(
    app: Flask, make: Make, mailbox: Mailbox, alice: User
) -> None:
    new, promise, *old = [make.tie(alice, name=f"Person {number}") for number in range(16)]
    rows = [due(make, new, title="New"), due(make, promise, title="Promise", condition="promised")]
    make.saved(TieTag(owner_id=alice.id, tie_id=promise.id, name="promised"))
    for tie in old:
        due(make, tie, days=-3)
    deliver(app, alice, *rows)
    [mail] = mailbox.messages
    text = part(mail, "plain")
    order = [text.index(word) for word in ("Person 1\n", "Person 0\n", "Still open", "3 days late", "and 4 more")]
    assert order == sorted(order)
    assert mail["Subject"] == "2 people to follow up" and "and 4 more" in part(mail, "html")


def test_nothing_is_sent_for_what_is_done_meanwhile(
    app: Flask, make: Make, mailbox: Mailbox, alice: User, tie: Tie
) -> None:
    row, gone = due(make, tie), due(make, tie, days=-1, completed_at=now())
    other = due(make, make.tie(alice), condition="promised")
    with app.app_context():
        db.session.execute(update(FollowUp).where(FollowUp.id == row.id).values(skipped_at=now()))
        db.session.commit()
    answer = deliver(app, alice, row, gone, other)
    assert mailbox.messages == [] and answer.done_at and not answer.error


def test_it_says_how_many_introductions_wait_besides(
    app: Flask, make: Make, mailbox: Mailbox, alice: User, charlie: User, tie: Tie
) -> None:
    make.tie(alice, charlie)
    make.saved(Introduction(connector_id=alice.id, first_id=tie.peer_user_id, second_id=charlie.id, asked_at=now(),
                            request="Why not", first_yes_at=now(), expires_at=now() + timedelta(days=9)))
    deliver(app, alice, due(make, tie))
    [mail] = mailbox.messages
    assert mail["Subject"] == "1 person to follow up"
    for kind in ("plain", "html"):
        assert "1 introduction waits for your word" in part(mail, kind) and "Charlie" not in part(mail, kind)
        assert "http://localhost/introductions" in part(mail, kind)


def test_who_is_kept_in_touch_comes_with_the_last_contact(
    app: Flask, make: Make, mailbox: Mailbox, alice: User, tie: Tie
) -> None:
    make.encounter(tie, make.event(alice), met_at=now() - timedelta(days=90))
    make.saved(Interaction(owner_id=alice.id, tie_id=tie.id, channel="call", direction="both",
                           happened_at=now() - timedelta(days=14)))
    deliver(app, alice, due(make, tie, source="cadence", title="Get in touch again"))
    assert "You were last in touch two weeks ago" in part(mailbox.messages[0], "plain")


def test_what_was_brought_up_twice_rests(app: Flask, make: Make, mailbox: Mailbox, alice: User, tie: Tie) -> None:
    new = due(make, make.tie(alice, name="New one"), nudges=1)
    due(make, tie, days=-9, nudges=2)
    deliver(app, alice, new)
    assert "New one" in part(mailbox.messages[0], "plain") and "Bob" not in part(mailbox.messages[0], "plain")


def test_a_weekly_one_tells_of_the_days_to_come(
    app: Flask, make: Make, mailbox: Mailbox, alice: User, tie: Tie
) -> None:
    make.saved(PromptSettings(user_id=alice.id, digest="weekly"))
    due(make, tie, days=6)
    due(make, make.tie(alice, name="Too far away"), days=7)
    due(make, make.tie(alice, name="At rest"), days=-9, nudges=2)
    deliver(app, alice)
    text = part(mailbox.messages[0], "plain")
    assert "Coming up this week" in text and f"{now() + timedelta(days=6):%A}" in text
    assert "Too far" not in text and "At rest" not in text


@pytest.mark.parametrize("digest", ["off", "weekly"])
def test_whoever_chose_otherwise_gets_no_mail_for_nothing(
    app: Flask, make: Make, mailbox: Mailbox, alice: User, tie: Tie, digest: str
) -> None:
    make.saved(PromptSettings(user_id=alice.id, digest=digest))
    rows = [due(make, tie)] if digest == "off" else []
    deliver(app, alice, *rows)
    assert mailbox.messages == []


def test_it_goes_to_a_verified_address_only(app: Flask, make: Make, mailbox: Mailbox) -> None:
    dana = make.user("Dana", verified=False)
    assert deliver(app, dana, due(make, make.tie(dana))).done_at
    assert mailbox.messages == []


def test_headers_say_what_it_is_and_how_to_stop_it(
    app: Flask, make: Make, mailbox: Mailbox, alice: User, tie: Tie
) -> None:
    row = deliver(app, alice, due(make, tie))
    [mail] = mailbox.messages
    as_sent = dict(mail.raw_items())["List-Unsubscribe"]
    assert re.fullmatch(r"<http://localhost/unsubscribe/[\w.-]+>", as_sent)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Auto-Submitted"] == "auto-generated" and mail["Precedence"] == "list"
    assert mail["List-Id"] == "<digest.localhost>"
    assert f"outgoing.{row.id}." in mail["Message-ID"] and mail["X-Entity-Ref-ID"] in mail["Message-ID"]
    assert max(map(len, mail.as_bytes().splitlines())) <= 998
    assert [each.get_content_type() for each in mail.iter_parts()] == ["text/plain", "text/html"]


def test_what_others_wrote_is_text_and_no_more(app: Flask, make: Make, mailbox: Mailbox, alice: User) -> None:
    event = make.event(alice, summary="Py\r\nBcc: eve@evil.example")
    tie = make.tie(alice, name="Eve\u202e <script>alert(1)</script> https://evil.example")
    make.note(tie, "see https://docs.example/a?b&c " + "words " * 200)
    deliver(app, alice, due(make, tie, event, title="<b>Pay</b> at www.evil.example\nNow"))
    [mail] = mailbox.messages
    assert mail["Bcc"] is None and mail["Subject"] == "1 person to follow up from Py Bcc: eve@evil.example"
    text, html = part(mail, "plain"), part(mail, "html")
    assert "<script>" not in html and "<b>" not in html and "&lt;script&gt;" in html
    for said in (text, html):
        assert "evil.example" not in said.replace(str(mail["Subject"]), "") and "\u202e" not in said
    assert "https://docs.example/a?b&c" in text and re.search(r"words words…", text) and "words " * 100 not in text


def test_words_from_right_to_left_turn_nothing_round(app: Flask, make: Make, mailbox: Mailbox, alice: User) -> None:
    deliver(app, alice, due(make, make.tie(alice, name="عائشة")))
    [mail] = mailbox.messages
    assert "\u2068عائشة\u2069" in part(mail, "plain") and "<bdi>عائشة</bdi>" in part(mail, "html")


def test_the_longest_is_not_cut_off(app: Flask, make: Make, mailbox: Mailbox, alice: User) -> None:
    make.saved(PromptSettings(user_id=alice.id, digest="weekly"))
    event = make.event(alice, summary="PyData " * 20)
    for number in range(60):
        tie = make.tie(alice, name=f"{number} " + "Wolfeschlegelsteinhausen " * 6)
        make.note(tie, "word " * 100)
        due(make, tie, event, days=number % 2, title="Ask how the week went " * 6, condition="promised")
        make.saved(TieTag(owner_id=alice.id, tie_id=tie.id, name="promised"))
    deliver(app, alice)
    [mail] = mailbox.messages
    assert len(part(mail, "html").encode()) < 100_000
    assert re.findall(r"and (\d+) more", part(mail, "plain")) == ["15", "20"]
    assert len(str(mail["Subject"])) < 120


def test_a_morning_brings_one_and_the_rest_of_the_day_none(
    app: Flask, make: Make, mailbox: Mailbox, alice: User, tie: Tie
) -> None:
    with app.app_context():
        reachable_always(alice.id)
        db.session.commit()
    due(make, tie, make.event(alice))
    for _time in range(2):
        app.test_cli_runner().invoke(args=["worker", "--once"])
    [mail] = mailbox.to("alice@example.org")
    assert "Say thank you" in part(mail, "plain")


def test_days_are_those_of_its_reader(app: Flask, make: Make, mailbox: Mailbox) -> None:
    far = make.user("Far", time_zone="Pacific/Kiritimati" if now().hour >= 10 else "Pacific/Pago_Pago")
    deliver(app, far, due(make, make.tie(far), days=1 if now().hour >= 10 else -1))
    text = part(mailbox.messages[0], "plain")
    assert "late" not in text and "Say thank you\n" in text
