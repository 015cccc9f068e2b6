"""Both decoders of the app give back, letter by letter, what the codes of a badge hold: names of many scripts too."""

import base64
import io
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from unicodedata import normalize

import pytest
import vobject
from PIL import Image

from networking_app.formats.name_fragment import name_fragment
from networking_app.formats.qr_code import qr_png
from networking_app.formats.small_vcard import small_vcard
from networking_app.formats.vcard import Vcard
from tests.formats.test_writing_a_small_vcard import NAMES

ROOT = Path(__file__).parents[2]
ADDRESS = "HTTPS://TIES.EXAMPLE/C/7Q2K9F4MZP7Q2K9F4MZP7Q2K9F"
READ_ALL = """
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { readQuickly } from "./static/js/decode/quick.js";
import { prepare, readThoroughly } from "./static/js/decode/thorough.js";
await prepare({ wasmBinary: await readFile("static/vendor/zxing/zxing_reader.wasm") });
const read = [];
for (const { side, pixels } of JSON.parse(await text(process.stdin))) {
  const image = () => ({ width: side, height: side, data: new Uint8Array(Buffer.from(pixels, "base64")) });
  read.push([await readQuickly(image()), await readThoroughly(image())]);
}
console.log(JSON.stringify(read));
"""
# Short ones, which a decoder that guesses the character set gets wrong the soonest.
SHORT = ["é", "ß", "Ñu", "Åse", "Øyvind", "ÿ", "Ümit", "Łukasz", "Çağ", "あ", "ｱ", "ﾌﾞ", "ё", "Ἀ", "李", "ש", "م", "กา"]


@pytest.fixture(scope="module")
def decode() -> Callable[[list[tuple[str, ...]]], list[list[str]]]:
    """What each engine reads on the codes of these segments."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node.js is not on the PATH.")

    def decode(codes: list[tuple[str, ...]]) -> list[list[str]]:
        command = [node, "--input-type=module", "-e", READ_ALL]
        frames = json.dumps([frame(*segments) for segments in codes])
        done = subprocess.run(command, input=frames, capture_output=True, text=True, cwd=ROOT, check=True)
        return json.loads(done.stdout)

    return decode


def frame(*segments: str) -> dict:
    image = Image.open(io.BytesIO(qr_png(*segments, level="M", scale=4))).convert("L")
    return {"side": image.width, "pixels": base64.b64encode(image.tobytes()).decode()}


def test_a_name_in_the_fragment_comes_back(decode) -> None:  # type: ignore[no-untyped-def]
    fragments = [f"#{name_fragment(name)}" for name in NAMES] + [f"#{name}" for name in SHORT]
    read = decode([(ADDRESS, fragment) for fragment in fragments])
    assert read == [[ADDRESS + fragment] * 2 for fragment in fragments]


def test_a_vcard_comes_back_and_reads_as_the_same_person(decode) -> None:  # type: ignore[no-untyped-def]
    cards = [small_vcard(Vcard(name, org=name * 9, note=name * 9, tels=(("", "+44 20 7946 0000"),))) for name in NAMES]
    read = decode([(card,) for card in cards])
    assert read == [[card] * 2 for card in cards]
    assert [vobject.readOne(quick).fn.value for quick, _thorough in read] == [normalize("NFC", name) for name in NAMES]
