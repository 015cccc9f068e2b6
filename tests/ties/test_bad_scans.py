"""Whatever a phone may send: a clear 4xx, nothing lost, nothing written."""

import pytest

from networking_app.ties.models import Note, Scan, Tie

LONG = "9" * 40


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_id": None}, {"client_id": ""}, {"client_id": "a" * 65}, {"client_id": 7}, {"client_id": "'; drop"},
        {"code": ""}, {"code": None}, {"code": "hello"}, {"code": "0" * 26}, {"code": ["x"]}, {"code": "\x00" * 26},
        {"code": "https://localhost@evil.example/c/" + "A" * 26}, {"code": "javascript:alert(1)"},
        {"via": "telepathy"}, {"scanned_at": "yesterday"}, {"scanned_at": "2026-11-22T10:00:00"},
        {"scanned_at": "0001-01-01T00:00:00Z"}, {"sent_at": "9999-12-31T23:59:59Z"}, {"scanned_at": int(LONG)},
        {"note": "x" * 4001}, {"note": "nul \x00 byte"}, {"note": {"a": 1}}, {"tags": "promised"},
        {"tags": ["x" * 41]}, {"tags": [str(n) for n in range(13)]}, {"tags": [None]}, {"join": "perhaps"},
    ],
)
def test_a_wrong_value_gets_a_clear_refusal(alice, meetup, client_for, scan_of, count, wrong):
    answer = client_for(alice).post("/scans", json=scan_of(meetup.bobs_badge, **wrong))
    assert 400 <= answer.status_code < 500, answer.data
    assert answer.json["title"] and "Traceback" not in answer.text
    assert (count(Scan), count(Tie), count(Note)) == (0, 0, 0)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"text"', b"null", b"\xff\xfe", b"[" * 5000])
def test_a_body_that_is_no_scan_is_refused(alice, client_for, count, body):
    answer = client_for(alice).post("/scans", data=body, content_type="application/json")
    assert 400 <= answer.status_code < 500
    assert count(Scan) == 0


def test_a_note_of_ten_megabytes_is_too_large(alice, meetup, client_for, scan_of, count):
    answer = client_for(alice).post("/scans", json=scan_of(meetup.bobs_badge, note="x" * 10_000_000))
    assert (answer.status_code, count(Scan)) == (413, 0)


@pytest.mark.parametrize("note", ["👩🏽‍💻 met", "مرحبا بك", "שלום", "e\u0301clair", "a\r\nb", "ﷺ" * 100])
def test_words_of_every_script_are_kept(alice, meetup, client_for, scan_of, count, note):
    assert client_for(alice).post("/scans", json=scan_of(meetup.bobs_badge, note=note)).status_code == 201
    assert count(Note) == 1


def test_a_page_of_another_site_cannot_record(alice, meetup, client_for, scan_of, count):
    foreign = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    answer = client_for(alice).post("/scans", json=scan_of(meetup.bobs_badge), headers=foreign)
    assert (answer.status_code, count(Scan)) == (403, 0)


def test_a_stranger_is_asked_to_sign_in(client, meetup, scan_of, count):
    assert client.post("/scans", json=scan_of(meetup.bobs_badge)).status_code == 401
    assert count(Scan) == 0
