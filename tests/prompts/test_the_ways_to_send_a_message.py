import json
from pathlib import Path

import pytest

from networking_app.prompts import draft_links
from networking_app.prompts.draft_links import LONGEST, Reach, Way, dialled, is_linkedin, mail_link, ways_to_send

# tests/js/draft-links.test.mjs holds the phone to the same table.
CASES = json.loads((Path(__file__).parent / "message_links.json").read_text(encoding="utf-8"))
EVERYWHERE = Reach("ada@work.example", "+44 20 7946 0018", "https://www.linkedin.com/in/ada")


def by_channel(text: str, subject: str = "Hello", reach: Reach = EVERYWHERE) -> dict[str, Way]:
    return {way.channel: way for way in ways_to_send(text, subject, reach)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['channel']} {case['text'][:20]!a}")
def test_a_link_carries_the_message_or_leaves_it_to_be_copied(case: dict[str, str]) -> None:
    bare = case["bare"]
    reach = Reach(bare.removeprefix("mailto:").partition("?")[0] if bare.startswith("mailto") else "",
                  bare.removeprefix("sms:") if bare.startswith("sms") else "+" + bare.rpartition("/")[2])
    subject = {"A%20%26%20B": "A & B", "A": "A"}.get(bare.rpartition("=")[2], "")
    way = by_channel(case["text"], subject, reach)[case["channel"]]
    assert way == Way(case["channel"], bare, case["carried"] or "")
    assert (way.link, way.copies) == (bare + (case["carried"] or ""), case["carried"] is None)
    assert len(way.link) <= LONGEST


def test_only_what_has_an_address_is_offered() -> None:
    assert list(by_channel("Hi")) == ["mail", "sms", "whatsapp", "linkedin", "signal"]
    assert by_channel("Hi", reach=Reach()) == {}
    assert list(by_channel("Hi", reach=Reach(tel="030 1234"))) == ["sms"]


def test_what_takes_no_words_has_them_copied() -> None:
    ways = by_channel("Hi")
    assert [ways[name].copies for name in ("mail", "sms", "whatsapp", "linkedin", "signal")] == [False] * 3 + [True] * 2
    assert ways["signal"].link == "https://signal.me/#p/+442079460018"
    assert ways["linkedin"].link == "https://www.linkedin.com/in/ada"


@pytest.mark.parametrize(
    ("typed", "number"),
    [("+49 (0)170 123-45", "+4917012345"), ("0049 170 12345", "+4917012345"), ("030/1234", "0301234"), ("", ""),
     (" +1 (555) 010.99", "+155501099"), ("call me", ""), ("+", ""), ("112", "112")],
)
def test_a_number_is_dialled_as_its_country_wants(typed: str, number: str) -> None:
    assert dialled(typed) == number


def test_an_address_cannot_add_lines_or_readers_to_a_mail() -> None:
    link = mail_link('x"@b.example?cc=eve@example.org&bcc=a%0D%0A', "a\r\nBcc: eve@example.org")
    assert link.count("?") == 1 and "&" not in link and "\r" not in link and "%0D" not in link.partition("?")[0]


@pytest.mark.parametrize(
    ("address", "found"),
    [("https://linkedin.com/in/ada", True), ("https://de.linkedin.com/in/a", True), ("http://LinkedIn.com/in/a", True),
     ("https://linkedin.com.evil.example/in/ada", False), ("https://notlinkedin.com/", False), ("", False),
     ("javascript:alert(1)//linkedin.com", False), ("https://ada@linkedin.com/", False), ("https://[", False)],
)
def test_only_pages_of_linkedin_are_taken_for_it(address: str, found: bool) -> None:
    assert is_linkedin(address) is found


def test_every_way_has_a_name_of_its_own() -> None:
    assert list(draft_links.CHANNELS) == ["mail", "sms", "whatsapp", "linkedin", "signal"]
