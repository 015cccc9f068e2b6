"""A card with everything on it, and the fields of the editor."""

import io
from collections.abc import Callable

import pytest
from PIL import Image

from networking_app.accounts.models import User
from networking_app.cards.models import Card
from tests.factories import Make

WAYS = [
    {"kind": "email", "value": "ada@engine.example", "label": "work", "shown": True},
    {"kind": "tel", "value": "+31 20 555 0123", "label": "", "shown": True},
    {"kind": "url", "value": "https://engine.example/ada", "label": "", "shown": True},
    {"kind": "tel", "value": "+31 6 99887766", "label": "private", "shown": False},
]
FIELDS = {
    "full_name": "Ada Lovelace",
    "pronouns": "she/her",
    "title": "Analyst",
    "org": "Engine Works",
    "note": "the poem about compilers",
    "offers": "proofs",
    "asks": "a co-author",
    "circles": "looms, poetry",
    "label": "Work",
}


@pytest.fixture
def full_card(make: Make) -> Callable[..., Card]:
    """`full_card(alice, held_back=["org"])`: a card on which every field is filled."""

    def made(user: User, **columns: object) -> Card:
        return make.card(user, **{**FIELDS, "circles": ["looms", "poetry"], "ways": WAYS, **columns})

    return made


@pytest.fixture
def typed() -> Callable[..., dict]:
    """`typed(org="")`: what the editor sends, every field shown."""

    def form(**fields: object) -> dict:
        shown = ["pronouns", "title", "org", "note", "offers", "asks", "circles", "photo"]
        return {**FIELDS, "shown": shown, **fields}

    return form


@pytest.fixture
def picture() -> Callable[..., io.BytesIO]:
    """`picture("PNG", (40, 30))`: an image file as a phone sends it."""

    def drawn(form: str = "JPEG", size: tuple[int, int] = (900, 700)) -> io.BytesIO:
        written = io.BytesIO()
        Image.effect_noise(size, 40).convert("RGB").save(written, form)
        written.seek(0)
        return written

    return drawn
