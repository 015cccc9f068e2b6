"""The vCard of the second code on a badge: vobject reads it, and it always fits."""

import unicodedata

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from networking_app.formats.qr_code import modules
from networking_app.formats.small_vcard import MOST_OCTETS, small_vcard
from networking_app.formats.vcard import Vcard

ADA = Vcard(
    full_name="Ada Lovelace", org="Analytical Engines; Ltd", title="Programmer", note="Looms",
    emails=(("work", "ada@example.org"), ("", "countess@example.org")), tels=(("mobile", "+44 20 7946 0000"),),
    urls=(("Blog", "https://ada.example/a,b;c?q=1"), ("", "https://second.example")), uid="urn:uuid:0", photo_jpeg=b"x",
)
NAMES = [
    "Ada Lovelace", "Zoe\u0308 Müller-Lüdenscheidt", "山田 太郎", "김철수", "فاطمة الزهراء بنت محمد", "רות כהן",
    "क्षत्रिय सिंह", "สมชาย ใจดี", "Ōe Kenzaburō", "Владимир Набоков", "Ελένη Παπαδοπούλου", "🧑\u200d💻 Coder",
    "O'Neil; Anne, Jr.", "Cher", "Nguyễn Thị Minh Khai", "ܐܦܪܝܡ", "ခင်ခင်", "\u1e9e \u0130\u0131",
]
words = st.text(max_size=200)
ways = st.lists(st.tuples(st.just(""), st.text(max_size=150)), max_size=2).map(tuple)


def read(card: Vcard):
    return vobject.readOne(small_vcard(card))


def names_of(text: str) -> list[str]:
    return [line.replace(";", ":").split(":")[0] for line in text.splitlines()[2:-1]]


def test_it_says_who_somebody_is_and_one_way_of_each_kind():
    card = read(ADA)
    assert (card.version.value, card.fn.value, card.n.value.given) == ("3.0", "Ada Lovelace", "Ada")
    assert (card.org.value, card.title.value) == (["Analytical Engines; Ltd"], "Programmer")
    assert (card.tel.value, card.email.value) == ("+44 20 7946 0000", "ada@example.org")
    assert card.url.value == "https://ada.example/a%2Cb%3Bc?q=1"
    assert names_of(small_vcard(ADA)) == ["N", "FN", "ORG", "TITLE", "TEL", "EMAIL", "URL", "NOTE"]


def test_a_note_takes_the_room_that_is_left():
    assert names_of(small_vcard(Vcard("Ada", note="Looms"))) == ["N", "FN", "NOTE"]
    assert read(Vcard("Ada", note="Looms,\nengines")).note.value == "Looms, engines"
    assert len(read(Vcard("Ada", note="loom " * 99)).note.value.encode()) <= 90
    crowded = Vcard("a" * 60, "b" * 60, note="Looms", emails=(("", "d" * 60 + "@e.example"),))
    assert "NOTE" not in names_of(small_vcard(crowded))


def test_the_largest_has_61_modules():
    largest = small_vcard(Vcard("a" * 60, "b" * 60, "c" * 60, emails=(("", "d" * 64 + "@e.example"),)))
    assert modules("x" * MOST_OCTETS, level="M") == 61 < modules("x" * (MOST_OCTETS + 1), level="M")
    assert modules(largest, level="M") <= 61


@pytest.mark.parametrize("name", NAMES)
def test_names_of_every_script_come_back(name):
    card = read(Vcard(name))
    assert card.fn.value == unicodedata.normalize("NFC", name)
    parts = card.n.value
    assert {*f"{parts.given} {parts.family}".split()} == {*unicodedata.normalize("NFC", name).split()}


def test_words_are_cut_between_characters_and_addresses_never():
    card = Vcard("Wolfeschlegelstein " * 6, "🧑\u200d💻" * 40, "é" * 100, emails=(("", "x" * 200 + "@e.example"),),
                 tels=(("", "+44 20 7946 0000"),))
    written = read(card)
    assert len(written.fn.value.encode()) <= 60 and card.full_name.startswith(written.fn.value)
    assert written.org.value[0].rstrip("\u2026") == "🧑\u200d💻" * 4
    assert not hasattr(written, "email")
    assert written.tel.value == "+44 20 7946 0000"


@given(name=words, org=words, title=words, note=words, emails=ways, tels=ways, urls=ways)
def test_whatever_a_card_says_it_fits_and_reads_as_one_card(name, org, title, note, emails, tels, urls):
    text = small_vcard(Vcard(name, org, title, note, emails, tels, urls))
    assert len(text.encode()) <= MOST_OCTETS
    names = names_of(text)
    assert len(names) == len(set(names)) <= 8 and names[:2] == ["N", "FN"]
    assert text.count("\r\n") == len(text.splitlines()) == len(names) + 3
    assert vobject.readOne(text).fn.value
