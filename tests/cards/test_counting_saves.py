"""Taps on "Save to contacts" of people without an account; nothing else is one."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from networking_app.accounts.models import User
from networking_app.cards.models import Badge, CardSave
from networking_app.extensions import db
from tests.factories import Make

NAVIGATION = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "same-origin"}
TAP = {**NAVIGATION, "Sec-Fetch-User": "?1"}


@pytest.fixture
def badge(make: Make, bob: User) -> Badge:
    return make.badge(make.card(bob))


def taps(app: Flask) -> list[int]:
    with app.app_context():
        return list(db.session.scalars(select(CardSave.number)))


def test_each_tap_counts_once_on_its_day(app: Flask, client: FlaskClient, badge: Badge) -> None:
    for _tap in range(3):
        assert "BEGIN:VCARD" in client.get(f"/c/{badge.code}.vcf", headers=TAP).text
    assert taps(app) == [3]


def test_safari_which_does_not_tell_of_taps_counts_from_the_card_itself(
    app: Flask, client: FlaskClient, badge: Badge
) -> None:
    client.get(f"/c/{badge.code}.vcf", headers=NAVIGATION)
    client.get(f"/c/{badge.code}.vcf", headers={**NAVIGATION, "Sec-Fetch-Site": "cross-site"})
    assert taps(app) == [1]


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("headers", [{}, {**TAP, "Sec-Purpose": "prefetch;prerender"}, {**TAP, "Purpose": "prefetch"},
                                     {**TAP, "Sec-Fetch-Mode": "no-cors"}, {**TAP, "Sec-Fetch-Dest": "empty"}])
def test_a_link_preview_or_what_is_fetched_in_advance_is_no_tap(
    app: Flask, client: FlaskClient, badge: Badge, headers: dict[str, str]
) -> None:
    assert client.get(f"/c/{badge.code}.vcf", headers=headers).status_code == 200
    assert client.head(f"/c/{badge.code}.vcf", headers=TAP).status_code == 200
    assert taps(app) == []


@pytest.mark.only("sqlite")
def test_whoever_is_signed_in_is_no_stranger(
    app: Flask, alice: User, bob: User, badge: Badge, client_for: Callable[[User], FlaskClient]
) -> None:
    for user in (alice, bob):
        client_for(user).get(f"/c/{badge.code}.vcf", headers=TAP)
    assert taps(app) == []


@pytest.mark.only("sqlite")
@pytest.mark.usefixtures("standing_clock")
def test_a_thousand_taps_from_one_network_are_not_believed(app: Flask, client: FlaskClient, badge: Badge) -> None:
    for _tap in range(63):
        assert client.get(f"/c/{badge.code}.vcf", headers=TAP).status_code == 200
    assert taps(app) == [60]
