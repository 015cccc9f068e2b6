"""What the templates of a page look up once for all of its rows is still what each of them would find."""

from flask import Flask, render_template_string
from flask_babel import force_locale, get_translations
from jinja2 import DictLoader


def test_the_words_of_a_page_are_found_once(app: Flask) -> None:
    with app.test_request_context():
        assert get_translations() is get_translations()


def test_another_language_has_its_own_words_and_the_first_has_its_own_again(app: Flask) -> None:
    with app.test_request_context():
        before = get_translations()
        with force_locale("de"):
            assert get_translations() is not before
        assert get_translations() is before


def test_words_are_escaped_in_a_page(app: Flask) -> None:
    with app.test_request_context():
        assert render_template_string("{{ _('%(what)s of Ada', what='<b>') }}") == "&lt;b&gt; of Ada"


def test_a_row_that_is_included_imports_what_knows_the_globals(app: Flask) -> None:
    files = {"page": "{% for row in (1, 2) %}{% include 'row' %}{% endfor %}",
             "row": "{% from 'macros' import link %}{{ link() }}",
             "macros": "{% macro link() %}{{ url_for('my.today') }} {% endmacro %}"}
    with app.test_request_context():
        assert app.jinja_env.overlay(loader=DictLoader(files)).get_template("page").render() == "/ / "
