"""The badge on the screen and on paper, with another card, with new codes."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select

from networking_app.accounts.models import User
from networking_app.cards.models import Badge
from networking_app.clock import now
from networking_app.events.models import Attendance
from networking_app.extensions import db
from networking_app.formats.codes import grouped
from networking_app.formats.qr_code import modules, qr_png, qr_svg
from tests.clients import signed_in, text_of
from tests.factories import Make

Clients = Callable[[User], FlaskClient]


def test_the_badge_holds_the_capital_address_of_its_page_and_the_first_name(
    client_for: Clients, make: Make, alice: User
) -> None:
    badge = make.badge(make.card(alice, full_name="Ada Lovelace"), make.event(alice, summary="PyData"))
    page = client_for(alice).get(f"/badges/{badge.id}")
    assert qr_svg(f"HTTP://LOCALHOST/C/{badge.code}", "#Ada") in page.text
    for text in ("Ada", "PyData", grouped(badge.short_code)):
        assert text in text_of(page)
    assert f"http://localhost/c/{badge.code}" in page.text


def test_a_badge_for_anywhere_has_no_short_code_on_it(client_for: Clients, make: Make, alice: User) -> None:
    badge = make.badge(make.card(alice))
    assert grouped(badge.short_code) not in client_for(alice).get(f"/badges/{badge.id}").text


def test_the_badge_of_the_running_event_comes_first(client_for: Clients, make: Make, alice: User) -> None:
    card, soon = make.card(alice), now() + timedelta(days=3)
    make.badge(card)
    make.badge(card, make.event(alice, summary="Later", starts_at=soon, ends_at=soon + timedelta(hours=3)))
    running = make.badge(card, make.event(alice, summary="Now"))
    text = text_of(client_for(alice).get("/cards"))
    assert text.index("Now") < text.index(grouped(running.short_code)) < text.index("Later") < text.index("Anywhere")


def test_without_an_event_the_first_card_is_shown_anywhere(client_for: Clients, make: Make, alice: User) -> None:
    badge = make.badge(make.card(alice, full_name="Ada"))
    page = client_for(alice).get("/cards").text
    assert qr_svg(f"HTTP://LOCALHOST/C/{badge.code}", "#Ada") in page


def test_whoever_wants_no_name_in_the_code_has_none_there(client_for: Clients, make: Make, alice: User) -> None:
    badge, hers = make.badge(make.card(alice, full_name="Ada")), client_for(alice)
    hers.post("/settings", data={"name": "Ada", "time_zone": "UTC", "preferred_hour": "9", "days_off": ["6"]})
    for path in (f"/badges/{badge.id}", "/cards"):
        assert qr_svg(f"HTTP://LOCALHOST/C/{badge.code}") in hers.get(path).text


@pytest.mark.parametrize(("host", "named"), [("networking.example.org", True), ("a" * 55 + ".example.org", False)])
def test_a_name_that_would_make_the_code_too_fine_is_left_out(
    configure: Callable[..., Flask], make: Make, alice: User, host: str, named: bool
) -> None:
    badge = make.badge(make.card(alice, full_name="Bartholomew Jojo"))
    address = f"HTTPS://{host.upper()}/C/{badge.code}"
    page = signed_in(configure(PUBLIC_URL=f"https://{host}"), alice).get(f"/badges/{badge.id}").text
    assert (modules(address, "#Bartholomew", level="M") <= 37) is named
    assert (qr_svg(address, "#Bartholomew") in page, qr_svg(address) in page) == (named, not named)


def test_no_name_is_printed_shared_or_copied(client_for: Clients, make: Make, alice: User) -> None:
    badge, hers = make.badge(make.card(alice, full_name="Ada Lovelace")), client_for(alice)
    assert hers.get(f"/badges/{badge.id}.svg").text == qr_svg(f"HTTP://LOCALHOST/C/{badge.code}", level="Q")
    page = hers.get(f"/badges/{badge.id}").text
    assert f"{badge.code}#" not in page and page.count(f'"http://localhost/c/{badge.code}"') == 3


def test_the_second_code_holds_what_strangers_see_of_the_card(client_for: Clients, make: Make, alice: User) -> None:
    ways = [
        {"kind": "email", "value": "held@engine.example", "label": "", "shown": False},
        {"kind": "email", "value": "ada@engine.example", "label": "work", "shown": True},
        {"kind": "tel", "value": "+44 20 7946 0000", "label": "", "shown": True},
    ]
    card = make.card(alice, full_name="Zoë Lovelace", org="Engine", title="Held", held_back=["title"], ways=ways)
    event = make.event(alice)
    badge = make.badge(card, event)
    lines = ["BEGIN:VCARD", "VERSION:3.0", "N:Lovelace;Zoë;;;", "FN:Zoë Lovelace", "ORG:Engine", "TEL:+44 20 7946 0000",
             "EMAIL:ada@engine.example", f"NOTE:Met {event.day:%b %-d\\, %Y} at PyData.", "END:VCARD", ""]
    assert qr_svg("\r\n".join(lines)) in client_for(alice).get(f"/badges/{badge.id}").text


def test_an_event_without_a_badge_offers_one(client_for: Clients, make: Make, alice: User) -> None:
    event = make.event(alice)
    make.card(alice)
    assert f'action="/events/{event.id}/badge"' in client_for(alice).get("/cards").text


def test_a_person_without_any_card_is_shown_how_to_begin(client_for: Clients, alice: User) -> None:
    assert "No card yet" in text_of(client_for(alice).get("/cards"))


@pytest.mark.parametrize(("ending", "kind"), [("svg", "image/svg+xml"), ("png", "image/png")])
def test_the_code_to_print_is_sharper_and_kept_by_the_browser(
    client_for: Clients, make: Make, alice: User, ending: str, kind: str
) -> None:
    badge, hers = make.badge(make.card(alice, full_name="Zoë/Ada"), make.event(alice)), client_for(alice)
    answer = hers.get(f"/badges/{badge.id}.{ending}")
    text = f"HTTP://LOCALHOST/C/{badge.code}"
    assert answer.data == (qr_svg(text, level="Q").encode() if ending == "svg" else qr_png(text, level="Q"))
    assert answer.content_type.startswith(kind)
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert ending in answer.headers["Content-Disposition"] and "attachment" in answer.headers["Content-Disposition"]
    again = hers.get(f"/badges/{badge.id}.{ending}", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    if ending == "png":
        assert Image.open(io.BytesIO(answer.data)).size[0] % (modules(text, level="Q") + 8) == 0


def test_a_long_site_address_warns_before_printing(
    configure: Callable[..., Flask], client_for: Clients, make: Make, alice: User
) -> None:
    badge = make.badge(make.card(alice))
    assert "address of this site is long" not in client_for(alice).get(f"/badges/{badge.id}").text
    far = configure(PUBLIC_URL="https://networking.of-a-rather-long-name.example.org")
    assert "address of this site is long" in signed_in(far, alice).get(f"/badges/{badge.id}").text


def test_another_card_can_be_shown_with_the_same_code(
    client: FlaskClient, client_for: Clients, make: Make, alice: User
) -> None:
    badge, other = make.badge(make.card(alice), make.event(alice)), make.card(alice, full_name="Al of the band")
    assert "Al of the band" not in client.get(f"/c/{badge.code}").text
    client_for(alice).put(f"/badges/{badge.id}/card", data={"card_id": other.id})
    assert "Al of the band" in client.get(f"/c/{badge.code}").text


@pytest.mark.parametrize("card_id", ["", "x", "-1", "9" * 30])
def test_a_card_that_is_none_cannot_be_chosen(client_for: Clients, make: Make, alice: User, card_id: str) -> None:
    badge = make.badge(make.card(alice), make.event(alice))
    assert client_for(alice).put(f"/badges/{badge.id}/card", data={"card_id": card_id}).status_code == 404


def test_the_card_of_somebody_else_cannot_be_chosen(client_for: Clients, make: Make, alice: User, bob: User) -> None:
    badge, his = make.badge(make.card(alice), make.event(alice)), make.card(bob)
    assert client_for(alice).put(f"/badges/{badge.id}/card", data={"card_id": his.id}).status_code == 404


def test_new_codes_end_the_old_ones_and_keep_the_card(
    app: Flask, client: FlaskClient, client_for: Clients, make: Make, alice: User
) -> None:
    make.card(alice)
    for badge in (make.badge(make.card(alice, full_name="Al"), make.event(alice)), make.badge(make.card(alice))):
        answer = client_for(alice).post(f"/badges/{badge.id}/revocation")
        new_id = int(answer.location.rpartition("/")[2])
        with app.app_context():
            new = db.session.get_one(Badge, new_id)
        assert client.get(f"/c/{badge.code}").status_code == 410
        assert client.get(f"/c/{new.code}").status_code == 200
        assert (new.card_id, new.event_id) == (badge.card_id, badge.event_id)
        assert not {new.code, new.short_code} & {badge.code, badge.short_code}


def test_asking_twice_for_new_codes_leads_to_the_same_badge(
    app: Flask, client_for: Clients, make: Make, alice: User
) -> None:
    badge, hers = make.badge(make.card(alice), make.event(alice)), client_for(alice)
    first, second = (hers.post(f"/badges/{badge.id}/revocation").location for _time in range(2))
    with app.app_context():
        assert first == second and len(db.session.scalars(select(Badge)).all()) == 2


def test_an_old_badge_says_so(client_for: Clients, make: Make, alice: User) -> None:
    badge = make.badge(make.card(alice), revoked_at=now())
    assert client_for(alice).get(f"/badges/{badge.id}").status_code == 410
    assert client_for(alice).get(f"/badges/{badge.id}.svg").status_code == 410


def test_new_codes_do_not_bring_anybody_back_to_an_event_they_left(
    app: Flask, client_for: Clients, make: Make, alice: User, bob: User
) -> None:
    badge = make.badge(make.card(bob), make.event(alice))
    assert client_for(bob).post(f"/badges/{badge.id}/revocation").status_code == 404
    with app.app_context():
        assert Attendance.find(badge.event_id, bob.id) is None


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/badges/{}"),
        ("GET", "/badges/{}.svg"),
        ("GET", "/badges/{}.png"),
        ("PUT", "/badges/{}/card"),
        ("POST", "/badges/{}/revocation"),
    ],
)
def test_the_badge_of_somebody_else_does_not_exist(
    client: FlaskClient, client_for: Clients, make: Make, alice: User, charlie: User, method: str, path: str
) -> None:
    badge = make.badge(make.card(alice))
    data = {"card_id": make.card(charlie).id}
    assert client_for(charlie).open(path.format(badge.id), method=method, data=data).status_code == 404
    assert client.get(f"/c/{badge.code}").status_code == 200
