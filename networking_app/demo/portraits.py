"""Portraits made of circles: nobody's face, and ours to give away."""

import io
from random import Random

from PIL import Image, ImageDraw

from networking_app.formats.photo import Photo, reencode

SIDE = 640
GROUNDS = ("#c8e6df", "#ffd9a8", "#f6c9c0", "#cfd8f7", "#e3d3f1", "#d5e8b8", "#ffe38f")
SKINS = ("#f4d3b5", "#e6b58c", "#c98d5f", "#9a643c", "#6f452b", "#4b2e20")
HAIRS = ("#1d1a1a", "#4a2f20", "#8a5a2b", "#c98a3a", "#b5b5b0", "#7c2f2a", "#2f3e63")
CLOTHES = ("#0f5b57", "#e5683b", "#30477f", "#8c3f73", "#3c6b35", "#c69214", "#44525c")


def portrait(dice: Random) -> Photo:
    """A portrait of nobody; the same dice throw the same one."""
    image = Image.new("RGB", (SIDE, SIDE), dice.choice(GROUNDS))
    _draw(ImageDraw.Draw(image), dice)
    file = io.BytesIO()
    image.save(file, "PNG")
    return reencode(file.getvalue())


def _draw(pen: ImageDraw.ImageDraw, dice: Random) -> None:
    skin, hair = dice.choice(SKINS), dice.choice(HAIRS)
    length = dice.choice((250, 330, 470))
    pen.ellipse((-60, 60, 240, 360), fill=dice.choice(GROUNDS))
    pen.rounded_rectangle((185, 95, 455, length + 60), radius=130, fill=hair)
    pen.ellipse((90, 470, 550, 900), fill=dice.choice(CLOTHES))
    pen.rounded_rectangle((275, 380, 365, 520), radius=45, fill=skin)
    pen.ellipse((205, 140, 435, 430), fill=skin)
    pen.chord((200, 110, 440, 340), 180, 360, fill=hair)
    _face(pen, dice)


def _face(pen: ImageDraw.ImageDraw, dice: Random) -> None:
    with_glasses = dice.random() < 0.25
    for x in (272, 352):
        pen.ellipse((x, 272, x + 17, 292), fill="#221c1a")
        if with_glasses:
            pen.ellipse((x - 22, 252, x + 40, 312), outline="#221c1a", width=7)
    pen.arc((280, 300, 360, 375), 25, 155, fill="#7d2e2a", width=9)
