"""The rules of the house hold for every module, and each of them can be seen to fail."""

from pathlib import Path

import pytest

from tests.imports import broken_rules

PACKAGE = Path(__file__).parent.parent / "networking_app"
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("module", MODULES)
def test_a_module_keeps_the_rules(module: str) -> None:
    assert broken_rules(module, (PACKAGE / module).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("path", "source", "said"),
    [
        ("cards/views.py", "from networking_app.ties.models import Tie", "cards imports ties"),
        ("cards/views.py", "from networking_app import ties", "cards imports ties"),
        ("cards/views.py", "import networking_app.ties.models as t", "cards imports ties"),
        ("cards/views.py", "from ..ties import models", "cards imports ties"),
        ("cards/views.py", "from .. import ties", "cards imports ties"),
        ("cards/views.py", "def f():\n    from networking_app.my import views", "cards imports my"),
        ("cards/views.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from ..my import x", "imports my"),
        ("cards/deep/er.py", "from ...ties import models", "cards imports ties"),
        ("formats/vcard.py", "from networking_app.accounts.models import User", "formats imports accounts"),
        ("access.py", "from networking_app.accounts.models import User", "a shared module imports"),
        ("access.py", "def f():\n    from .accounts import models", "a shared module imports"),
        ("accounts/models.py", "from flask import request", "a model does not know request"),
        ("accounts/models.py", "from flask_login import current_user as me", "a model does not know current_user"),
        ("accounts/models.py", "def f():\n    db.session.commit()", "only views, commands and the worker commit"),
        ("ties/recording.py", "def f(session):\n    session.commit()", "only views, commands and the worker commit"),
        ("ties/utils.py", "", "utils says nothing"),
        ("helpers/dates.py", "", "helpers says nothing"),
        ("services.py", "", "services says nothing"),
    ],
)
def test_a_broken_rule_is_said(path: str, source: str, said: str) -> None:
    assert [said in sentence for sentence in broken_rules(path, source)] == [True]


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("ties/recording.py", "from networking_app.cards.models import Badge\nfrom .models import Tie"),
        ("my/views.py", "from networking_app.ties import views\ndb.session.commit()"),
        ("cards/public_views.py", "db.session.commit()"),
        ("prompts/worker.py", "db.session.commit()"),
        ("__init__.py", "from networking_app.my import views"),
        ("ties/models.py", "from networking_app.extensions import db\n# request, commit and utils are only words here"),
    ],
)
def test_what_the_rules_allow_stays_quiet(path: str, source: str) -> None:
    assert broken_rules(path, source) == []
