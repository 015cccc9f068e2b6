"""A poster is one sheet of A4, whatever the event is called."""

import pytest

from networking_app.accounts.models import User
from tests.browser.phones import Phones
from tests.factories import Make

pytestmark = pytest.mark.without_worker


@pytest.mark.parametrize("name", ["PyData", "An evening " * 10 + "with many words", "מפגש " * 20])
def test_a_poster_prints_on_one_sheet(phone: Phones, make: Make, alice: User, name: str) -> None:
    event = make.event(alice, summary=name, location="c-base, Rungestraße 20, 10179 Berlin")
    page = phone(alice)
    page.goto(f"/events/{event.id}/poster")
    page.wait_for_function("() => document.querySelector('.poster-qr img').complete")
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") == 1
