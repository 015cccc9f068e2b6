"""The words of a card: read from what it shows to strangers, folded, and exact after every change."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import downgrade, upgrade
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from networking_app.accounts.models import User
from networking_app.assets import beside_package
from networking_app.cards.making import change_card
from networking_app.cards.models import Card, CardWord
from networking_app.cards.unspaced import is_piece
from networking_app.cards.words import phrase_of, role_words, words_and_runs, words_of
from networking_app.extensions import db
from tests.clients import text_of
from tests.factories import Make

Clients = Callable[[User], FlaskClient]
Typed = Callable[..., dict]


def words_in(app: Flask) -> set[tuple[str, str]]:
    with app.app_context():
        return {(kind, word) for kind, word in db.session.execute(select(CardWord.kind, CardWord.word))}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a compiler engineer", {"compiler", "engineer"}),
        ("Compilers, and engineers!", {"compiler", "engineer"}),
        ("Somebody who can help me to learn C++ or C#", {"c++", "c#"}),
        ("Ich suche jemanden für Übersetzungen ins Französische", {"ubersetzungen", "franzosische"}),
        ("Je cherche quelqu'un pour l'informatique quantique", {"informatique", "quantique"}),
        ("Busco a alguien que sepa de diseño", {"sepa", "diseno"}),
        ("stories of cities, glass and analysis", {"story", "city", "glass", "analysis"}),
        ("高橋 結衣", {"高橋", "結衣"}),
        ("我想找网页设计师", {"网页", "页设", "设计", "计师"}),
        ("会做网页和翻译，也可以帮忙", {"会做", "做网", "网页", "翻译"}),
        ("茶, 和食", {"茶", "和食"}),
        ("Python 和 Rust", {"python", "rust"}),
        ("ﾃﾞｻﾞｲﾝを探しています", {"テサイン"}),
        ("สอนภาษา", {"สอนภ", "อนภา", "นภาษ", "ภาษา"}),
        ("हिन्दी में कहानियाँ", {"हिनदी", "में", "कहानियाँ"}),
        ("ＤＥＳＩＧＮ", {"design"}),
        ("He does this for us, dans le bois, sans conseils", {"bois"}),
        ("a b c 1 - …", set()),
        ("", set()),
    ],
)
def test_words_that_say_something_are_read(text: str, words: set[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(("text", "asked", "done"), [
    ("a product, a manager", {"product", "manager", "=product", "=manager"}, set()),
    ("A senior product manager", {"senior", "product", "manager", "manager product"}, {"manager product"}),
    ("a web developer & gardener", {"web", "developer", "developer web", "gardener", "=gardener"},
     {"=web", "=developer", "developer web", "gardener"}),
    ("Tea, and tea rooms", {"tea", "=tea", "room", "room tea"}, {"tea", "=room", "room tea"}),
    ("产品经理", {"产品", "品经", "经理"}, {"品经"}),
    ("1 - …", set(), set()),
])
def test_how_words_stand_together_is_read_of_asks_and_roles(text: str, asked: set[str], done: set[str]) -> None:
    assert (words_and_runs(text), role_words(text)) == (asked, done)


@given(st.text(max_size=300))
@settings(max_examples=40)
def test_any_text_has_short_words_that_are_read_the_same_in_capitals(text: str) -> None:
    words = words_of(text)
    assert all(1 < len(word) <= 40 or is_piece(word) for word in words)
    assert words_of(text.casefold()) == words


# No letter of these stands in a phrase that is left out.
@pytest.mark.parametrize(("letters", "long"), [
    ("网页设计画", 2), ("ラデオカメ", 4), ("กขดตม", 4), ("ກຂດຕມ", 4), ("កខតមរ", 4), ("ကခဂစတ", 4),
])
@given(data=st.data())
@settings(max_examples=40)
def test_texts_without_spaces_meet_where_they_share_a_run(letters: str, long: int, data: st.DataObject) -> None:
    one, other = (data.draw(st.text(letters, min_size=long, max_size=12)) for _side in range(2))
    runs = {one[at:at + long] for at in range(len(one) - long + 1)}
    assert bool(words_of(f"x, {one}!") & words_of(other)) == any(run in other for run in runs)


def test_the_part_that_meets_is_quoted() -> None:
    text = "Old maps; a compiler engineer, and a flat in Utrecht"
    assert phrase_of(text, {"compiler"}) == "a compiler engineer"
    assert phrase_of(text, {"nothing"}) == "Old maps"
    assert phrase_of(text, {"flat"}) == "a flat in Utrecht" == phrase_of("And I look for a flat in Utrecht", {"flat"})
    assert phrase_of("", {"nothing"}) == "" and len(phrase_of("word " * 100, {"word"})) <= 90


@pytest.mark.parametrize("around", ["another word ", "字", "อักษรที่"])
@pytest.mark.parametrize("shared", ["地图", "compilers", "ดนตรี"])
@pytest.mark.parametrize("before", [0, 1, 7, 30])
def test_a_long_part_is_quoted_around_what_meets(around: str, shared: str, before: int) -> None:
    text = around * before + f" {shared} " + around * 30
    words = words_of(shared)
    assert words & words_of(phrase_of(text, words)) and len(phrase_of(text, words)) <= 90


def test_a_saved_card_is_found_by_what_it_shows(app: Flask, client_for: Clients, alice: User, typed: Typed) -> None:
    hers = client_for(alice)
    card = hers.post("/cards/new", data=typed(offers="looms", asks="a printer", circles="Radio, weaving")).location
    offered = {("offer", word) for word in ("loom", "radio", "weaving")}
    circles, asked = {("circle", "radio"), ("circle", "weaving")}, {("ask", "printer"), ("ask", "=printer")}
    assert words_in(app) == offered | circles | asked | {("role", "analyst")}
    address = card.replace("preview", "edit")
    hers.post(address, data=typed(offers="looms", asks="a printer", circles="Radio", shown=["asks", "circles"]))
    assert words_in(app) == {("offer", "radio"), ("circle", "radio")} | asked
    hers.post(address, data=typed(offers="looms", asks="a printer", circles="Radio", shown=["offers"]))
    assert words_in(app) == {("offer", "loom")}
    hers.post(address, data=typed(offers="looms", title="Senior loom builder at Analysts", asks="", circles=""))
    assert words_in(app) == {("offer", "loom"), ("role", "=builder"), ("role", "builder loom")}


def test_a_card_that_is_gone_is_found_by_nothing(app: Flask, client_for: Clients, make: Make, alice: User) -> None:
    make.card(alice)
    card = make.card(alice, offers="looms", asks="tea", circles=["Radio"])
    assert len(words_in(app)) == 5
    client_for(alice).delete(f"/cards/{card.id}")
    assert words_in(app) == set()


LINES = st.lists(st.sampled_from(["looms", "Loom", "a printer", "tea & radio", "für Übersetzung"]), max_size=3)
EDITS = st.fixed_dictionaries({
    "offers": LINES.map(", ".join), "asks": LINES.map("; ".join), "circles": LINES,
    "title": LINES.map(" at ".join), "held_back": st.lists(st.sampled_from(["title", "offers", "asks", "circles"]),
                                                           unique=True),
})


@given(edits=st.lists(EDITS, min_size=1, max_size=4))
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_changes_the_words_are_those_of_the_last_one(app: Flask, edits: list[dict]) -> None:
    with app.app_context():
        user = User(name="Alice", password_hash="")
        db.session.add(user)
        db.session.flush()
        card = Card(user_id=user.id, full_name="Alice")
        db.session.add(card)
        db.session.flush()
        for edit in edits:
            change_card(card, edit)
        rows = db.session.execute(select(CardWord.kind, CardWord.word).where(CardWord.card_id == card.id))
        found = {(kind, word) for kind, word in rows}
        db.session.rollback()
    last = edits[-1]
    seen = {name: last[name] if name not in last["held_back"] else [] for name in ("offers", "asks", "circles")}
    # What stands behind "at" is where they do it.
    seen["title"] = last["title"].split(" at ")[:1] if "title" not in last["held_back"] else []
    known = {"looms": {"loom"}, "Loom": {"loom"}, "a printer": {"printer"}, "tea & radio": {"tea", "radio"},
             "für Übersetzung": {"ubersetzung"}}
    said = {name: {word for line, words in known.items() if line in seen[name] for word in words} for name in seen}
    circles = {"looms": "looms", "Loom": "loom", "a printer": "a printer", "tea & radio": "tea & radio",
               "für Übersetzung": "fur ubersetzung"}
    assert found == (
        {("offer", word) for word in said["offers"] | said["circles"]}
        | {("ask", each) for word in said["asks"] for each in (word, f"={word}")}
        | {("circle", circles[name]) for name in seen["circles"]}
        | {("role", word) for word in said["title"] - said["offers"] - said["circles"]}
    )


def test_cards_of_before_are_indexed_by_the_migration(app: Flask, make: Make, alice: User) -> None:
    make.card(alice, offers="looms", asks="a printer", circles=["Radio"], held_back=["asks"], title="Weaver")
    make.card(alice, asks="a product manager", title="s3cret", held_back=["title"])
    before, migrations = words_in(app), str(beside_package("migrations"))
    with app.app_context():
        db.session.execute(delete(CardWord))
        db.session.commit()
        downgrade(directory=migrations, revision="5d2c8e90b417")
        upgrade(directory=migrations)
        db.engine.dispose()
    asked = {("ask", "product"), ("ask", "manager"), ("ask", "manager product")}
    assert words_in(app) == before == {("offer", "loom"), ("offer", "radio"), ("circle", "radio"), ("role", "weaver"),
                                       *asked}


def test_cards_of_before_have_a_role_after_the_migration_and_none_where_it_is_taken_back(
    app: Flask, make: Make, alice: User
) -> None:
    make.card(alice, offers="looms", asks="a product manager", title="Weaver")
    before, migrations = words_in(app), str(beside_package("migrations"))
    with app.app_context():
        downgrade(directory=migrations, revision="f30b6d92c7e5")
        db.engine.dispose()
    assert words_in(app) == {("offer", "loom"), ("ask", "product"), ("ask", "manager")}
    with app.app_context():
        upgrade(directory=migrations)
        db.engine.dispose()
    assert words_in(app) == before >= {("role", "weaver"), ("ask", "manager product")}


@pytest.mark.only("sqlite")
@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("offers", "word " * 10_000, "Please keep this to 500 characters."),
        ("circles", ", ".join(f"circle {number}" for number in range(13)), "Please name 12 circles at most."),
        ("circles", "x" * 41, "Please keep each circle to 40 letters."),
    ],
)
def test_too_many_words_are_refused_and_stay_in_the_form(
    app: Flask, client_for: Clients, alice: User, typed: Typed, field: str, text: str, said: str
) -> None:
    answer = client_for(alice).post("/cards/new", data=typed(**{field: text}))
    assert answer.status_code == 422 and said in text_of(answer) and text.strip() in answer.text
    assert words_in(app) == set()


def test_the_longest_letters_of_all_can_be_kept(app: Flask, client_for: Clients, alice: User, typed: Typed) -> None:
    # One letter that folds to eighteen.
    long = "\ufdfa" * 40
    answer = client_for(alice).post("/cards/new", data=typed(offers=long * 12, asks=long, circles=long))
    assert answer.status_code == 303 and all(len(word) <= 80 for _kind, word in words_in(app))


@pytest.mark.only("sqlite")
def test_an_ask_without_an_offer_is_kept_and_gently_answered(client_for: Clients, alice: User, typed: Typed) -> None:
    hers = client_for(alice)
    asking = hers.get(hers.post("/cards/new", data=typed(offers="", asks="a printer")).location)
    assert "What could you help with yourself?" in text_of(asking) and "a printer" in asking.text
    both = hers.get(hers.post("/cards/new", data=typed()).location)
    assert "What could you help with yourself?" not in text_of(both)


@pytest.mark.only("sqlite")
def test_offers_stand_before_asks_wherever_a_card_is(
    client: FlaskClient, client_for: Clients, make: Make, alice: User, bob: User
) -> None:
    card = make.card(alice, offers="l00ms", asks="t3a", circles=["r4dio"])
    badge, tie = make.badge(card), make.tie(bob, alice, card_id=card.id)
    hers, his = client_for(alice), client_for(bob)
    pages = [client.get(f"/c/{badge.code}"), his.get(f"/c/{badge.code}"), his.get(f"/ties/{tie.id}"),
             hers.get(f"/cards/{card.id}/preview"), hers.get(f"/cards/{card.id}/edit")]
    for page in pages:
        assert -1 < page.text.find("l00ms") < page.text.find("t3a") < page.text.find("r4dio")
