import math
from collections import Counter

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from networking_app.formats.codes import (
    ALPHABET,
    JOIN_LENGTH,
    LENGTH,
    SHORT_ALPHABET,
    SHORT_LENGTH,
    code_in_link,
    grouped,
    new_code,
    new_join_code,
    new_short_code,
    read_code,
    read_join_code,
)

BASE = "https://ties.example"
CODE = "7Q2K9F4MZPX0V1R8S3T5W6Y7A1"

long_codes = st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH)
short_codes = st.text(SHORT_ALPHABET, min_size=SHORT_LENGTH, max_size=SHORT_LENGTH)
join_codes = st.text(SHORT_ALPHABET, min_size=JOIN_LENGTH, max_size=JOIN_LENGTH)
noise = st.text(" -\u2013\u00a0\u200b\t\n\u2011", max_size=3)


@st.composite
def typed(draw, codes):
    """A code as people type it, and the code: cases, spaces and dashes anywhere, full-width letters."""
    code = draw(codes)
    letters = [draw(st.sampled_from([c, c.lower(), chr(ord(c) + 0xFEE0)])) + draw(noise) for c in code]
    return draw(noise) + "".join(letters), code


def test_a_long_code_carries_130_random_bits_and_no_look_alikes():
    codes = [new_code() for _ in range(500)]
    assert len(set(codes)) == 500
    assert LENGTH * math.log2(len(set(ALPHABET))) == 130
    assert set("".join(codes)) == set(ALPHABET)
    assert not set("ILOU") & set(ALPHABET)
    assert {len(code) for code in codes} == {LENGTH}


@pytest.mark.parametrize(("new", "length"), [(new_code, 26), (new_short_code, 8), (new_join_code, 10)])
def test_every_letter_of_a_new_code_is_equally_likely(new, length):
    seen = Counter("".join(new() for _ in range(26_000 // length)))
    assert max(seen.values()) < 1.3 * min(seen.values())


@pytest.mark.parametrize("new", [new_short_code, new_join_code])
def test_a_code_for_typing_is_letters_without_vowels_and_look_alikes(new):
    letters = set("".join(new() for _ in range(200)))
    assert letters == set(SHORT_ALPHABET)
    assert not letters & set("AEIOUYL0123456789")


@given(typed(long_codes))
def test_a_long_code_is_read_however_it_was_typed(pair):
    text, code = pair
    assert read_code(text) == code


@given(typed(short_codes))
def test_a_short_code_is_read_however_it_was_typed(pair):
    text, code = pair
    assert read_code(text) == code


@given(typed(join_codes))
def test_a_join_code_is_read_however_it_was_typed(pair):
    text, code = pair
    assert read_join_code(text) == code
    assert read_code(text) is None


@given(st.one_of(long_codes, short_codes, join_codes))
def test_a_code_as_shown_reads_as_itself(code):
    assert (read_code(grouped(code)) or read_join_code(grouped(code))) == code


def test_codes_are_shown_in_groups():
    assert grouped("BCDFGHJK") == "BCDF-GHJK"
    assert grouped("BCDFGHJKMN") == "BCDFG-HJKMN"
    assert grouped(CODE) == "7Q2K-9F4M-ZPX0-V1R8-S3T5-W6Y7-A1"


def test_look_alikes_are_read_as_what_they_must_be():
    assert read_code("OoIiLlUu" + CODE[8:]) == "001111VV" + CODE[8:]
    assert read_code("8c5fg2j6") == "BCSFGZJG"


@given(st.text(f"{ALPHABET}OILUoilu- \u0130\u00df", min_size=SHORT_LENGTH, max_size=LENGTH + 2))
@example("oiluOILU" + CODE[8:])
@example("0o2568uy")
def test_whatever_is_read_is_a_code_and_reads_as_itself(text):
    code = read_code(text)
    if code is not None:
        assert (len(code), set(code) <= set(ALPHABET)) in ((LENGTH, True), (SHORT_LENGTH, True))
        assert read_code(code) == code


@pytest.mark.parametrize(
    "text",
    ["", " ", "ADA", CODE[:-1], CODE + "0", "1BCDFGHJ", "ABCDFGHJ", "BCDFGHJ", "BCDFGHJKM", "BCDFGHJ\0", "BCDFGHJ.K"]
    + [
        "BCDFGH\u00df",
        "B\u0421DFGHJK",
        "\u0131" * 26,
        "9" * 1_000_000,
        "BCDF/GHJK",
        CODE[:-1] + "\u0660",
        "\ud800" * 8,
    ],
    ids=lambda text: ascii(text[:12]),
)
def test_anything_else_is_no_code(text):
    assert read_code(text) is None


@given(long_codes, st.booleans(), st.booleans(), st.sampled_from(["", "#", "#n=Ada", "#n=Zo\u00eb&x=\u5c71\n"]))
def test_our_own_link_gives_its_code(code, upper, lower_code, fragment):
    start = (BASE + "/c/").upper() if upper else BASE + "/c/"
    assert code_in_link(start + (code.lower() if lower_code else code) + fragment, BASE) == code


@pytest.mark.parametrize("base", [BASE, BASE + "/", "https://Example.ORG/ties", "http://localhost:8000/"])
def test_the_base_may_have_a_path_and_a_port(base):
    assert code_in_link(f" {base.rstrip('/')}/C/{CODE}\n", base) == CODE


@pytest.mark.parametrize(
    "text",
    [
        CODE,
        f"http://ties.example/c/{CODE}",
        f"https://ties.example:8443/c/{CODE}",
        f"https://ties.example:443/c/{CODE}",
        f"https://evil.example/c/{CODE}",
        f"https://ties.example.evil.example/c/{CODE}",
        f"https://ties.example@evil.example/c/{CODE}",
        f"https://evil.example@ties.example/c/{CODE}",
        f"https://ada:secret@ties.example/c/{CODE}",
        f"https://evil.example/https://ties.example/c/{CODE}",
        f"https://evil.example#https://ties.example/c/{CODE}",
        f"https:\\\\ties.example\\c\\{CODE}",
        f"https://ties.example\\c\\{CODE}",
        f"https://ties.example\\@evil.example/c/{CODE}",
        f"https:/ties.example/c/{CODE}",
        f"https:ties.example/c/{CODE}",
        f"//ties.example/c/{CODE}",
        f"https://t\u0456es.example/c/{CODE}",
        f"https://xn--tes-kma.example/c/{CODE}",
        f"https://ties\uff0eexample/c/{CODE}",
        f"https://tie\u017f.example/c/{CODE}",
        f"https://ties.example./c/{CODE}",
        f"https://ties.example/c//{CODE}",
        f"https://ties.example//c/{CODE}",
        f"https://ties.example/c/../c/{CODE}",
        f"https://ties.example/%63/{CODE}",
        f"https://ties.example/x/{CODE}",
        f"https://ties.example/c/{CODE}/",
        f"https://ties.example/c/{CODE}.vcf",
        f"https://ties.example/c/{CODE}?next=//evil.example",
        f"https://ties.example/c/{CODE}@evil.example",
        f"https://ties.example/c/{CODE[:13]}-{CODE[13:]}",
        "https://ties.example/c/BCDFGHJK",
        f"https://ties.example/c/{CODE[:-1]}",
        f"https://ties.example/c/{CODE}0",
        f"https://ties.example/c/\uff17{CODE[1:]}",
        f"https://ties.example/c/%37{CODE[1:]}",
        f"https://ties.ex\nample/c/{CODE}",
        f"javascript:alert(1)//https://ties.example/c/{CODE}",
        "https://ties.example/c/",
        "",
    ],
)
def test_a_link_that_is_not_exactly_ours_gives_nothing(text):
    assert code_in_link(text, BASE) is None


def test_a_sign_that_only_lowers_to_our_letter_is_not_ours():
    assert code_in_link(f"https://\u212anown.example/c/{CODE}", "https://known.example") is None


@given(st.text(max_size=80))
def test_no_other_text_is_taken_for_a_link_of_ours(text):
    assume(not text.strip().lower().startswith(BASE + "/c/"))
    assert code_in_link(text, BASE) is None
