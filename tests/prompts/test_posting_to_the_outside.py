"""What is posted to an address that a user chose reaches public hosts alone, and never takes long."""

import http.client
import socket
import ssl
import time
from collections.abc import Iterator
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from networking_app.clock import now
from networking_app.prompts import outside
from networking_app.prompts.outside import Answer, Destination, post
from networking_app.prompts.public_addresses import BlockedAddress, is_public
from tests import receivers
from tests.receivers import Behave, Receiver, answering, receiving

PUSH_HOSTS = ("push.example.net", "example.org")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


def send(receiver: Receiver, **options: Any) -> Answer:
    return post(receiver.url, b"hello", {"X-Kind": "test"}, inside=(receiver.place,), **options)


def test_what_is_sent_arrives_and_the_answer_comes_back(receiver: Receiver) -> None:
    receiver.behave = answering(201, b"thanks", Retry_After="120")
    said = send(receiver)
    assert (said.status, said.body, said.headers["retry-after"]) == (201, b"thanks", "120")
    [got] = receiver.got
    assert (got.path, got.body, got.headers["x-kind"]) == ("/wake?me", b"hello", "test")
    assert got.headers["host"] == receiver.place


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(receiver: Receiver, status: int) -> None:
    with receiving() as elsewhere:
        receiver.behave = answering(status, Location=elsewhere.url)
        assert send(receiver).status == status
        assert elsewhere.got == []


@pytest.mark.parametrize("host", [
    "localhost", "127.0.0.1", "127.1", "2130706433", "0x7f.1", "[::1]", "[::]", "[::ffff:127.0.0.1]",
    "0.0.0.0",  # noqa: S104
    "[::ffff:10.0.0.1]", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1",
    "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "[fe80::1]", "[fc00::1]", "[fec0::1]", "[ff02::1]",
    "[64:ff9b::7f00:1]", "[64:ff9b::a9fe:a9fe]", "[64:ff9b:1::1]", "[2002:7f00:1::1]", "[2001::1]", "[2001:db8::1]",
    "localhost.", "LOCALHOST",
])  # fmt: skip
def test_an_address_of_our_own_network_is_refused(host: str) -> None:
    with pytest.raises(BlockedAddress):
        post(f"https://{host}/", b"", {})


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


def test_no_address_next_to_a_private_network_is_refused_by_mistake() -> None:
    for edge in ("9.255.255.255", "11.0.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0"):
        assert is_public(edge), ip_address(edge)


@pytest.mark.parametrize("url", [
    "http://example.org/", "ftp://example.org/", "file:///etc/passwd", "//example.org/", "example.org", "", "https://",
    "https://user:secret@example.org/", "https://@example.org/", "https://example.org:0x50/", "https://example.org:99999/",
    "https://example.org/\r\nX-More: 1", "https://exa mple.org/", "https://[::1/", "https://b\u00fccher.example/",
    "https://example.org/" + "z" * 2000,
])  # fmt: skip
def test_what_is_not_a_plain_https_address_is_refused(url: str) -> None:
    with pytest.raises(BlockedAddress):
        post(url, b"", {})


@pytest.mark.parametrize(("url", "let_through"), [
    ("https://push.example.net/a", True),
    ("https://PUSH.example.net:443/a", True),
    ("https://eu.push.example.net/a", True),
    ("https://evilpush.example.net/a", False),
    ("https://push.example.net.evil.example/a", False),
    ("https://example.net/a", False),
    ("https://push.example.net:8443/a", False),
    ("https://notexample.org/a", False),
    ("https://a.example.org./a", True),
])  # fmt: skip
def test_with_a_list_only_its_hosts_and_what_is_under_them(url: str, let_through: bool) -> None:
    if let_through:
        assert Destination.of(url, PUSH_HOSTS).port == 443
    else:
        with pytest.raises(BlockedAddress):
            Destination.of(url, PUSH_HOSTS)


def test_a_place_inside_is_that_port_alone_and_still_needs_the_list(receiver: Receiver) -> None:
    with pytest.raises(BlockedAddress):
        post(f"http://localhost:{receiver.port + 1}/", b"", {}, inside=(receiver.place,))
    with pytest.raises(BlockedAddress):
        send(receiver, allowed_hosts=PUSH_HOSTS)
    assert send(receiver, allowed_hosts=("localhost",)).status == 201


def test_the_name_is_looked_up_once_and_stays_in_the_request(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    real = socket.getaddrinfo

    def name_server(host: str, *rest: Any, **more: Any) -> Any:
        asked.append(host)
        return real("127.0.0.1" if asked.count(host) == 1 else "127.0.0.9", *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", name_server)
    place = f"rebinding.example:{receiver.port}"
    assert post(f"http://{place}/", b"", {}, inside=(place,)).status == 201
    assert asked.count("rebinding.example") == 1
    assert receiver.got[0].headers["host"] == place


def test_a_name_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(OSError):
        post(f"https://{'a' * 70}.example/", b"", {})


@pytest.mark.parametrize("behave", [receivers.hang, receivers.drip])
def test_who_is_slow_is_left(receiver: Receiver, behave: Behave, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "WHOLE_SECONDS", 0.3)
    receiver.behave = behave
    began_at = time.monotonic()
    with pytest.raises(TimeoutError):
        send(receiver)
    assert time.monotonic() - began_at < 3


def test_who_takes_connections_but_no_handshake_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "WHOLE_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as mute, pytest.raises(TimeoutError):
        place = f"localhost:{mute.getsockname()[1]}"
        post(f"https://{place}/", b"", {}, inside=(place,))


def test_of_an_endless_answer_only_the_beginning_is_read(receiver: Receiver) -> None:
    receiver.behave = receivers.flood
    assert send(receiver) == Answer(200, {}, b"z" * outside.MOST_BODY)


@pytest.mark.parametrize("behave", [receivers.flood_of_headers, receivers.gibberish])
def test_what_is_no_answer_is_an_error(receiver: Receiver, behave: Behave) -> None:
    receiver.behave = behave
    with pytest.raises(http.client.HTTPException):
        send(receiver)


def test_a_closed_port_is_an_error(receiver: Receiver) -> None:
    with socket.socket() as deaf, pytest.raises(ConnectionRefusedError):
        deaf.bind(("127.0.0.1", 0))  # taken, so that nobody else listens there meanwhile
        place = f"localhost:{deaf.getsockname()[1]}"
        post(f"http://{place}/", b"", {}, inside=(place,))


def test_a_header_cannot_add_another(receiver: Receiver) -> None:
    with pytest.raises(ValueError):
        post(receiver.url, b"", {"Topic": "a\r\nX-More: 1"}, inside=(receiver.place,))
    assert receiver.got == []


def test_no_proxy_of_the_environment_is_used(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert send(receiver).status == 201


def test_tls_is_spoken_with_whom_the_machine_trusts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = make_certificate(tmp_path, "localhost")
    with receiving(certificate) as receiver:
        with pytest.raises(ssl.SSLCertVerificationError):
            send(receiver)
        assert receiver.got == []
        trust(tmp_path, monkeypatch)
        assert send(receiver).status == 201


def test_a_certificate_for_another_name_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = make_certificate(tmp_path, "elsewhere.example")
    trust(tmp_path, monkeypatch)
    with receiving(certificate) as receiver:
        with pytest.raises(ssl.SSLCertVerificationError):
            send(receiver)
        assert receiver.got == []


@pytest.fixture(autouse=True)
def _forget_whom_a_test_trusted() -> Iterator[None]:
    outside.trusted_roots.cache_clear()
    yield
    outside.trusted_roots.cache_clear()


def trust(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(folder / "certificate.pem"))
    outside.trusted_roots.cache_clear()


def make_certificate(folder: Path, name: str) -> ssl.SSLContext:
    """A certificate that signs itself, and the server's side of it."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder().subject_name(who).issuer_name(who).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now() - timedelta(days=1)).not_valid_after(now() + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem, private = folder / "certificate.pem", folder / "key.pem"
    pem.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                                          serialization.NoEncryption()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, private)
    return context
