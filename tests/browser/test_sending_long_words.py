"""What browsers allow a request that outlives its page is counted in bytes, not in letters."""

import pytest
from sqlalchemy import func, select

from networking_app.accounts.models import User
from networking_app.extensions import db
from networking_app.ties.models import Note
from tests.browser.phones import Phones
from tests.factories import Make

pytestmark = pytest.mark.without_worker

SEND = """async (items) => {
    const app = document.querySelector('script[src*="/js/app.js"]').src;
    const { outbox } = await import(new URL('outbox/here.js', app));
    for (const item of items) await outbox.add('note', item);
    const { why } = await outbox.flush();
    return [why, (await outbox.rows()).length];
}"""


def test_many_long_notes_in_any_script_are_sent(phone: Phones, make: Make, alice: User) -> None:
    tie, page = make.tie(alice), phone(alice)
    page.goto("/")
    notes = [{"tie": str(tie.id), "text": "会" * 3900} for _ in range(10)]
    assert page.evaluate(SEND, notes) == ["", 0]
    with phone.served.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Note)) == 10
