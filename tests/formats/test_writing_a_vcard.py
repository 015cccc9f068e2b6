"""vobject reads what we write; its 3.0 reader is the oracle."""

from base64 import b64encode
from datetime import UTC, datetime, timedelta, timezone

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from networking_app.formats.content_lines import clean, fold
from networking_app.formats.vcard import Vcard, name_parts, write_vcard

ADA = Vcard(
    full_name="Ada Lovelace",
    org="Analytical Engines; Ltd",
    title="Programmer",
    note="Met at PyData on 22 November, talked about looms",
    emails=(("work", "ada@example.org"), ("", "countess@example.org")),
    tels=(("mobile", "+44 20 7946 0000"),),
    urls=(("Blog", "https://ada.example/a,b;c?q=1"),),
    uid="urn:uuid:0",
    categories=("Looms", "C++, C; and \\", " "),
)
LINE_ENDS = ["\r", "\n", "\r\n", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]


def read(card: Vcard):
    return vobject.readOne(write_vcard(card))


def names_of(card: Vcard) -> list[str]:
    """Property names by a reader of the roughest sort: splitlines, cut at the first colon or semicolon."""
    lines = write_vcard(card).replace("\r\n ", "").splitlines()
    return [line.replace(";", ":").split(":")[0] for line in lines]


def test_the_file_reads_back_as_the_same_card():
    card = read(ADA)
    assert card.version.value == "3.0"
    assert card.fn.value == "Ada Lovelace"
    assert card.org.value == ["Analytical Engines; Ltd"]
    assert (card.title.value, card.note.value, card.uid.value) == (ADA.title, ADA.note, ADA.uid)
    assert [(mail.value, mail.params["TYPE"]) for mail in card.email_list] == [
        ("ada@example.org", ["INTERNET", "WORK"]),
        ("countess@example.org", ["INTERNET"]),
    ]
    assert (card.tel.value, card.tel.params["TYPE"]) == ("+44 20 7946 0000", ["CELL"])
    assert card.categories.value == ["Looms", "C++, C; and \\"]


def test_a_label_of_ones_own_stands_beside_its_value_as_phones_read_it():
    card = read(ADA)
    assert card.url.group == card.contents["x-ablabel"][0].group
    assert card.contents["x-ablabel"][0].value == "Blog"


def test_commas_and_semicolons_of_a_link_are_percent_encoded_since_readers_differ():
    assert read(ADA).url.value == "https://ada.example/a%2Cb%3Bc?q=1"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200), st.text(max_size=80), st.text(max_size=300))
def test_any_text_comes_back_as_it_was_but_for_control_characters(full_name, org, note):
    card = read(Vcard(full_name, org=org, note=note))
    assert card.fn.value == clean(full_name)
    assert card.contents["org"][0].value == [clean(org).strip()] if clean(org).strip() else "org" not in card.contents
    assert card.note.value == clean(note).strip() if clean(note).strip() else "note" not in card.contents


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.text(max_size=12), st.text(max_size=60)), max_size=3).map(tuple),
    st.binary(max_size=200),
)
def test_no_value_can_add_a_property_or_break_the_line_rules(text, pairs, photo):
    rev = datetime(2026, 1, 1, tzinfo=UTC)
    card = Vcard(text, text, text, text, pairs, pairs, pairs, photo, rev, text, (text, text))
    written = write_vcard(card)
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    assert {name.split(".")[-1] for name in names_of(card)} <= {
        *("BEGIN", "VERSION", "FN", "N", "ORG", "TITLE", "NOTE", "EMAIL", "TEL", "URL"),
        *("X-ABLabel", "PHOTO", "REV", "UID", "CATEGORIES", "END"),
    }
    assert names_of(card).count("FN") == names_of(card).count("END") == 1
    assert not set("\0\x07\x1f\x7f\x9f\u2028\x85") & set(written)
    assert "\r" not in written.replace("\r\n", "") and "\n" not in written.replace("\r\n", "")


@pytest.mark.parametrize("end", LINE_ENDS, ids=ascii)
@pytest.mark.parametrize(
    "field", ["full_name", "org", "title", "note", "uid", "emails", "tels", "urls", "labels", "categories"]
)
def test_a_line_end_in_a_value_injects_nothing(field, end):
    evil = f"x{end}TEL:+666{end}END:VCARD{end}BEGIN:VCARD"
    fields = {"full_name": "Bob", field: evil}
    if field == "categories":
        fields[field] = (evil,)
    if field in ("emails", "tels", "urls"):
        fields[field] = (("work", evil),)
    if field == "labels":
        del fields["labels"]
        fields["urls"] = ((evil, "https://bob.example"),)
    names = names_of(Vcard(**fields))
    assert names.count("BEGIN") == names.count("END") == 1
    assert names.count("TEL") == (field == "tels")


@pytest.mark.parametrize(
    ("full_name", "family", "given_name"),
    [
        ("Ada Lovelace", "Lovelace", "Ada"),
        ("Madonna", "", "Madonna"),
        ("Guido van Rossum", "van Rossum", "Guido"),
        ("Juana Inés de la Cruz", "de la Cruz", "Juana Inés"),
        ("bell hooks", "hooks", "bell"),
        ("山田 太郎", "山田", "太郎"),
        ("山田太郎", "", "山田太郎"),
        ("김 철수", "김", "철수"),
        ("محمد صلاح", "صلاح", "محمد"),
        ("Фёдор Достоевский", "Достоевский", "Фёдор"),
        ("  Ada \u00a0 King ", "King", "Ada"),
        ("Ada Lovelace;Countess,Ms", "Lovelace;Countess,Ms", "Ada"),
        ("", "", ""),
    ],
)
def test_the_name_is_parted_sensibly(full_name, family, given_name):
    assert name_parts(full_name)[:2] == (family, given_name)
    written = read(Vcard(full_name)).n.value
    assert (written.family, written.given) == (family, given_name)


def test_folding_never_tears_a_character():
    line = "NOTE:" + "a" * 69 + "🎉" * 60
    folded = fold(line)
    assert folded.replace("\r\n ", "").rstrip("\r\n") == line
    assert all(len(piece.encode()) <= 75 for piece in folded.split("\r\n"))
    assert folded.count("\r\n") == 5


def test_a_line_is_cut_at_75_octets_its_leading_space_included():
    assert [len(piece) for piece in fold("a" * 200).split("\r\n")] == [75, 75, 52, 0]
    assert fold("a" * 75) == "a" * 75 + "\r\n"


def test_what_no_file_can_hold_is_dropped():
    written = write_vcard(Vcard("A\0d\ud83da\x1b"))
    assert "FN:Ada\r\n" in written
    written.encode()


def test_each_label_keeps_to_its_own_value():
    card = read(Vcard("Ada", urls=(("Blog", "https://b.example"), ("Shop", "https://s.example"))))
    labels = {label.group: label.value for label in card.contents["x-ablabel"]}
    assert [(labels[url.group], url.value) for url in card.url_list] == [
        ("Blog", "https://b.example"),
        ("Shop", "https://s.example"),
    ]


def test_the_photo_comes_back_byte_for_byte():
    photo = bytes(range(256)) * 4
    written = write_vcard(Vcard("Ada", photo_jpeg=photo))
    assert f"PHOTO;ENCODING=b;TYPE=JPEG:{b64encode(photo).decode()}"[:70] in written
    assert vobject.readOne(written).photo.value == photo


def test_rev_is_written_in_utc():
    seven_east = timezone(timedelta(hours=7))
    assert read(Vcard("Ada", rev=datetime(2026, 11, 22, 3, tzinfo=seven_east))).rev.value == "20261121T200000Z"


def test_what_is_empty_is_left_out():
    assert names_of(Vcard("Ada", emails=(("work", " "),), note="\r\n")) == ["BEGIN", "VERSION", "FN", "N", "END"]
