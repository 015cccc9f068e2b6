"""The phone and the server make the same of a text; tests/js/scanned-text.test.mjs reads the same table."""

import json
import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from networking_app.formats.codes import ALPHABET, SHORT_ALPHABET
from networking_app.ties.scanned_text import code_of, join_code_of

# No database has a say in it.
pytestmark = pytest.mark.only("sqlite")
ROOT = Path(__file__).parents[2]
CASES = json.loads((ROOT / "tests/formats/scanned_texts.json").read_text())
BASE = "https://ties.example"
READ_ALL = """
import { text } from "node:stream/consumers";
import { readScanned } from "./static/js/scanned-text.js";
const read = JSON.parse(await text(process.stdin)).map((scanned) => readScanned(scanned, process.argv[1]));
console.log(JSON.stringify(read));
"""
CODE = "7Q2K9F4MZP7Q2K9F4MZP7Q2K9F"
STARTS = ("", f"{BASE}/c/{CODE}", f"{BASE}/C/", f"{BASE}/join/", f"{BASE.upper()}/JOIN/", f"{BASE}/c/{CODE}#")
PIECES = [
    *(BASE, "http://ties.example", "/c/", "/join/", CODE, "BCDFGHJK", "BCDFGHJKMN", "0O2568UY", "o", "l", "#", "?"),
    *("/", "%41", " ", "-", "\u2013", "\n", "\x1c", "\x85", "\ufeff", "\u200e", "\u3000", "\u212a", "\u0131"),
    *("\u00df", "\u017f", "\uff22", "\u0660", "\u00e4", "\U0001f600", "Ada", "K", "7"),
]


@pytest.fixture(scope="module")
def read_on_the_phone() -> Callable[[list[str]], list[dict]]:
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node.js is not on the PATH.")

    def read(texts: list[str]) -> list[dict]:
        command = [node, "--input-type=module", "-e", READ_ALL, BASE]
        done = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, cwd=ROOT, check=True)
        return json.loads(done.stdout)

    return read


def as_the_server_reads(app: Flask, text: str) -> tuple[str, str | None]:
    with app.app_context():
        if join_code := join_code_of(text):
            return "join", join_code
        return ("card", code_of(text)) if code_of(text) else ("unknown", None)


@pytest.mark.parametrize("case", CASES, ids=lambda case: ascii(case["text"])[:60])
def test_the_server_reads_the_table_of_the_phone(configure: Callable[..., Flask], case: dict) -> None:
    app = configure(PUBLIC_URL=case["base"])
    expected = {"card": case.get("means"), "join": case.get("code"), "unknown": None}[case["kind"]]
    assert as_the_server_reads(app, case["text"]) == (case["kind"], expected)
    if case["kind"] == "card":
        assert as_the_server_reads(app, case["code"]) == ("card", case["means"])


def test_texts_made_of_anything_are_read_alike(configure: Callable[..., Flask], read_on_the_phone) -> None:  # type: ignore[no-untyped-def]
    dice, app = random.Random(7), configure(PUBLIC_URL=BASE)  # noqa: S311
    texts = [dice.choice(STARTS) + "".join(dice.choices(PIECES, k=dice.randint(0, 5))) for _ in range(3000)]
    texts += [_typed(dice, *like) for like in ((ALPHABET, 26), (SHORT_ALPHABET, 8)) for _ in range(300)]
    found = set()
    for text, read in zip(texts, read_on_the_phone(texts), strict=True):
        kind, code = as_the_server_reads(app, text)
        assert read["kind"] == kind, text
        if kind == "join":
            assert read["code"] == code, text
        elif kind == "card":
            assert "#" not in read["code"]
            assert as_the_server_reads(app, read["code"]) == ("card", code), text
        found.add(kind)
    assert found == {"card", "join", "unknown"}


def _typed(dice: random.Random, letters: str, size: int) -> str:
    size += dice.choice((0, 0, 0, 1, -1))
    typed = dice.choices(letters.lower() + letters + "oiluU02568Yy", k=size)
    return "".join(letter + dice.choice(("", "", "-", " ", "\u2010", "\u200b")) for letter in typed)
