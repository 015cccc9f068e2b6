"""What is sent to a browser can be read by it alone, and says who sent it."""

import json
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from networking_app.clock import now
from networking_app.formats.web_push import (
    MOST_BYTES,
    base64url,
    encrypt,
    public_point,
    read_base64url,
    read_point,
    read_secret,
    vapid,
)
from tests.push_phone import PushPhone, claims_of

AUDIENCE = "https://push.example.net"


def test_the_example_of_the_rfc_comes_out() -> None:
    # RFC 8291, section 5 and appendix A.
    number = int.from_bytes(read_base64url("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), "big")
    body = encrypt(
        b"When I grow up, I want to be a watermelon",
        read_point("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
        read_secret("BTBZMqHH6r4Tts7J_aSIgg"),
        read_base64url("DGv6ra1nlYgDCS1FRnbzlw"),
        ec.derive_private_key(number, ec.SECP256R1()),
    )
    assert base64url(body) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
        "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
        "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


@pytest.mark.parametrize("text", [b"", b"{}", b"z" * MOST_BYTES])
def test_the_browser_reads_what_was_sent(text: bytes) -> None:
    phone = PushPhone()
    body = encrypt(text, phone.point, phone.secret)
    assert phone.read(body) == text
    assert len(body) <= 4096 and (not text or text not in body)


def test_no_two_messages_are_alike() -> None:
    phone = PushPhone()
    one, other = (encrypt(b"the same", phone.point, phone.secret) for _time in range(2))
    assert one[:16] != other[:16] and one[21:86] != other[21:86] and one[86:] != other[86:]


def test_another_browser_reads_nothing() -> None:
    phone, other = PushPhone(), PushPhone()
    with pytest.raises(Exception):  # noqa: B017
        other.read(encrypt(b"for one", phone.point, phone.secret))


def test_what_is_too_long_is_an_error() -> None:
    phone = PushPhone()
    with pytest.raises(ValueError):
        encrypt(b"z" * (MOST_BYTES + 1), phone.point, phone.secret)


def test_the_token_names_service_sender_and_end_and_is_signed() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    ends = now() + timedelta(hours=12)
    header = vapid(key, AUDIENCE, "mailto:ops@example.org", ends)
    assert claims_of(header) == {"aud": AUDIENCE, "exp": int(ends.timestamp()), "sub": "mailto:ops@example.org"}
    assert header.endswith(f", k={base64url(public_point(key))}")


def test_a_token_that_was_changed_is_not_signed() -> None:
    header = vapid(ec.generate_private_key(ec.SECP256R1()), AUDIENCE, "mailto:ops@example.org", now())
    head, claims, rest = header.split(".")
    forged = base64url(json.dumps(json.loads(read_base64url(claims)) | {"aud": "https://evil.example"}).encode())
    with pytest.raises(Exception):  # noqa: B017
        claims_of(f"{head}.{forged}.{rest}")


@pytest.mark.parametrize("text", [
    "", "A", "AAAA", "not base64!", "\u00e9", base64url(b"\x04" + b"z" * 64), base64url(b"z" * 65),
    base64url(b"\x02" + b"z" * 32), "A" * 4000,
])  # fmt: skip
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_point(text)
    with pytest.raises(ValueError):
        read_secret(text)
