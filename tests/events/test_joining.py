"""The way into an event: link, typed code, poster."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.events.models import Attendance
from networking_app.extensions import db
from tests.clients import text_of
from tests.factories import Make

Clients = Callable[[User], FlaskClient]


def test_a_stranger_sees_the_event_and_two_ways_in(client: FlaskClient, make: Make, alice: User) -> None:
    event = make.event(alice, location="c-base", description="For members only")
    answer = client.get(f"/join/{event.join_code}")
    page, text = answer.get_data(as_text=True), text_of(answer)
    assert answer.status_code == 200
    assert "PyData" in text and "c-base" in text and "On now" in text
    assert f'href="/sign-up?next=/join/{event.join_code}"' in page
    assert f'href="/sign-in?next=/join/{event.join_code}"' in page
    assert "Alice" not in text and "members" not in text


def test_one_tap_joins(client_for: Clients, make: Make, alice: User, bob: User) -> None:
    event, client = make.event(alice), client_for(bob)
    page = client.get(f"/join/{event.join_code}").get_data(as_text=True)
    assert f'<form method="post" action="/join/{event.join_code}">' in page
    assert client.get(f"/events/{event.id}").status_code == 404
    client.post(f"/join/{event.join_code}")
    assert client.get(f"/events/{event.id}").status_code == 200
    assert "You are in." in text_of(client.get(f"/join/{event.join_code}"))


def test_a_link_that_is_only_looked_at_joins_nobody(client_for: Clients, make: Make, alice: User, bob: User) -> None:
    event = make.event(alice)
    for _ in range(2):
        client_for(bob).get(f"/join/{event.join_code}")
    with make.app.app_context():
        assert db.session.query(Attendance).count() == 1


def test_a_cancelled_event_is_said_and_not_joined(
    client: FlaskClient, client_for: Clients, make: Make, alice: User, bob: User
) -> None:
    event = make.event(alice, cancelled_at=now())
    for page in (client.get(f"/join/{event.join_code}"), client_for(bob).get(f"/join/{event.join_code}")):
        assert "has been cancelled" in text_of(page)
        assert "/sign-up?" not in page.get_data(as_text=True)
    assert client_for(bob).post(f"/join/{event.join_code}").status_code == 409


@pytest.mark.parametrize("spelling", ["{0}", "{1}", "{2}-{3}", " {2} {3} ", "http://localhost/join/{0}"])
def test_a_code_may_be_typed_in_many_ways(client: FlaskClient, make: Make, alice: User, spelling: str) -> None:
    code = make.event(alice).join_code
    answer = client.get("/join", query_string={"code": spelling.format(code, code.lower(), code[:5], code[5:])})
    assert (answer.status_code, answer.location) == (303, f"/join/{code}")


def test_the_code_on_the_poster_opens_in_capitals(client: FlaskClient, make: Make, alice: User) -> None:
    assert client.get(f"/JOIN/{make.event(alice).join_code}").status_code == 200


@pytest.mark.parametrize("typed", ["ABC", "🙂" * 10, "x" * 5000, "\x00", "../../etc"])
def test_a_text_that_is_no_code_is_said_and_kept(client: FlaskClient, typed: str) -> None:
    answer = client.get("/join", query_string={"code": typed})
    assert answer.status_code == 422
    assert "A join code has ten letters." in text_of(answer)


@pytest.mark.parametrize("code", ["BCDFGHJKMN", "nonsense", "1" * 40, "%00", "../x"])
def test_an_unknown_code_gets_a_kind_page(client: FlaskClient, code: str) -> None:
    answer = client.get(f"/join/{code}")
    assert answer.status_code == 404


def test_a_typed_code_of_no_event_is_said_where_it_was_typed(client: FlaskClient) -> None:
    answer = client.get("/join?code=bcdfg hjkmn")
    assert answer.status_code == 422
    assert 'value="bcdfg hjkmn"' in answer.text and "There is no event with this code" in text_of(answer)


def test_guessing_ends_soon_also_with_the_right_code(client: FlaskClient, make: Make, alice: User) -> None:
    event = make.event(alice)
    codes = [client.get("/join/BCDFGHJKMN").status_code for _ in range(62)]
    assert codes[0] == 404 and codes[-1] == 429
    late = client.get(f"/join/{event.join_code}")
    assert late.status_code == 429 and late.headers["Retry-After"]


def test_looking_up_what_exists_is_not_limited(client: FlaskClient, make: Make, alice: User) -> None:
    event = make.event(alice)
    assert {client.get(f"/join/{event.join_code}").status_code for _ in range(80)} == {200}


def test_the_poster_has_name_code_and_qr(client_for: Clients, make: Make, alice: User) -> None:
    event = make.event(alice, join_code="BCDFGHJKMN")
    page = text_of(client_for(alice).get(f"/events/{event.id}/poster"))
    assert "PyData" in page and "BCDFG-HJKMN" in page and "localhost/join" in page


def test_the_qr_of_the_poster_is_sent_once(client_for: Clients, make: Make, alice: User) -> None:
    client, path = client_for(alice), f"/events/{make.event(alice).id}/poster.svg"
    first = client.get(path)
    assert first.mimetype == "image/svg+xml" and first.data.startswith(b"<svg")
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
