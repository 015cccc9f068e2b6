"""The four people of an introduction, and all that each of them can read.

Alice knows Bob and Charlie, and has opened that she knows Charlie. Dana knows Charlie too. Whatever must stay with
somebody has words of its own, so that a test can look for them on the pages of the others.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from difflib import unified_diff
from functools import cached_property
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from networking_app.accounts.models import Block, User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.introductions.models import Introducible, Introduction, Opening
from networking_app.ties.models import Tie
from tests.clients import signed_in, text_of
from tests.factories import Make

REASON, ANSWER = "Bob wonders whether looms can dream.", "Somebody asks about the moustache."
CONTEXT, RESULT = "You both oil machines at night.", "We opened a repair shop."
# What stands on the cards, and what is held back there.
CARDS = {"Alice": ("Archer", "Arrows Inc"), "Bob": ("Builder", "Bricks Ltd"), "Charlie": ("Chaplin", "Tramps United"),
         "Dana": ("Diver", "Deep Sea")}
HELD_BACK = {"Alice": "Alchemist", "Bob": "Beekeeper", "Charlie": "Conjurer", "Dana": "Dentist"}
# What only its writer reads.
NOTES = {"Bob": "snores in the cinema", "Charlie": "cheats at chess"}
WORLD = {"my", "ties", "introductions", "owed", "standing"}
PAGES = ("/introductions", "/introductions/1/offer", "/introductions/requests/1")
# Ids made anew for each page, and when somebody was here last.
_CHANGES = re.compile(r'[0-9a-f]{8}-[0-9a-f-]{27}|"last_seen_at": "[^"]+"')


class Four:
    """They act by their browsers; `four.bob` and `four.of("Bob")` are one person."""

    def __init__(self, make: Make) -> None:
        self.make, self.app = make, make.app
        self.alice, self.bob, self.charlie, self.dana = (self._person(name) for name in CARDS)
        self.to_bob, self.to_charlie = make.tie(self.alice, self.bob), make.tie(self.alice, self.charlie)
        for owner, peer in ((self.bob, self.alice), (self.charlie, self.alice), (self.dana, self.charlie),
                            (self.charlie, self.dana)):
            make.tie(owner, peer)
        for tie in (self.to_bob, self.to_charlie):
            make.note(tie, NOTES[tie.name.split()[0]])
        for user in (self.bob, self.charlie):
            make.saved(Introducible(user_id=user.id))
        self.opening = self.opened(self.to_charlie)
        self.clients: dict[int, FlaskClient] = {}

    def _person(self, name: str) -> User:
        last, org = CARDS[name]
        user = self.make.user(f"{name} {last}", f"{name}@example.org")
        self.make.card(user, org=org, title=HELD_BACK[name], held_back=["title"])
        return user

    @cached_property
    def everybody(self) -> dict[str, User]:
        return {"Alice": self.alice, "Bob": self.bob, "Charlie": self.charlie, "Dana": self.dana}

    def acquainted(self, one: User, other: User) -> Tie:
        """The tie of the one to the other, who know each other and may be introduced."""
        self.make.tie(other, one)
        for user in (one, other):
            self.make.saved(Introducible(user_id=user.id))
        return self.make.tie(one, other)

    def opened(self, tie: Tie) -> int:
        return self.make.saved(Opening(owner_id=tie.owner_id, peer_user_id=tie.peer_user_id, tie_id=tie.id)).id

    def browser(self, user: User) -> FlaskClient:
        if user.id not in self.clients:
            self.clients[user.id] = signed_in(self.app, user)
        return self.clients[user.id]

    def post(self, user: User, path: str, **fields: Any) -> TestResponse:
        return self.browser(user).post(path, data=fields)

    def ask(self, user: User | None = None, opening: int | None = None, words: str = REASON) -> TestResponse:
        return self.post(user or self.bob, f"/introductions/requests/{opening or self.opening}", request=words)

    def offer(self, words: str = CONTEXT) -> TestResponse:
        return self.post(self.alice, "/introductions/new", first=self.to_bob.id, second=self.to_charlie.id,
                         context=words)

    def pass_on(self, found: int = 1) -> TestResponse:
        return self.post(self.alice, f"/introductions/{found}/offer", context=CONTEXT)

    def yes(self, user: User, found: int = 1) -> TestResponse:
        return self.post(user, f"/introductions/{found}/agreement")

    def no(self, user: User, found: int = 1) -> TestResponse:
        return self.post(user, f"/introductions/{found}/refusal")

    def take_back(self, user: User, found: int = 1) -> TestResponse:
        return self.browser(user).delete(f"/introductions/{found}")

    def block(self, blocker: User, blocked: User) -> None:
        self.make.saved(Block(blocker_id=blocker.id, blocked_id=blocked.id))

    def rows(self) -> list[Introduction]:
        with self.app.app_context():
            found = db.session.scalars(select(Introduction).order_by(Introduction.id)).all()
            db.session.expunge_all()
        return list(found)

    def only(self) -> Introduction:
        [found] = self.rows()
        return found

    def page(self, user: User) -> str:
        """What they read on the page of introductions."""
        return text_of(self.browser(user).get("/introductions"))

    def reads(self, user: User, whole: bool = False) -> str:
        """What is sent to that person about introductions; as a whole, all they can open, and their export."""
        browser = self.browser(user)
        pages = [browser.get(path) for path in (*PAGES, *(self._all_pages(user) if whole else ()))]
        texts = [page.get_data(as_text=True) for page in pages if page.status_code == 200]
        return _CHANGES.sub("", "\n".join([*texts, _export(browser) if whole else ""]))

    def _all_pages(self, user: User) -> Iterator[str]:
        for rule in self.app.url_map.iter_rules():
            if not rule.arguments and "GET" in (rule.methods or ()) and rule.endpoint.partition(".")[0] in WORLD:
                yield rule.rule
        with self.app.app_context():
            ties = db.session.scalars(select(Tie.id).where(Tie.owner_id == user.id)).all()
        yield from (f"/ties/{tie_id}" for tie_id in ties)


def _export(browser: FlaskClient) -> str:
    with zipfile.ZipFile(io.BytesIO(browser.post("/export").data)) as archive:
        return "".join(archive.read(name).decode("utf-8-sig") for name in archive.namelist())


def told_apart(before: list[str], after: list[str]) -> list[str]:
    """The lines by which two readings differ."""
    pairs = zip(before, after, strict=True)
    return [line for one, other in pairs for line in unified_diff(one.splitlines(), other.splitlines(), n=0)]


def later(days: float) -> Any:
    """The instant so many days from now."""
    return now() + timedelta(days=days)
