"""What the README says of settings, commands and files is so."""

import re
from pathlib import Path

import pytest
from flask import Flask

from networking_app.config import SETTINGS
from networking_app.demo.people import PEOPLE

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def rows() -> str:
    """The rows of the table of settings, as they should stand in the README."""
    return "\n".join(f"| `{s.name}` | {f'`{s.default}`' if s.default else ''} | {s.about} |" for s in SETTINGS)


def test_the_table_of_settings_is_the_one_of_the_code() -> None:
    table = README.partition("| Name | Default | What it is |\n| --- | --- | --- |\n")[2].partition("\n\n")[0]
    assert table == rows()


def test_the_demo_is_introduced_by_an_address_that_it_has() -> None:
    assert f"`{PEOPLE[0].email}`" in README


def test_every_make_target_that_is_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:`|^    |=\d+ |-name )make ([a-z]+)", README, re.M))
    assert {"run", "demo", "test"} <= named
    assert {name for name in named if not re.search(rf"^{name}:", makefile, re.M)} == set()


@pytest.mark.parametrize("path", sorted(set(re.findall(r"\]\(([^)#:\s]+)\)", README.replace("\n", " ")))))
def test_what_the_readme_links_to_is_there(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("command", ["worker", "db"])
def test_a_command_of_the_units_exists(command: str, app: Flask) -> None:
    assert app.cli.get_command(app.app_context(), command)  # type: ignore[arg-type]
