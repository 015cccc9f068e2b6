"""How long the page of a network with 500 ties is held up while its picture is laid out, pinched and dragged.

    python -m bench.network_picture

The longest tasks of the page's main thread, in milliseconds of its CPU, by Chromium's own trace.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

from flask_migrate import upgrade
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import insert, select, update

from bench.hall import on_sqlite
from bench.servers import gunicorn
from bench.ties_list import fill
from networking_app import create_app
from networking_app.accounts.models import User
from networking_app.extensions import db
from networking_app.introductions.models import Introducible, Opening
from networking_app.ties.models import Tie
from tests.browser.phones import FLAGS, SCREEN
from tests.browser.test_walking_through_a_network import Fingers, middle
from tests.machine.chromium import obtain

TIES, OPENED, TARGET = 500, 800, 50
TASKS = ("RunTask", "ThreadControllerImpl::RunTask")


def main() -> None:
    with on_sqlite() as environment:
        app = create_app(environment)
        with app.app_context():
            upgrade()
            cookie = fill(app, TIES)
            _let_them_know_each_other()
        with gunicorn("wsgi:app", **environment) as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=obtain(), args=FLAGS)
            _measure(browser, f"http://localhost:{server.port}", cookie)
            browser.close()


def _let_them_know_each_other() -> None:
    """Each tie is to a user who holds one back; so many, drawn from a fixed seed, are opened between them."""
    mine, dice = db.session.execute(select(Tie.id, Tie.owner_id, Tie.name)).all(), Random(6)  # noqa: S311
    rows = [{"name": tie.name, "password_hash": "-"} for tie in mine]
    people = list(db.session.scalars(insert(User).returning(User.id), rows))
    db.session.execute(update(Tie), [
        {"id": tie.id, "peer_user_id": user} for tie, user in zip(mine, people, strict=True)])
    pairs = {tuple(dice.sample(people, 2)) for _pair in range(OPENED)}
    ties = {*pairs, *((other, one) for one, other in pairs), *((user, mine[0].owner_id) for user in people)}
    held = [{"owner_id": one, "peer_user_id": other, "origin": "badge", "name": "x"} for one, other in ties]
    of = {(tie.owner_id, tie.peer_user_id): tie.id
          for tie in db.session.execute(insert(Tie).returning(Tie.id, Tie.owner_id, Tie.peer_user_id), held)}
    db.session.execute(insert(Opening), [
        {"owner_id": one, "peer_user_id": other, "tie_id": of[one, other]} for one, other in pairs])
    db.session.execute(insert(Introducible), [{"user_id": user} for user in people])
    db.session.commit()


def _measure(browser: Browser, url: str, cookie: str) -> None:
    screen = {**SCREEN, "reduced_motion": "no-preference", "service_workers": "block", "base_url": url}
    context = browser.new_context(**screen)
    name, _, value = cookie.partition("=")
    context.add_cookies([{"name": name, "value": value.partition(";")[0], "url": url}])
    page = context.new_page()
    page.goto("/doors")
    with _tasks(browser, page, "opened"):
        page.goto("/network", wait_until="commit")
        page.wait_for_selector("network-picture[aria-busy=true]")
    page.reload(wait_until="commit")
    page.wait_for_selector("network-picture[aria-busy=true]")
    with _tasks(browser, page, "laid out"):
        page.wait_for_selector("network-picture[aria-busy=false]")
    (x, y), fingers = middle(page, ".network-picture"), Fingers(page)
    with _tasks(browser, page, "pinched"):
        fingers.move((x - 20, y, x - 99, y), (x + 20, y, x + 99, y))
    with _tasks(browser, page, "dragged"):
        fingers.move((x, y, x - 99, y - 99))


@contextmanager
def _tasks(browser: Browser, page: Page, what: str) -> Iterator[None]:
    browser.start_tracing(page=page, categories=["toplevel", "devtools.timeline"])
    yield
    page.wait_for_timeout(400)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    pages = {(event["pid"], event["tid"]) for event in events
             if event["name"] == "thread_name" and event["args"]["name"] == "CrRendererMain"}
    ran = [event for event in events if event["name"] in TASKS and (event["pid"], event["tid"]) in pages]
    most = sorted((event.get("tdur", 0) / 1000 for event in ran), reverse=True)[:5]
    print(f"{what}: {', '.join(f'{each:.0f}' for each in most)} ms (target {TARGET})")


if __name__ == "__main__":
    main()
