"""What stands in the QR codes of a badge, on a screen and in print, and how large they become."""

from hashlib import sha256

from flask import current_app
from markupsafe import Markup

from networking_app.cards.blueprint import bp
from networking_app.cards.links import link_of
from networking_app.cards.models import Badge
from networking_app.cards.saving import small_card
from networking_app.formats.codes import grouped
from networking_app.formats.name_fragment import name_fragment
from networking_app.formats.qr_code import modules, qr_svg
from networking_app.urls import public_url

SCREEN, PRINT = "M", "Q"
# More modules than this make a badge of usual size hard to read.
MOST_MODULES = 33
# A first name is not worth a finer code than this on a screen.
MOST_WITH_NAME = 37


def link_of_badge(badge: Badge) -> str:
    """The address of the badge's page, for copying and sharing."""
    return public_url("cards.public_card", code=badge.code)


def qr_text(badge: Badge) -> str:
    """The same address in capitals: a QR code packs these densely."""
    return f"{current_app.config['PUBLIC_URL']}/c/{badge.code}".upper()


def screen_segments(badge: Badge) -> tuple[str, ...]:
    """The address and, where its owner wants that and there is room, `#` and their first name for offline scanners."""
    address, name = qr_text(badge), name_fragment(badge.card.full_name)
    if not name or not badge.card.user.name_in_code:
        return (address,)
    named = (address, f"#{name}")
    return named if modules(*named, level=SCREEN) <= MOST_WITH_NAME else (address,)


@bp.app_template_filter("qr")
def qr_image(badge: Badge) -> Markup:
    """The badge's QR code as inline SVG, for a screen."""
    return Markup(qr_svg(*screen_segments(badge), level=SCREEN))  # noqa: S704


@bp.app_template_filter("contact_qr")
def contact_image(badge: Badge) -> Markup:
    """The card itself as a QR code, for phones without the app and without a network."""
    return Markup(qr_svg(small_card(badge), level=SCREEN))  # noqa: S704


def qr_digest(badge: Badge, form: str) -> str:
    """Changes when the drawn code does, and says nothing about it."""
    return sha256(f"{qr_text(badge)} {form}".encode()).hexdigest()[:16]


def is_dense(badge: Badge) -> bool:
    """Whether the printed code gets too fine, since the address of this site is long."""
    return modules(qr_text(badge), level=PRINT) > MOST_MODULES


bp.add_app_template_filter(grouped)
bp.add_app_template_global(link_of)
