"""Uploaded photos, always drawn anew: nothing of the file that came in is kept but its picture."""

import io
import struct
import zlib
from threading import Lock
from typing import NamedTuple

from flask_babel import lazy_gettext as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from networking_app.formats.jpeg_scans import check_scans

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 12_000_000
MOST_PIXELS = 25_000_000

LARGE, SMALL, VCARD = 512, 128, 256
SMALL_MOST_BYTES, VCARD_MOST_BYTES, LARGE_MOST_BYTES = 6_000, 30_000, 80_000
_WIDEST = 1.25
_FACE = (0.5, 0.4)
_QUALITIES = (82, 70, 55, 40, 25, 10, 1)

_UNREADABLE = (OSError, ValueError, SyntaxError, LookupError, TypeError, ArithmeticError, struct.error, zlib.error)

# A large photo takes 350 MB while it is read, so a process reads one at a time.
_READING = Lock()

# For the whole process: Pillow warns above it and refuses above its double; _check_size refuses in between.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


class Photo(NamedTuple):
    """One picture in three sizes: WebP for the pages (512 and 128 pixels), JPEG (256 pixels) for a vCard."""

    large_webp: bytes
    small_webp: bytes
    jpeg: bytes


class PhotoRefused(ValueError):
    """The file is not a photo that can be used; `str()` of it is a sentence for the person who chose it."""


def reencode(data: bytes) -> Photo:
    """The three pictures made from an uploaded JPEG, PNG or WebP file; PhotoRefused says why if there are none."""
    if len(data) > MOST_BYTES:
        raise PhotoRefused(_("That photo is larger than 12 MB. Please choose a smaller one."))
    picture = _square_ish(_read(data))
    return Photo(
        _encoded(picture, "WEBP", LARGE_MOST_BYTES),
        _encoded(ImageOps.fit(picture, (SMALL, SMALL), centering=_FACE), "WEBP", SMALL_MOST_BYTES),
        _encoded(_within(VCARD, picture), "JPEG", VCARD_MOST_BYTES),
    )


def _read(data: bytes) -> Image.Image:
    try:
        with _READING, Image.open(io.BytesIO(data), formats=FORMATS) as image:
            _check_size(image)
            check_scans(data)
            return _upright_srgb(image)
    except UnidentifiedImageError as unknown:
        raise PhotoRefused(
            _(
                "Please choose a JPEG, PNG or WebP photo. An iPhone makes its photos JPEG when you pick them "
                "from its photo library."
            )
        ) from unknown
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise PhotoRefused(_("That photo has more than 25 megapixels. Please choose a smaller one.")) from bomb
    except _UNREADABLE as unreadable:
        raise PhotoRefused(_("That photo could not be read. Please choose another one.")) from unreadable


def _check_size(image: Image.Image) -> None:
    # A warning filter would do it too, but filters are not safe to set in threads.
    if image.width * image.height > MOST_PIXELS:
        raise Image.DecompressionBombError


def _upright_srgb(image: Image.Image) -> Image.Image:
    # A JPEG is decoded at a fraction of its size, and the costly steps come after shrinking.
    image.draft(None, (2 * LARGE, 2 * LARGE))
    image.load()
    small = image if image.mode in ("RGB", "RGBA", "L", "CMYK") else _in_common_mode(image)
    small.thumbnail((2 * LARGE, 2 * LARGE))
    upright = ImageOps.exif_transpose(small)
    return _in_srgb(upright, image.info.get("icc_profile"))


def _in_common_mode(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        # Sixteen bits a pixel; Pillow's own conversion would cut off at 255 instead of scaling.
        image = image.point(lambda value: value * (1 / 256))
        return image.convert("L")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture in sRGB on white, as a new image without any metadata."""
    if image.mode == "RGBA":
        white = Image.new("RGB", image.size, "white")
        white.paste(image, mask=image.getchannel("A"))
        image = white
    if profile:
        image = _converted(image, profile)
    drawn = Image.new("RGB", image.size)
    drawn.paste(image.convert("RGB"))
    return drawn


def _converted(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image
    return converted or image


def _square_ish(image: Image.Image) -> Image.Image:
    width, height = image.size
    cut = (min(width, round(height * _WIDEST)), min(height, round(width * _WIDEST)))
    fitted = ImageOps.fit(image, cut, centering=_FACE) if cut != image.size else image
    return _within(LARGE, fitted)


def _within(side: int, image: Image.Image) -> Image.Image:
    small = image.copy()
    small.thumbnail((side, side))
    return small


def _encoded(image: Image.Image, form: str, most_bytes: int) -> bytes:
    """The image at the best quality that fits into so many bytes, or else at the lowest."""
    written = io.BytesIO()
    for quality in _QUALITIES:
        written = io.BytesIO()
        image.save(written, form, quality=quality)
        if written.tell() <= most_bytes:
            break
    return written.getvalue()
