"""An introduction with four phones: Alice asks Bob for one to Charlie; Dana, who knows Charlie too, sees nothing."""

import pytest
from playwright.sync_api import Locator, Page, expect

from networking_app.accounts.models import User
from tests.browser.phones import Phones
from tests.factories import Make

REASON, CONTEXT, RESULT = "We could mend looms together.", "You both oil machines at night.", "We opened a repair shop."


@pytest.fixture
def people(make: Make) -> list[User]:
    """Everybody has a card; Bob and Dana know Charlie, Alice knows Bob, and all that is mutual."""
    alice, bob, charlie, dana = people = [make.user(name) for name in ("Alice Archer", "Bob Builder",
                                                                       "Charlie Chaplin", "Dana Diver")]
    for user in people:
        make.card(user, org=f"{user.name.split()[1]} Works")
    for one, other in ((alice, bob), (bob, charlie), (dana, charlie)):
        make.tie(one, other)
        make.tie(other, one)
    return people


def waiting(page: Page) -> Locator:
    """What waits for that person's word, found from Today."""
    page.goto("/")
    page.get_by_role("link", name="1 introduction waits for your word").click()
    return page.locator("article")


def sees_nothing(dana: Page) -> bool:
    pages = []
    for path in ("/introductions", "/ties"):
        dana.goto(path)
        pages.append(dana.content())
    return not any(word in page for word in ("Alice", "Bob", REASON, CONTEXT, RESULT) for page in pages)


@pytest.mark.without_worker
def test_from_a_question_to_ties_on_both_sides_thanks_and_the_result(phone: Phones, people: list[User]) -> None:
    alice, bob, charlie, dana = (phone(user) for user in people)
    charlie.goto("/introductions")
    charlie.get_by_role("button", name="Let them").click()
    expect(charlie.get_by_role("button", name="Stop")).to_be_visible()
    bob.goto("/ties")
    bob.get_by_role("link", name="Charlie Chaplin").click()
    bob.get_by_role("button", name="Let my other ties know").click()
    expect(bob.get_by_role("button", name="Close it")).to_be_visible()

    alice.goto("/introductions")
    alice.get_by_role("link", name="Ask Bob").click()
    alice.get_by_label("Why would it be good to meet?").fill(REASON)
    alice.get_by_role("button", name="Ask", exact=True).click()
    expect(alice.locator("#pending")).to_contain_text("You asked.")
    assert "Chaplin" not in alice.content()

    asked = waiting(bob)
    expect(asked).to_contain_text("Alice Archer asks you for an introduction to Charlie Chaplin")
    expect(asked).to_contain_text(REASON)
    asked.get_by_role("link", name="Pass it on").click()
    bob.get_by_label("In your words").fill(CONTEXT)
    bob.get_by_role("button", name="Pass it on").click()
    expect(bob.locator("#pending")).to_contain_text("Offered to both.")
    assert sees_nothing(dana)

    offered = waiting(charlie)
    expect(offered).to_contain_text("Bob Builder would like you and Alice to meet")
    expect(offered).to_contain_text(CONTEXT)
    assert "Archer" not in charlie.content() and REASON not in charlie.content()
    offered.get_by_role("button", name="Yes, introduce us").click()
    expect(charlie.get_by_role("heading", name="Alice Archer")).to_be_visible()
    expect(charlie.locator("main")).to_contain_text("Archer Works")
    expect(charlie.locator(".chain")).to_contain_text("Bob Builder introduced you")

    alice.goto("/introductions")
    made = alice.locator("#made")
    expect(made).to_contain_text("Bob Builder introduced you to Charlie Chaplin")
    made.get_by_label("One line, which Bob Builder reads").fill(RESULT)
    made.get_by_role("button", name="Tell").click()
    expect(made).to_contain_text("What you told them")
    made.get_by_role("link", name="Open your tie").click()
    expect(alice.locator(".chain")).to_contain_text("Bob Builder introduced you")
    for page, other in ((alice, "Charlie Chaplin"), (charlie, "Alice Archer")):
        page.goto("/owed")
        thanks = f"You owe Bob Builder a thank-you for introducing you to {other}"
        debt = page.locator(".follow-up", has=page.get_by_role("link", name=thanks))
        expect(debt).to_be_visible()
    debt.get_by_role("button", name="Done").click()
    expect(debt).to_have_count(0)

    bob.goto("/introductions")
    expect(bob.locator("#made")).to_contain_text("You introduced Alice Archer and Charlie Chaplin")
    expect(bob.locator("#made")).to_contain_text(RESULT)
    assert sees_nothing(dana)
