"""The pages a phone keeps: all there, all private to one person."""

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.pwa import KEPT_OFFLINE
from tests.factories import Make

Clients = Callable[[User], FlaskClient]


def status(client: FlaskClient, path: str) -> int:
    with client.get(path) as answer:  # files stay open until they are read or closed
        return answer.status_code


def test_every_page_of_the_list_may_be_kept_for_its_person_and_nowhere_else(
    client_for: Clients, make: Make, alice: User, bob: User
) -> None:
    event = make.event(alice)
    make.badge(make.card(alice), event)
    make.tie(alice, bob)
    client = client_for(alice)
    pages = client.get("/offline-pages").json["pages"]  # type: ignore[index]
    assert len(pages) == 11
    for path in pages:
        answer = client.get(path)
        assert (answer.status_code, answer.headers["X-Keep-Offline"]) == (200, alice.phone_key), path
        assert answer.headers["Cache-Control"] == "no-store", path
        assert "X-Keep-Offline" not in client_for(bob).get(path).headers or path in ("/", "/cards", "/ties", "/events")


def test_revoked_badges_and_ties_of_others_are_not_on_the_list(
    client_for: Clients, make: Make, alice: User, bob: User
) -> None:
    make.badge(make.card(alice), make.event(alice, bob), revoked_at=now())
    make.tie(bob, alice)
    pages = client_for(alice).get("/offline-pages").json["pages"]  # type: ignore[index]
    assert not any(path.startswith(("/badges", "/ties/")) for path in pages)


def test_other_pages_and_other_peoples_copies_are_never_offered(
    app: Flask, client: FlaskClient, client_for: Clients, alice: User
) -> None:
    assert KEPT_OFFLINE <= set(app.view_functions)
    for path in ("/settings", "/sessions", "/events/new", "/ties/9", "/offline", "/install", "/manifest.webmanifest"):
        assert "X-Keep-Offline" not in client_for(alice).get(path).headers, path
    assert "X-Keep-Offline" not in client.get("/").headers


def test_fetching_a_page_to_keep_leaves_messages_to_be_seen(client_for: Clients, make: Make, alice: User) -> None:
    client = client_for(alice)
    client.post(f"/events/{make.event(alice).id}/cancellation")
    assert "is cancelled." not in client.get("/events", headers={"X-Warming": "1"}).get_data(as_text=True)
    assert "is cancelled." in client.get("/events").get_data(as_text=True)


def test_the_list_is_for_people_with_an_account(client: FlaskClient) -> None:
    assert client.get("/offline-pages", headers={"Accept": "application/json"}).status_code == 401


def test_the_worker_comes_fresh_with_files_that_are_there(client: FlaskClient) -> None:
    answer = client.get("/service-worker.js")
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("text/javascript", "no-cache")
    text = answer.get_data(as_text=True)
    files = text.split("const SHELL_FILES = [", 1)[1].split("]", 1)[0].replace('"', "").split(", ")
    assert len(files) > 15
    assert {status(client, path) for path in files} == {200}


def test_what_everybody_gets_names_nobody(client: FlaskClient, client_for: Clients, alice: User) -> None:
    for path in ("/manifest.webmanifest", "/service-worker.js"):
        assert client.get(path).data == client_for(alice).get(path).data
    manifest = client.get("/manifest.webmanifest").json
    assert manifest and (manifest["id"], manifest["start_url"], manifest["display"]) == ("/", "/", "standalone")
    assert {status(client, icon["src"]) for icon in manifest["icons"]} == {200}
    assert {"512x512 maskable", "512x512", "192x192"} == {
        " ".join(filter(None, (icon["sizes"], icon.get("purpose")))) for icon in manifest["icons"]
    }
