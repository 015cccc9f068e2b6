"""The whole evening with two phones: the second one's camera sees the first one's real badge."""

import re
from datetime import timedelta
from pathlib import Path

from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import update

from networking_app.clock import now
from networking_app.events.models import Event
from networking_app.extensions import db
from networking_app.follow_ups.models import FollowUp
from tests.browser.camera import camera_flags, film


def _sign_up(page: Page, name: str, start: str = "/sign-up") -> None:
    page.goto(start)
    page.get_by_label("Your name").fill(name)
    page.get_by_label("E-mail", exact=True).fill(f"{name.split()[0].lower()}@example.org")
    page.get_by_label("Password").fill("an evening with bricks")
    page.get_by_role("button", name="Make my card").click()


def _create_event(page: Page, app: Flask) -> str:
    page.goto("/events/new")
    page.get_by_label("Name").fill("PyData Rotterdam")
    page.get_by_role("button", name="Make the event").click()
    expect(page.get_by_role("heading", name="PyData Rotterdam")).to_be_visible()
    with app.app_context():
        running = {"starts_at": now() - timedelta(hours=1), "ends_at": now() + timedelta(hours=2)}
        db.session.execute(update(Event).values(**running))
        db.session.commit()
        return str(db.session.query(Event).one().join_code)


def _next_morning(app: Flask) -> None:
    """Let the night pass: what was planned for tomorrow is due today."""
    with app.app_context():
        earlier = now().date() - timedelta(days=1)
        db.session.execute(update(FollowUp).where(FollowUp.step_key == "thanks").values(due_on=earlier))
        db.session.commit()


def test_from_sign_up_to_the_follow_up_of_the_next_morning(phone, launch, served, tmp_path: Path) -> None:
    ada = phone()
    _sign_up(ada, "Ada Lovelace")
    expect(ada.get_by_role("heading", name="Today")).to_be_visible()
    join_code = _create_event(ada, served.app)
    ada.goto("/")
    ada.get_by_role("button", name="Show my badge").click()
    code = ada.locator(".badge-qr").first
    expect(code).to_be_visible()
    clip = film(code.screenshot(), tmp_path / "badge.y4m")

    grace = phone(browser=launch(*camera_flags(clip)))
    _sign_up(grace, "Grace Hopper", f"/sign-up?next=/join/{join_code}")
    expect(grace).to_have_url(re.compile(rf"/join/{join_code}$"))
    grace.get_by_role("button", name="Join").click()
    grace.get_by_role("link", name="Scan").first.click()
    sheet = grace.locator(".scan-sheet")
    expect(sheet.get_by_role("heading", name="Ada Lovelace")).to_be_visible()
    expect(sheet).to_contain_text("You meet at PyData Rotterdam")
    sheet.get_by_label("What did you talk about?").fill("analytical engines, wants a loom")
    sheet.get_by_label("promised something").check()
    sheet.get_by_role("button", name="Save").click()
    expect(grace.get_by_text("Ada Lovelace is saved.")).to_be_visible()
    expect(sheet).to_have_count(0)

    _next_morning(served.app)
    grace.goto("/")
    due = grace.locator(".follow-up")
    expect(due).to_contain_text(["Ada Lovelace"])
    expect(due).to_contain_text(["analytical engines, wants a loom"])
    due.get_by_role("button", name="Done").click()
    expect(grace.get_by_role("button", name="Undo")).to_be_visible()

    ada.goto("/")
    expect(ada.locator(".remember")).to_contain_text("Grace Hopper took your card")
    ada.get_by_role("button", name="Add their card").click()
    expect(ada.get_by_role("heading", name="Grace Hopper")).to_be_visible()
    expect(ada.get_by_text("has your card too")).to_be_visible()
    assert "analytical engines" not in ada.content()
