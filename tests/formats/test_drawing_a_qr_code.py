"""The drawn code is the qrcode package's own, module for module; that a camera reads it is the browser tests' part."""

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from qrcode import QRCode
from qrcode.util import QRData

from networking_app.formats.qr_code import modules, qr_png, qr_svg
from networking_app.formats.qr_matrix import MASK, matrix
from networking_app.formats.qr_segments import LEVELS

BADGE = "HTTPS://TIES.EXAMPLE/C/7Q2K9F4MZP7Q2K9F4MZP7Q2K9F"

SEGMENT = st.one_of(
    st.text("0123456789", min_size=1, max_size=40), st.text("ABC$%*+-./: 012", min_size=1, max_size=40),
    st.text(min_size=1, max_size=40),
)


def package_matrix(*segments: str, level: str) -> list[str]:
    code = QRCode(error_correction=LEVELS[level], mask_pattern=MASK)
    for segment in segments:
        code.add_data(QRData(segment))
    code.make()
    return ["".join("01"[dark] for dark in row) for row in code.modules]


def painted(svg: str) -> list[str]:
    """What the path paints, module by module, by a reading of our own."""
    side = int(re.search(r'viewBox="0 0 (\d+) \1"', svg)[1])
    image = [[0] * side for _ in range(side)]
    x, y = 0, 0
    for dx, dy, length in re.findall(r"m(-?\d+) (-?\d+)h(\d+)", svg):
        x, y = x + int(dx), y + int(dy)
        for _ in range(int(length)):
            image[y][x] += 1
            x += 1
    return ["".join(map(str, row)) for row in image]


def framed(rows: list[str]) -> list[str]:
    side = len(rows) + 8
    return ["0" * side] * 4 + [f"0000{row}0000" for row in rows] + ["0" * side] * 4


@settings(max_examples=40)
@given(text=st.text(min_size=1, max_size=120), level=st.sampled_from("LMQH"))
def test_every_text_gives_the_modules_of_the_qrcode_package(text, level):
    assert matrix(text, level=level) == package_matrix(text, level=level)


@settings(max_examples=40)
@given(segments=st.lists(SEGMENT, min_size=1, max_size=4), level=st.sampled_from("LMQH"))
def test_segments_of_every_kind_in_every_order_match_too(segments, level):
    assert matrix(*segments, level=level) == package_matrix(*segments, level=level)


def test_an_address_and_a_name_are_smaller_as_two_segments_than_as_one():
    assert modules(BADGE, "#Bartholomäus", level="M") == 33 < modules(f"{BADGE}#Bartholomäus", level="M")


@pytest.mark.parametrize("level", "LMQH")
@pytest.mark.parametrize("length", [1, 19, 20, 25, 26, 47, 62, 140, 152, 367, 900, 1400])
def test_sizes_with_one_and_with_many_blocks_match_too(length, level):
    text = ("HTTPS://$%*+-./ 0123456789" * 60)[:length]
    assert matrix(text, level=level) == package_matrix(text, level=level)
    assert matrix(text, "é", level=level) == package_matrix(text, "é", level=level)


@given(text=st.text("ABCDEF0123456789/:.", min_size=1, max_size=150))
@settings(max_examples=20)
def test_the_svg_paints_each_dark_module_once_inside_a_quiet_zone_of_four(text):
    assert painted(qr_svg(text)) == framed(matrix(text, level="M"))


def test_the_svg_has_a_white_ground_under_the_quiet_zone_and_no_size_or_style():
    root, ground = re.findall("<[^>]+>", qr_svg(BADGE))[:2]
    assert set(re.findall(r"([\w-]+)=", root)) == {"xmlns", "viewBox", "shape-rendering"}
    assert ground == '<rect width="37" height="37" fill="#fff"/>'
    assert "style" not in qr_svg(BADGE)


def test_the_svg_of_a_badge_is_at_most_2_kb():
    assert len(qr_svg(BADGE).encode()) <= 2000


def test_the_png_shows_the_same_modules():
    image = Image.open(io.BytesIO(qr_png(BADGE, scale=3)))
    assert image.mode == "1"
    small = image.resize((image.width // 3,) * 2, Image.Resampling.NEAREST)
    rows = [["1" if small.getpixel((x, y)) == 0 else "0" for x in range(small.width)] for y in range(small.height)]
    assert ["".join(row) for row in rows] == framed(matrix(BADGE, level="Q"))


def test_an_upper_case_badge_url_is_alphanumeric_and_small():
    longest_host = "A" * 15 + ".EXAMPLE"
    badge = f"HTTPS://{longest_host}/C/" + "Z" * 26
    assert (modules(badge, level="M"), modules(badge, level="Q")) == (29, 33)
    assert modules(badge.lower(), level="M") > 29


@pytest.mark.parametrize("draw", [qr_svg, qr_png, lambda text: modules(text, level="L")])
def test_a_text_too_long_for_any_code_is_refused(draw):
    with pytest.raises(ValueError, match="too long"):
        draw("é" * 2000)
