import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networking_app.formats.table import write_csv


def cell_of(value) -> str:
    return list(csv.reader(io.StringIO(write_csv(["h"], [[value, "end"]]), newline="")))[1][0]


def test_the_table_is_rfc_4180():
    assert write_csv(["name", "note"], [["Ada", 'said "hi",\nleft'], ["", None], [3, 1.5]]) == (
        'name,note\r\nAda,"said ""hi"",\nleft"\r\n,\r\n3,1.5\r\n'
    )


@pytest.mark.parametrize(
    "formula",
    [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\u00a0=1",
        "\uff1d1",
        "\uff0b1",
        "\uff0d1",
        "\uff201",
    ]
    + ['=HYPERLINK("https://evil.example","x")', "=cmd|' /C calc'!A0", "\x00=1+1", "\ttext", "\rtext"],
)
def test_what_a_spreadsheet_would_run_is_made_text(formula):
    assert cell_of(formula) == "'" + formula.replace("\x00", "")


def test_a_formula_in_the_header_is_made_text_too():
    assert write_csv(["=1"], []) == "'=1\r\n"


def test_a_phone_number_stays_text_in_a_spreadsheet():
    assert cell_of("+49 30 123456") == "'+49 30 123456"


@pytest.mark.parametrize("harmless", ["Ada", "a=b", "1-2", "", "'quoted", "ada@example.org", "名前", "x\r\ny"])
def test_harmless_text_stays_as_it_is(harmless):
    assert cell_of(harmless) == harmless


def test_half_a_surrogate_pair_is_dropped():
    assert write_csv(["a\ud83db"], []).encode() == b"ab\r\n"


def test_a_negative_number_stays_a_number():
    assert cell_of(-5) == "-5"


@given(st.lists(st.lists(st.text(max_size=30), min_size=2, max_size=2), max_size=5))
def test_any_table_reads_back_with_the_same_shape_and_no_formula(rows):
    written = write_csv(["a", "b"], rows)
    read = list(csv.reader(io.StringIO(written, newline=""), strict=True))
    assert [len(row) for row in read] == [2] * (len(rows) + 1)
    assert not any(cell[:1] and cell[0] in "=+-@\t\r\n" for row in read for cell in row)
    written.encode()
