"""Circles are named in one line, in any script, each once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networking_app.formats.circles import circle_word, circles_in, line_of


@pytest.mark.parametrize(("line", "names"), [
    ("Python, choir,  rock   climbing", ["Python", "choir", "rock climbing"]),
    ("#Python; python, PYTHON", ["Python"]),
    ("café, cafe", ["café"]),
    ("موسيقى، شعر", ["موسيقى", "شعر"]),
    ("将棋、囲碁，茶道", ["将棋", "囲碁", "茶道"]),
    (" , ;\n#", []),
    ("", []),
])
def test_a_line_is_read_into_names(line: str, names: list[str]) -> None:
    assert circles_in(line) == names


@given(st.text())
def test_what_is_read_is_read_the_same_again_and_holds_no_word_twice(line: str) -> None:
    names = circles_in(line)
    assert circles_in(line_of(names)) == names
    assert len({circle_word(name) for name in names}) == len(names)
