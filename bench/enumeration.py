"""Whether time tells which addresses have an account: signing in, signing up and asking for a reset, known and unknown.

    python -m bench.enumeration
"""

from itertools import count
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from flask.testing import FlaskClient
from flask_migrate import upgrade

from networking_app import create_app
from networking_app.accounts.models import Address, User
from networking_app.accounts.passwords import hash_password
from networking_app.clock import now
from networking_app.extensions import db

ROUNDS, PAIRS_A_ROUND = 5, 30
FORMS = {
    "/sign-in": {"password": "not the right one"},
    "/sign-up": {"password": "not the right one", "name": "Dana"},
    "/password/reset": {},
}
NUMBERS = count(1)


def milliseconds(client: FlaskClient, path: str, email: str) -> float:
    """The time of one request, each from another network so that no limit is met."""
    number = next(NUMBERS)
    network = {"REMOTE_ADDR": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"}
    started = perf_counter()
    answer = client.post(path, data={"email": email, **FORMS[path]}, environ_overrides=network,
                         headers={"Sec-Fetch-Site": "same-origin"})
    spent = perf_counter() - started
    if answer.status_code >= 500 or answer.status_code == 429:
        raise SystemExit(f"{path} answered {answer.status_code}")
    client.delete_cookie("session")
    return spent * 1000


def add_people(most: int) -> None:
    stored = hash_password("tea with lemon")
    for number in range(most):
        email = f"known-{number}@example.org"
        db.session.add(User(name="Dana", password_hash=stored,
                            addresses=[Address(email=email, key=email, verified_at=now())]))
    db.session.commit()


def main() -> None:
    with TemporaryDirectory() as folder:
        app = create_app({"SECRET_KEY": "bench", "DATA_DIR": folder, "LOG_LEVEL": "ERROR"})
        with app.app_context():
            upgrade()
            add_people(PAIRS_A_ROUND * ROUNDS)
        client = app.test_client()
        for path in FORMS:
            ratios, known = [], []
            for start in range(0, ROUNDS * PAIRS_A_ROUND, PAIRS_A_ROUND):
                pairs = [(milliseconds(client, path, f"known-{n}@example.org"),
                          milliseconds(client, path, f"unknown-{n}@example.org"))
                         for n in range(start, start + PAIRS_A_ROUND)]
                known.append(median(one for one, _other in pairs))
                ratios.append(known[-1] / median(other for _one, other in pairs))
            print(f"POST {path:15} known address {median(known):6.1f} ms, known/unknown {median(ratios):.3f} "
                  f"({min(ratios):.3f} to {max(ratios):.3f})")


if __name__ == "__main__":
    main()
