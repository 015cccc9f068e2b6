from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networking_app.prompts.draft_words import LONGEST, Words, ago, first_name, one_line, sayable, spoken
from tests.prompts.english import english

GRACE = Words("Grace Hopper", "PyData", "yesterday", "in May", "send the slides", "Ada Lovelace")
TODAY = date(2027, 3, 31)  # a Wednesday


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with english():
        yield


def test_words_in_braces_are_filled_in() -> None:
    written = GRACE.filled_into("{first_name}, {name}: {event} {when}, {last}, {promise}. {topic} {me}")
    assert written == "Grace, Grace Hopper: PyData yesterday, in May, send the slides. […] Ada Lovelace"


@pytest.mark.parametrize("typed", ["{nobody}", "{ name }", "{", "}", "{}", "{{", "{NAME}", "{name.__class__}", "{0}",
                                   "%(name)s", "{name!r}", "no words at all"])
def test_what_is_no_word_of_ours_stays_as_it_was_typed(typed: str) -> None:
    assert GRACE.filled_into(typed) == typed


def test_a_name_with_braces_is_not_read_as_a_word() -> None:
    words = Words("{me} {event}", "{name}", "{when}", "", "", "{name}")
    assert words.filled_into("{name} at {event} {when} from {me}") == "{me} {event} at {name} {when} from {name}"


def test_braces_around_a_word_stay_around_it() -> None:
    assert GRACE.filled_into("{{name}}") == "{Grace Hopper}"


@pytest.mark.parametrize(
    ("event", "said"),
    [("PyData Amsterdam: an evening of looms and engines", "PyData Amsterdam"),
     ("PyData: the evening", "PyData: the evening"),
     ("Ruby Night – talks, pizza and two hours of questions", "Ruby Night"), ("a: " + "b" * 50, "a: " + "b" * 50),
     ("The Twenty-Fifth Conference on Co-Operation in Europe", "The Twenty-Fifth Conference on Co-Operation in Europe"),
     ("EuroPython (the one in Prague, with the long queue)", "EuroPython")],
)
def test_a_long_name_of_an_event_is_said_as_people_say_it(event: str, said: str) -> None:
    assert Words("Bo", event, "", "", "", "").filled_into("{event}") == said


@pytest.mark.parametrize("promise", ["Send the slides.", "Intro to Bob", "Folien schicken", "envoyer les diapos",
                                     "mandar la presentación", "Share my notes", "Write to Carla", "Ask Charles"])
def test_a_promise_is_said_as_it_was_noted(promise: str) -> None:
    assert sayable(promise) == promise.rstrip(".")


@pytest.mark.parametrize("promise", ["Send her the deck", "Forward HIS CV to Anna", "Let them know", "Darle el libro",
                                     "ihr die Folien schicken", "lui envoyer les diapos", "mandarle la presentación",
                                     "Ask Tom whether they hire"])
def test_a_promise_that_speaks_about_the_person_is_not_said_to_them(promise: str) -> None:
    assert sayable(promise) == ""


def test_without_an_event_or_a_promise_the_sentence_still_stands() -> None:
    words = Words("Bo", "", "today", "today", "", "Ada")
    assert words.filled_into("It was good at {event}; {promise}.") == "It was good at our meeting; what I told you."


def test_a_value_is_one_line_that_turns_nothing_around() -> None:
    assert one_line("Py\r\nData\t \u202e2027\u2066") == "Py Data 2027"
    assert one_line("محمد بن موسى") == "محمد بن موسى"
    assert len(one_line("x" * 500)) == LONGEST


@given(st.text(), st.text(), st.text())
def test_whatever_people_are_called_the_template_comes_through(name: str, event: str, template: str) -> None:
    template = template.replace("{", "(")
    written = Words(name, event, "today", "today", "p", "Ada").filled_into("{name}|{event}|" + template)
    assert written == f"{one_line(name)}|{spoken(one_line(event)) or 'our meeting'}|{template}"


@pytest.mark.parametrize(
    ("name", "called"),
    [("Grace Brewster Murray Hopper", "Grace"), ("Élodie Dupont", "Élodie"), ("Σοφία Κοβαλέφσκαγια", "Σοφία"),
     ("Анна Каренина", "Анна"), ("Bo", "Bo"), ("Dr. Ada King", "Dr. Ada King"), ("Prof Ada King", "Prof Ada King"),
     ("King, Ada", "King, Ada"), ("J. R. Tolkien", "J. R. Tolkien"), ("紫式部", "紫式部"), ("山田 太郎", "山田 太郎"),
     ("محمد بن موسى الخوارزمي", "محمد بن موسى الخوارزمي"), ("عبد الله", "عبد الله"), ("", "")],
)
def test_people_are_called_by_their_first_name_where_it_is_known_which_that_is(name: str, called: str) -> None:
    assert first_name(name) == called


@pytest.mark.parametrize(
    ("days", "said"),
    [(-3, "today"), (0, "today"), (1, "yesterday"), (2, "on Monday"), (6, "on Thursday"), (7, "a week ago"),
     (10, "a week ago"), (11, "two weeks ago"), (18, "three weeks ago"), (31, "four weeks ago"), (32, "in February"),
     (300, "in June"), (329, "in May"), (330, "in May last year"), (455, "in December 2025"), (4000, "in April 2016")],
)
def test_how_long_ago_it_was_is_said_in_words(days: int, said: str) -> None:
    assert ago(TODAY - timedelta(days=days), TODAY) == said
