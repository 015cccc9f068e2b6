"""A photo on a card: drawn anew, small on the public page, refused with a reason when it is none."""

import io
import re
import struct
import zlib
from base64 import b64decode
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from networking_app.accounts.models import User
from networking_app.cards.models import Card, Photo
from networking_app.extensions import db
from tests.clients import text_of
from tests.factories import Make

Clients = Callable[[User], FlaskClient]
Picture = Callable[..., io.BytesIO]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def digests(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Photo.digest)))


def bomb() -> bytes:
    """A PNG of a few hundred bytes that says it has 900 megapixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 999)) + chunk(b"IEND", b"")
    )


def multipart(file: io.BytesIO, name: str) -> dict[str, object]:
    """The request of a browser that sends the file."""
    boundary, body = encode_multipart({"photo": FileStorage(file, name)})
    return {"data": body, "content_type": f"multipart/form-data; boundary={boundary}"}


@pytest.fixture
def send(client_for: Clients, alice: User) -> Callable[[Card, io.BytesIO], str]:
    """Upload a file as the photo of Alice's card; the text of the page one comes back to."""
    hers = client_for(alice)

    def upload(card: Card, file: io.BytesIO, name: str = "me.jpg") -> str:
        return text_of(hers.post(f"/cards/{card.id}/photo", **multipart(file, name), follow_redirects=True))

    return upload


def test_a_photo_is_shown_on_the_page_and_in_the_file(
    client: FlaskClient, make: Make, alice: User, send: Callable, picture: Picture
) -> None:
    card = make.card(alice)
    assert "on the card" in send(card, picture())
    code = make.badge(card).code
    inline = re.search(r'src="data:image/webp;base64,([^"]+)"', client.get(f"/c/{code}").text)
    assert inline and len(b64decode(inline[1])) <= 6_000
    assert Image.open(io.BytesIO(b64decode(inline[1]))).size == (128, 128)
    assert "PHOTO;ENCODING=b;TYPE=JPEG" in client.get(f"/c/{code}.vcf").text


def test_a_photo_held_back_is_nowhere(
    client: FlaskClient, make: Make, alice: User, send: Callable, picture: Picture
) -> None:
    card = make.card(alice, held_back=["photo"])
    send(card, picture())
    code = make.badge(card).code
    assert "base64" not in client.get(f"/c/{code}").text
    assert "PHOTO" not in client.get(f"/c/{code}.vcf").text


def test_a_second_photo_takes_the_place_of_the_first(
    app: Flask, client: FlaskClient, make: Make, alice: User, send: Callable, picture: Picture
) -> None:
    card = make.card(alice)
    code = make.badge(card).code
    send(card, picture())
    first, before = digests(app), client.get(f"/c/{code}").text
    send(card, picture("PNG", (300, 400)))
    assert len(digests(app)) == 1 and digests(app) != first
    assert client.get(f"/c/{code}").text != before


def test_a_photo_can_be_deleted(
    app: Flask, client: FlaskClient, client_for: Clients, make: Make, alice: User, send: Callable, picture: Picture
) -> None:
    card = make.card(alice)
    code = make.badge(card).code
    send(card, picture("WEBP"))
    assert "base64" in client.get(f"/c/{code}").text
    client_for(alice).delete(f"/cards/{card.id}/photo")
    assert digests(app) == [] and "base64" not in client.get(f"/c/{code}").text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (SVG, "JPEG, PNG or WebP"),
        (b"GIF89a" + b"\0" * 50, "JPEG, PNG or WebP"),
        (b"", "choose a JPEG"),
        (b"\xff\xd8\xff\xe0 torn", "choose"),
        (bomb(), "megapixels"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 12_000_001, "12 MB"),
    ],
)
def test_what_is_no_photo_is_refused_with_a_reason(
    app: Flask, make: Make, alice: User, send: Callable, content: bytes, said: str
) -> None:
    assert said in send(make.card(alice), io.BytesIO(content), "me.svg")
    assert digests(app) == []


def test_no_file_at_all_is_said(app: Flask, client_for: Clients, make: Make, alice: User) -> None:
    card = make.card(alice)
    answer = client_for(alice).post(f"/cards/{card.id}/photo", data={}, follow_redirects=True)
    assert "choose a photo first" in text_of(answer)


def test_a_file_beyond_all_limits_is_413(client_for: Clients, make: Make, alice: User) -> None:
    request = multipart(io.BytesIO(b"\0" * 13_100_000), "me.jpg")
    assert client_for(alice).post(f"/cards/{make.card(alice).id}/photo", **request).status_code == 413


def test_the_own_photo_is_kept_by_the_browser(
    client_for: Clients, make: Make, alice: User, send: Callable, picture: Picture
) -> None:
    card = make.card(alice)
    send(card, picture())
    hers = client_for(alice)
    answer = hers.get(f"/cards/{card.id}/photo")
    assert answer.content_type == "image/webp" and answer.headers["Cache-Control"].startswith("private")
    again = hers.get(f"/cards/{card.id}/photo", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
