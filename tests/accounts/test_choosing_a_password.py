"""Which passwords are taken."""

import pytest

from networking_app.accounts import passwords
from networking_app.accounts.passwords import fits, hash_password, is_outdated, weakness
from tests.hashing import STRONG


@pytest.mark.parametrize("password", [
    "tea with lemon", "пароль-длинный", "パスワードです長い", "x1y2z3w4", "a" + " " * 8 + "b", "😀🎉😎🚀🌈🍕🎸🐙"
])
def test_long_enough_is_enough(password: str) -> None:
    assert weakness(password, "Ada Lovelace", "ada@example.org") is None


@pytest.mark.parametrize("password", [
    "", "short", "x" * 201, "password", "PassWord1", "12345678", "qwertyuiop", "aaaaaaaaaa", "abababab"
])
def test_what_anybody_would_guess_is_refused(password: str) -> None:
    assert weakness(password)


@pytest.mark.parametrize("password", ["Ada Lovelace", "ada lovelace", "adalovelace", "ada.lovelace@example.org",
                                      "ADA.LOVELACE@example.org", "ada.lovelace"])
def test_ones_own_name_and_address_are_refused(password: str) -> None:
    assert weakness(password, "Ada Lovelace", "ada.lovelace@example.org")


def test_a_hash_fits_its_password_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "HASHER", STRONG)
    stored = hash_password("tea with lemon")
    assert fits(stored, "tea with lemon")
    assert not fits(stored, "tea with lemon ") and not fits(stored, "") and not fits("no hash", "tea with lemon")
    assert "m=19456,t=2,p=1" in stored and not is_outdated(stored)


def test_two_keyboards_write_the_same_letter() -> None:
    assert fits(hash_password("cafe\u0301 au lait"), "café au lait")
