import io
import struct
import zlib

import pytest
from flask import Flask
from flask_babel import Babel
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageCms, ImageDraw

from networking_app.formats.jpeg_scans import MOST_SCANS, scans
from networking_app.formats.photo import Photo, PhotoRefused, reencode

RED, BLUE, WHITE = (200, 20, 20), (20, 20, 200), (255, 255, 255)


def landscape(size=(600, 400), mode="RGB") -> Image.Image:
    """Red above, blue below."""
    image = Image.new("RGB", size, RED)
    ImageDraw.Draw(image).rectangle((0, size[1] // 2, *size), fill=BLUE)
    return image.convert(mode)


def file_of(image: Image.Image, form="JPEG", **options) -> bytes:
    written = io.BytesIO()
    image.save(written, form, **options)
    return written.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def colour(data: bytes, across: float, down: float) -> tuple[int, ...]:
    image = opened(data).convert("RGB")
    return image.getpixel((int(image.width * across), int(image.height * down)))


def near(seen, wanted) -> bool:
    return all(abs(a - b) < 25 for a, b in zip(seen, wanted, strict=True))


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def white_png(width: int, height: int, rows_present: int) -> bytes:
    """A PNG of few bytes that claims width x height white pixels."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    packed = zlib.compress((b"\0" + b"\xff" * ((width + 7) // 8)) * rows_present)
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def where_it_was_taken() -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "SecretPhone"
    exif[ExifTags.Base.Orientation] = 6
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 18.0)})
    return exif.tobytes()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_becomes_three_small_pictures(form):
    photo = reencode(file_of(landscape((3000, 2400)), form))
    large, small, jpeg = map(opened, photo)
    assert (large.format, small.format, jpeg.format) == ("WEBP", "WEBP", "JPEG")
    assert (max(large.size), small.size, max(jpeg.size)) == (512, (128, 128), 256)
    assert near(colour(photo.large_webp, 0.5, 0.1), RED) and near(colour(photo.large_webp, 0.5, 0.9), BLUE)


def test_where_and_with_what_it_was_taken_is_forgotten():
    file = file_of(
        landscape(),
        exif=where_it_was_taken(),
        comment=b"SecretComment",
        xmp=b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>SecretXmp</x:xmpmeta>",
    )
    assert opened(file).getexif().get_ifd(ExifTags.IFD.GPSInfo)
    for picture in reencode(file):
        assert not opened(picture).getexif()
        assert not {"exif", "xmp", "comment", "icc_profile"} & set(opened(picture).info)
        assert b"Secret" not in picture


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_taken_upright_stays_upright(form):
    photo = reencode(file_of(landscape((600, 500)), form, exif=where_it_was_taken()))
    assert opened(photo.large_webp).size == (427, 512)
    assert near(colour(photo.large_webp, 0.9, 0.5), RED) and near(colour(photo.large_webp, 0.1, 0.5), BLUE)


def test_a_colour_profile_is_applied_and_dropped():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"????").replace(b"bXYZ", b"rXYZ").replace(b"????", b"bXYZ")
    photo = reencode(file_of(Image.new("RGB", (200, 200), RED), icc_profile=swapped))
    assert near(colour(photo.jpeg, 0.5, 0.5), BLUE)
    assert not any("icc_profile" in opened(picture).info for picture in photo)


def test_a_broken_colour_profile_does_no_harm():
    photo = reencode(file_of(Image.new("RGB", (200, 200), RED), icc_profile=b"nonsense" * 40))
    assert near(colour(photo.jpeg, 0.5, 0.5), RED)


@pytest.mark.parametrize("mode", ["L", "1", "P", "LA", "RGBA", "I;16"])
def test_every_kind_of_png_is_taken(mode):
    white = Image.new(mode, (90, 90), 65535) if mode == "I;16" else Image.new("L", (90, 90), 255).convert(mode)
    assert near(colour(reencode(file_of(white, "PNG")).large_webp, 0.5, 0.5), WHITE)


def test_a_printers_jpeg_is_taken():
    assert near(colour(reencode(file_of(Image.new("CMYK", (90, 90), (0, 255, 255, 0)))).jpeg, 0.5, 0.5), (255, 0, 0))


def test_what_is_transparent_becomes_white():
    assert near(colour(reencode(file_of(Image.new("RGBA", (90, 90), (*RED, 0)), "PNG")).small_webp, 0.5, 0.5), WHITE)


def test_a_photo_with_a_second_picture_behind_it_is_taken():
    file = file_of(landscape(), "MPO", save_all=True, append_images=[landscape((300, 200))])
    assert opened(reencode(file).large_webp).size == (500, 400)


def test_a_panorama_is_cut_and_a_tiny_picture_is_not_blown_up():
    assert opened(reencode(file_of(landscape((1000, 300)))).large_webp).size == (375, 300)
    assert opened(reencode(file_of(landscape((40, 40)))).large_webp).size == (40, 40)


def test_the_small_picture_is_at_most_6_kb_even_for_noise():
    photo = reencode(file_of(Image.effect_noise((600, 600), 250).convert("RGB"), "PNG"))
    assert len(photo.small_webp) <= 6000
    assert len(photo.jpeg) <= 30_000
    assert len(photo.large_webp) <= 100_000


def refusal(file: bytes) -> str:
    app = Flask("photo")
    Babel(app)
    with app.app_context(), pytest.raises(PhotoRefused) as refused:
        reencode(file)
    with app.app_context():
        return str(refused.value)


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"hello",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"%PDF-1.7",
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        file_of(landscape(), "GIF"),
        file_of(landscape(), "TIFF"),
        file_of(landscape(), "BMP"),
        file_of(landscape(), "EPS"),
    ],
    ids=["nothing", "text", "svg", "pdf", "heic", "gif", "tiff", "bmp", "eps"],
)
def test_another_kind_of_file_is_refused_with_advice(file):
    assert refusal(file).startswith("Please choose a JPEG, PNG or WebP photo.")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_half_a_photo_is_refused(form):
    file = file_of(Image.effect_noise((300, 300), 90), form)
    assert "could not be read" in refusal(file[: len(file) // 2])


@pytest.mark.parametrize("side", [5001, 7000, 7100, 40_000, 2**31 - 1])
def test_a_bomb_of_few_bytes_is_refused(side):
    assert "more than 25 megapixels" in refusal(white_png(side, side, rows_present=0))


@pytest.mark.filterwarnings("ignore")
def test_a_bomb_is_refused_where_warnings_are_not_errors():
    assert "more than 25 megapixels" in refusal(white_png(5001, 5001, rows_present=5001))


def test_a_picture_of_just_25_megapixels_is_taken():
    file = white_png(5000, 5000, rows_present=5000)
    assert isinstance(reencode(file), Photo)


def test_a_file_of_more_than_12_mb_is_refused():
    most = file_of(landscape()).ljust(12_000_000, b"\0")
    assert isinstance(reencode(most), Photo)
    assert "larger than 12 MB" in refusal(most + b"\0")


def test_a_jpeg_that_would_be_decoded_over_and_over_is_refused():
    file = file_of(Image.new("L", (500, 500), 128), progressive=True)
    last_scan = file[file.rindex(b"\xff\xda") : -2]
    repeated = file[:-2] + last_scan * MOST_SCANS + b"\xff\xd9"
    assert scans(repeated) == scans(file) + MOST_SCANS
    assert "could not be read" in refusal(repeated)


def test_scans_of_the_thumbnail_and_after_the_end_do_not_count():
    thumbnail = file_of(landscape((90, 60)), progressive=True)
    more = b"\0\0" + b"\xff\xda\0\2" * 500
    assert scans(file_of(landscape(), exif=b"Exif\0\0" + thumbnail + more) + more) == 1
    assert isinstance(reencode(file_of(landscape()) + more), Photo)


WHOLE = {
    form: file_of(Image.effect_noise((40, 30), 60).convert("RGB"), form, exif=where_it_was_taken())
    for form in ("JPEG", "PNG", "WEBP")
}


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")  # Pillow warns of damaged EXIF and goes on, as it should
@settings(max_examples=150)
@given(
    st.sampled_from(sorted(WHOLE)),
    st.lists(st.tuples(st.integers(0, 900), st.binary(min_size=1, max_size=6)), min_size=1, max_size=6),
)
def test_a_damaged_file_gives_a_photo_or_a_refusal_and_nothing_else(form, damages):
    file = bytearray(WHOLE[form])
    for at, put in damages:
        file[at : at + len(put)] = put
    try:
        assert len(reencode(bytes(file))) == 3
    except PhotoRefused:
        pass
