"""What stands behind "#" in a scanned link stays on the phone; where it is sent all the same it does no harm."""

import pytest

from networking_app.ties.models import Scan, Tie

HARMLESS = [
    "#Ada", "#Zo\u00eb", "#\u592a\u90ce", "#Mary%20Jane", "#", "#<b>Ada</b>",
    "#a\u202eb\u2066c", "#" + "\u202e" * 4096, "#%00%0a", "#&via=link",
]
ODD = [
    "#" + "x" * 4096, "#" + "<script>alert(1)</script>" * 170, "#" + "\u200f" * 4096,
    "#a\x00b", "#\x1b[31m", "#\ud800",
]


@pytest.mark.parametrize("fragment", HARMLESS, ids=lambda fragment: ascii(fragment)[:20])
def test_a_fragment_changes_nothing(alice, meetup, client_for, scan_of, count, fragment):
    code = f"HTTP://LOCALHOST/C/{meetup.bobs_badge.code}"
    answer = client_for(alice).post("/scans", json=scan_of(meetup.bobs_badge, code=code + fragment))
    assert (answer.status_code, answer.json["name"]) == (201, "Bob Builder")
    assert (count(Scan), count(Tie)) == (1, 1)


@pytest.mark.parametrize("fragment", ODD, ids=lambda fragment: ascii(fragment)[:20])
def test_an_odd_one_is_refused_and_not_repeated(alice, meetup, client_for, scan_of, count, fragment):
    code = f"HTTP://LOCALHOST/C/{meetup.bobs_badge.code}{fragment}"
    answer = client_for(alice).post("/scans", json=scan_of(meetup.bobs_badge, code=code))
    assert answer.status_code == 422
    assert fragment[1:20] not in answer.text
    assert count(Scan) == 0


@pytest.mark.parametrize("fragment", [*HARMLESS, *(odd for odd in ODD if odd != "#\ud800")],
                         ids=lambda fragment: ascii(fragment)[:20])
def test_looking_up_shows_the_person_or_refuses_and_runs_nothing(alice, meetup, client_for, fragment):
    code = f"HTTP://LOCALHOST/C/{meetup.bobs_badge.code}{fragment}"
    answer = client_for(alice).post("/look-ups", data={"code": code, "via": "camera"})
    assert answer.status_code == (200 if fragment in HARMLESS else 422)
    assert "Bob" in answer.text or fragment in ODD
    assert "<script>alert" not in answer.text and "<b>Ada" not in answer.text
