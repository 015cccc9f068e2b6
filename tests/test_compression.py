"""Pages travel in few bytes, except those whose length could tell something to who listens."""

import gzip
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from networking_app.accounts.models import User
from tests.factories import Make

ClientFor = Callable[[User], FlaskClient]
READS_GZIP = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.fixture
def alices(make: Make, alice: User, client_for: ClientFor) -> FlaskClient:
    for number in range(20):
        make.tie(alice, name=f"Grace Hopper {number}", search_text=f"grace hopper {number}")
    return client_for(alice)


def test_a_page_travels_as_gzip_and_is_the_same(alices: FlaskClient) -> None:
    small, whole = alices.get("/ties", headers=READS_GZIP), alices.get("/ties")
    assert small.headers["Content-Encoding"] == "gzip" and "Content-Encoding" not in whole.headers
    assert small.content_length == len(small.data) < len(whole.data) / 3
    assert b"Grace Hopper 19" in gzip.decompress(small.data)


def test_what_reads_no_gzip_gets_none_and_caches_are_told(alices: FlaskClient) -> None:
    for sent in ({}, {"Accept-Encoding": "gzip;q=0"}, {"Accept-Encoding": "br"}):
        answer = alices.get("/ties", headers=sent)
        assert "Content-Encoding" not in answer.headers
        assert "Accept-Encoding" in answer.headers["Vary"]


def test_a_page_that_repeats_what_its_address_says_is_not_compressed(alices: FlaskClient) -> None:
    assert "Content-Encoding" not in alices.get("/ties?q=grace", headers=READS_GZIP).headers


def test_files_and_small_answers_stay_as_they_are(alices: FlaskClient) -> None:
    for address in ("/livez", "/manifest.webmanifest", "/service-worker.js"):
        assert "Content-Encoding" not in alices.get(address, headers=READS_GZIP).headers
