"""The pages a phone keeps: all there, all private to one person."""

import re
from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.events.models import Target
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
    event_pages = [f"/events/{event.id}/follow-ups{show}" for show in ("", "?show=due", "?show=later", "?show=done")]
    assert {"/", "/ties", "/scan", "/cards", "/ties/frame", "/ties/new", "/events", "/owed", *event_pages,
            f"/events/{event.id}/aims"} <= set(pages)
    for path in pages:
        answer = client.get(path)
        assert (answer.status_code, answer.headers["X-Keep-Offline"]) == (200, alice.phone_key), path
        assert answer.headers["Cache-Control"] == "no-store", path
        everybodys = path in pages[:9]
        assert everybodys or "X-Keep-Offline" not in client_for(bob).get(path).headers, path


def test_revoked_badges_and_ties_of_others_are_not_on_the_list(
    client_for: Clients, make: Make, alice: User, bob: User
) -> None:
    make.badge(make.card(alice), make.event(alice, bob), revoked_at=now())
    make.tie(bob, alice)
    pages = client_for(alice).get("/offline-pages").json["pages"]  # type: ignore[index]
    assert not any(path.startswith("/badges") or path.startswith("/ties/") and path[6:].isdigit() for path in pages)


def test_other_pages_and_other_peoples_copies_are_never_offered(
    app: Flask, client: FlaskClient, client_for: Clients, alice: User
) -> None:
    assert KEPT_OFFLINE - {"my.not_sent"} <= set(app.view_functions)
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
    files = re.findall(r'"(/static/[^"]+)"', text)
    assert text.startswith("import ") and len(files) > 15
    assert {status(client, path) for path in files} == {200}


def test_the_files_of_the_scanner_come_later_and_once(app: Flask, client_for: Clients, alice: User) -> None:
    client = client_for(alice)
    files = client.get("/offline-pages").json["files"]  # type: ignore[index]
    for part in ("/camera/camera.js", "/decode/worker.js", "/vendor/qr/decode.js", "/vendor/zxing/zxing_reader.wasm"):
        assert any(path.endswith(part) for path in files), part
    assert {status(client, path) for path in files} == {200}
    shape = app.extensions["asset_version"]
    assert client.get(f"/offline-pages?complete=older+{shape}").json["files"] == []  # type: ignore[index]


def test_every_live_badge_and_the_events_of_long_ago_are_kept(client_for: Clients, make: Make, alice: User) -> None:
    ends = [now() - timedelta(days=30 * months) for months in range(8)]
    events = [make.event(alice, starts_at=end - timedelta(hours=3), ends_at=end) for end in ends]
    badges = [make.badge(make.card(alice), event) for event in events]
    pages = client_for(alice).get("/offline-pages").json["pages"]  # type: ignore[index]
    assert {f"/badges/{badge.id}" for badge in badges} <= set(pages)
    assert {f"/events/{event.id}/follow-ups?show=due" for event in events} <= set(pages)


def test_only_the_pages_of_what_has_changed_are_fetched_again(client_for: Clients, make: Make, alice: User) -> None:
    past = {"starts_at": now() - timedelta(days=90), "ends_at": now() - timedelta(days=89)}
    one, other = make.event(alice, **past), make.event(alice, **past)
    tie = make.tie(alice, name="Grace Hopper")
    make.encounter(tie, one)
    make.encounter(make.tie(alice, name="Hedy Lamarr"), other)
    client = client_for(alice)

    def versions() -> dict[str, str]:
        details = client.get("/offline-pages").json["details"]  # type: ignore[index]
        return {path: detail["version"] for path, detail in details.items()}

    before = versions()
    client.post(f"/ties/{tie.id}/notes", data={"text": "tea", "client_id": "0123abcd-note"})
    changed = {path for path, version in versions().items() if version != before[path]}
    assert f"/events/{one.id}/follow-ups?show=due" in changed
    assert {"/", "/ties"} <= changed
    assert not any(path.startswith(f"/events/{other.id}") for path in changed)


def test_the_aims_are_at_hand_around_an_event_and_new_once_what_is_looked_for_changes(
    client_for: Clients, make: Make, alice: User, bob: User
) -> None:
    near, *_far = (make.event(alice, starts_at=now() + timedelta(days=days), ends_at=now() + timedelta(days=days + 1))
                   for days in (2, 9, -9))
    target = make.saved(Target(owner_id=alice.id, event_id=near.id, text="a printer"))
    make.saved(Target(owner_id=alice.id, event_id=near.id, wanted_user_id=bob.id))
    client = client_for(alice)

    def details() -> dict[str, dict[str, str]]:
        return client.get("/offline-pages").json["details"]  # type: ignore[index]

    assert [path for path in details() if path.endswith("/aims")] == [f"/events/{near.id}/aims"]
    seen = [details()[f"/events/{near.id}/aims"]]
    for path in (f"targets/{target.id}/finding", f"targets/{target.id}", f"events/{near.id}/people/{bob.id}/want"):
        client.delete(path)
        seen.append(details()[f"/events/{near.id}/aims"])
        assert seen[-1] != seen[-2]


def test_what_everybody_gets_names_nobody(client: FlaskClient, client_for: Clients, alice: User) -> None:
    for path in ("/manifest.webmanifest", "/service-worker.js"):
        assert client.get(path).data == client_for(alice).get(path).data
    manifest = client.get("/manifest.webmanifest").json
    assert manifest and (manifest["id"], manifest["start_url"], manifest["display"]) == ("/", "/", "standalone")
    assert {status(client, icon["src"]) for icon in manifest["icons"]} == {200}
    assert {"512x512 maskable", "512x512", "192x192"} == {
        " ".join(filter(None, (icon["sizes"], icon.get("purpose")))) for icon in manifest["icons"]
    }
