"""The address in a badge's QR code, and how large the printed code becomes."""

from hashlib import sha256

from flask import current_app
from markupsafe import Markup

from networking_app.cards.blueprint import bp
from networking_app.cards.links import link_of
from networking_app.cards.models import Badge
from networking_app.formats.codes import grouped
from networking_app.formats.qr_code import modules, qr_svg
from networking_app.urls import public_url

SCREEN, PRINT = "M", "Q"
# More modules than this make a badge of usual size hard to read.
MOST_MODULES = 33


def link_of_badge(badge: Badge) -> str:
    """The address of the badge's page, for copying and sharing."""
    return public_url("cards.public_card", code=badge.code)


def qr_text(badge: Badge) -> str:
    """The same address in capitals: a QR code packs these densely."""
    return f"{current_app.config['PUBLIC_URL']}/c/{badge.code}".upper()


@bp.app_template_filter("qr")
def qr_image(badge: Badge) -> Markup:
    """The badge's QR code as inline SVG, for a screen."""
    return Markup(qr_svg(qr_text(badge), level=SCREEN))  # noqa: S704


def qr_digest(badge: Badge, form: str) -> str:
    """Changes when the drawn code does, and says nothing about it."""
    return sha256(f"{qr_text(badge)} {form}".encode()).hexdigest()[:16]


def is_dense(badge: Badge) -> bool:
    """Whether the printed code gets too fine, since the address of this site is long."""
    return modules(qr_text(badge), level=PRINT) > MOST_MODULES


bp.add_app_template_filter(grouped)
bp.add_app_template_global(link_of)
