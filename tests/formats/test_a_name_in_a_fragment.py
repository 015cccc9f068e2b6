"""The first name behind the address in the code on a screen."""

import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networking_app.formats.graphemes import graphemes, plain_line, within
from networking_app.formats.name_fragment import name_fragment


@pytest.mark.parametrize(
    ("full_name", "fragment"),
    [
        ("Ada Lovelace", "Ada"), ("Cher", "Cher"), ("Zoe\u0308 Bell", "Zoë"), ("Jan van der Berg", "Jan"),
        ("Mary Jane Watson", "Mary%20Jane"), ("Anna Maria Theresia Augusta Berg", "Anna%20Maria"),
        ("山田 太郎", "太郎"), ("山田太郎", "山田太郎"), ("김 철수", "철수"), ("فاطمة الزهراء بنت محمد", "فاطمة"),
        ("רות כהן", "רות"),
        ("Wolfeschlegelsteinhausenbergerdorff", "Wolfeschlegelsteinha"), ("🧑\u200d💻🧑\u200d💻", "🧑\u200d💻"),
        ("🇩🇪🇫🇷🇮🇹", "🇩🇪🇫🇷"), ("100% #Ada", "100%25"), ("O'Neil Bell", "O'Neil"), ("a\u202eb\x00\u2066c Bell", "abc"),
        ("👨\u200d👩\u200d👧\u200d👦", ""), ("\u200e\u202e", ""), ("", ""), ("e" + "\u0301" * 30, ""),
        ("<script>alert(1)</script>", "%3Cscript%3Ealert(1)"),
    ],
)
def test_the_given_name_is_taken(full_name, fragment):
    assert name_fragment(full_name) == fragment


@given(st.text(max_size=120))
def test_any_name_gives_at_most_20_octets_without_controls_that_decode_to_its_beginning(full_name):
    fragment = name_fragment(full_name)
    assert len(fragment.encode()) <= 20
    assert not any(unicodedata.category(letter) in ("Cc", "Cs", "Zs", "Zl", "Zp") for letter in fragment)
    assert unquote(fragment) in plain_line(full_name)
    assert fragment == unicodedata.normalize("NFC", fragment)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Ada", ["A", "d", "a"]), ("e\u0301o", ["e\u0301", "o"]), ("👩🏽\u200d💻a", ["👩🏽\u200d💻", "a"]),
        ("🇩🇪🇫🇷🇮", ["🇩🇪", "🇫🇷", "🇮"]),
        ("क्षत्रि", ["क्ष", "त्रि"]), ("น้ำใจ", ["น้ำ", "ใ", "จ"]),
        ("\u1112\u1161\u11ab\u1112", ["\u1112\u1161\u11ab", "\u1112"]),
        ("❤\ufe0f!", ["❤\ufe0f", "!"]), ("1\ufe0f\u20e3", ["1\ufe0f\u20e3"]), ("\u0601٢", ["\u0601٢"]), ("", []),
    ],
)
def test_what_people_see_as_a_character_stays_whole(text, pieces):
    assert list(graphemes(text)) == pieces


@given(st.text(max_size=60), st.integers(0, 100))
def test_a_cut_text_is_a_beginning_that_fits(text, octets):
    cut = within(text, octets)
    assert text.startswith(cut) and len(cut.encode()) <= octets
    assert "".join(graphemes(text)) == text
