import pytest

from networking_app.follow_ups.models import FollowUp
from networking_app.ties.models import Tie
from tests.clients import text_of

GRACE = {
    "name": "Grace Hopper", "email": "Grace@navy.example", "note": "COBOL", "client_id": "hand-12345", "event_id": "",
}


def test_somebody_without_a_card_is_added_with_follow_ups(alice, client_for, count):
    client = client_for(alice)
    page = client.get(client.post("/ties/new", data=GRACE).location)
    assert "Grace Hopper" in text_of(page) and "COBOL" in text_of(page)
    assert (count(Tie), count(FollowUp)) == (1, 4)


def test_a_double_submit_adds_one(alice, client_for, count):
    client = client_for(alice)
    assert client.post("/ties/new", data=GRACE).location == client.post("/ties/new", data=GRACE).location
    assert (count(Tie), count(FollowUp)) == (1, 4)


def test_the_same_address_again_finds_the_same_person(alice, client_for, count):
    client = client_for(alice)
    client.post("/ties/new", data=GRACE)
    client.post("/ties/new", data=GRACE | {"client_id": "hand-67890", "email": "grace@NAVY.example", "note": "again"})
    assert count(Tie) == 1


def test_an_event_of_others_cannot_be_named(make, alice, bob, client_for, count):
    event = make.event(bob)
    answer = client_for(alice).post("/ties/new", data=GRACE | {"event_id": event.id})
    assert (answer.status_code, count(Tie)) == (404, 0)


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"name": "x" * 300}, {"name": "a\x00"}, {"email": "nowhere"}, {"event_id": "9" * 30},
     {"note": "n" * 5000}],
)
def test_a_wrong_field_keeps_what_was_typed(alice, client_for, count, wrong):
    answer = client_for(alice).post("/ties/new", data=GRACE | {"org": "US Navy"} | wrong)
    assert (answer.status_code, count(Tie)) == (422, 0)
    assert "US Navy" in answer.text
