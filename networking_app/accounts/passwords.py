"""Passwords: argon2id hashes, and the few rules a new one must keep."""

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import gettext as _

SHORTEST, LONGEST = 8, 200
# OWASP's first choice for argon2id; the library's own would take 64 MiB a sign-in.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# The most used ones of leaked lists that are long enough to pass otherwise.
COMMON = frozenset(
    """12345678 123456789 1234567890 0123456789 0987654321 87654321 123123123 11111111 111111111 00000000 88888888
    password password1 password12 password123 password1234 passw0rd p@ssw0rd pa55word qwertyui qwertyuiop qwerty12
    qwerty123 qwerty1234 q1w2e3r4 q1w2e3r4t5 1q2w3e4r 1q2w3e4r5t 1qaz2wsx zaq12wsx qazwsxedc abcdefgh abcd1234 abc12345
    asdfghjk asdfghjkl iloveyou iloveyou1 sunshine princess football baseball superman starwars trustno1 computer
    michelle jennifer letmein1 welcome1 welcome123 admin123 administrator changeme default1 internet whatever
    samantha charlie1 football1 baseball1 dragon123 monkey123 master123 a1b2c3d4 aa123456 aaaaaaaa zxcvbnm1 zxcvbnm123
    networking knownby1""".split()
)


def hash_password(password: str) -> str:
    """What is stored of a password; takes about 20 ms, so no transaction should be open."""
    return HASHER.hash(_normal(password))


def fits(stored: str, password: str) -> bool:
    """Whether the password is the stored one's; takes as long when it is not."""
    try:
        return HASHER.verify(stored, _normal(password))
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(stored: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return HASHER.check_needs_rehash(stored)


@cache
def hash_of_nobody() -> str:
    """A hash that fits no password, made with today's parameters: checking it takes as long as a real one."""
    return HASHER.hash("\0")


def weakness(password: str, *own: str) -> str | None:
    """What is wrong with a new password, in words for the person; `own` are their name and addresses."""
    if len(password) < SHORTEST:
        return _("Please use at least %(least)s characters.", least=SHORTEST)
    if len(password) > LONGEST:
        return _("Please keep this to %(most)s characters.", most=LONGEST)
    plain = _normal(password).casefold()
    if plain in COMMON or len(set(plain)) < 3:
        return _("That is one of the first anybody would guess. Please choose another.")
    if any(plain in _guesses(text) for text in own):
        return _("Please choose something other than your name or e-mail.")
    return None


def _guesses(text: str) -> set[str]:
    whole = _normal(text).casefold().strip()
    return {whole, whole.replace(" ", ""), whole.split("@")[0]}


def _normal(password: str) -> str:
    # Keyboards write the same letter in different ways.
    return unicodedata.normalize("NFKC", password)
