"""What of a page is too small for a thumb, and what stands over the edge of the screen."""

from playwright.sync_api import Page, ViewportSize

PHONE: ViewportSize = {"width": 390, "height": 844}
WIDE: ViewportSize = {"width": 1280, "height": 800}
# WCAG 2.2, 2.5.8: 24 by 24 at least; our own aim is 44. Links in a sentence are as large as its letters.
SMALL = """smallest => [...document.querySelectorAll('a, button, input, select, textarea, summary')].map(element => {
    const target = element.closest('label') ?? element, box = target.getBoundingClientRect();
    const seen = element.checkVisibility({visibilityProperty: true}) && !element.closest('[inert], .unseen, .skip');
    const inText = element.matches('p a, dd a, li a:not([class])');
    return seen && box.width && !inText && (box.width < smallest || box.height < smallest)
        ? `${target.outerHTML.slice(0, 80)} ${box.width.toFixed()}x${box.height.toFixed()}` : '' }).filter(Boolean)"""
WIDER = """() => { const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > width + 1
        && !e.closest('.chips-line, .tabs')).map(e => e.outerHTML.slice(0, 80)).slice(-3) }"""
# Style sheets of a script are no inline styles, so the pages' own policy lets them be.
STYLE = """css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet] }"""


def small(page: Page, smallest: int) -> list[str]:
    """What somebody is to touch and is narrower or lower than that."""
    return list(page.evaluate(SMALL, smallest))


def wider(page: Page, width: int, css: str = "") -> list[str]:
    """What stands over the edge on a screen of that width."""
    page.set_viewport_size({"width": width, "height": 700})
    page.evaluate(STYLE, css)
    return list(page.evaluate(WIDER))
