"""The public card: bytes on the wire, and server CPU beside a bare Flask "hello".

    python -m bench.public_card
"""

import io
import socket
from datetime import timedelta

from flask_migrate import upgrade
from PIL import Image

from bench.hall import on_postgresql, on_sqlite
from bench.load import Request, drive, rounds, spread
from bench.servers import Server, gunicorn
from networking_app import create_app
from networking_app.accounts.models import User
from networking_app.cards.joining import join_event
from networking_app.cards.making import add_card, set_photo
from networking_app.cards.models import Badge
from networking_app.clock import now
from networking_app.events.models import Event
from networking_app.extensions import db
from networking_app.formats.photo import reencode

ROUNDS, REQUESTS = 5, 4000
ENCODINGS = ("gzip, deflate, br, zstd", "gzip, deflate", "identity")
PEOPLE = {"without photo": False, "with photo": True}
CARD = {
    "full_name": "Ada Lovelace", "pronouns": "she/her", "title": "Analyst", "org": "Engine Works",
    "note": "the poem about compilers", "offers": "proofs, difference engines", "asks": "a co-author on looms",
    "ways": [{"kind": kind, "value": value, "label": "", "shown": True} for kind, value in (
        ("email", "ada@engine.example"), ("tel", "+31 20 555 0123"), ("url", "https://engine.example/ada"))],
}


def main() -> None:
    for name, database in (("SQLite", on_sqlite()), ("PostgreSQL", on_postgresql())):
        with database as environment:
            codes = fill(environment)
            with gunicorn("wsgi:app", **environment) as app, gunicorn("bench.hello:app", "/", **environment) as hello:
                if name == "SQLite":
                    print_sizes(app, codes)
                for person, code in codes.items():
                    compare(f"{name}, {person}", app, hello, f"/C/{code}")


def fill(environment: dict[str, str]) -> dict[str, str]:
    """Two cards on one event, one with the largest photo there can be; their codes."""
    app = create_app(environment)
    with app.app_context():
        upgrade()
        return {person: _code(has_photo) for person, has_photo in PEOPLE.items()}


def _code(has_photo: bool) -> str:


    user = User(name="Ada Lovelace", password_hash="-")  # noqa: S106
    event = Event(summary="PyData Amsterdam", starts_at=now(), ends_at=now() + timedelta(hours=3), time_zone="UTC",
                  join_code=f"BENCHBENC{'H' if has_photo else 'J'}")
    db.session.add_all([user, event])
    db.session.flush()
    card = add_card(user.id, CARD)
    if has_photo:
        noise = io.BytesIO()
        Image.effect_noise((800, 800), 90).convert("RGB").save(noise, "PNG")
        set_photo(card, reencode(noise.getvalue()))
    badge_id = join_event(user.id, event.id)
    db.session.commit()
    return db.session.get_one(Badge, badge_id).code


def print_sizes(app: Server, codes: dict[str, str]) -> None:
    print(f"{'bytes on the wire, headers included':42}" + "".join(f"{encoding:>25}" for encoding in ENCODINGS))
    for person, code in codes.items():
        sizes = [wire_bytes(app.port, f"/C/{code}", encoding) for encoding in ENCODINGS]
        target = 12_000 if PEOPLE[person] else 4_000
        print(f"{person + f' (target {target})':42}" + "".join(f"{size:>25}" for size in sizes))


def wire_bytes(port: int, path: str, encoding: str) -> int:
    """All bytes of one answer, as a phone's browser gets it."""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: {encoding}\r\nConnection: close\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(request.encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    if not answer.startswith(b"HTTP/1.1 200"):
        raise SystemExit(answer[:200].decode())
    return len(answer)


def compare(name: str, app: Server, hello: Server, path: str) -> None:
    """Print the CPU of both servers for as many requests, by turns."""
    headers = {"Accept-Encoding": ENCODINGS[0]}

    def cpu(server: Server, target: str) -> float:
        requests: list[Request] = [("GET", target, b"", headers)] * REQUESTS
        before, load = server.cpu(), drive(server.port, requests)
        if load.statuses != {200: REQUESTS}:
            raise SystemExit(f"{name}: {load.statuses}")
        return (server.cpu() - before) / REQUESTS * 1000

    cpu(app, path), cpu(hello, "/")
    card_ms, hello_ms = rounds(ROUNDS, lambda: cpu(app, path), lambda: cpu(hello, "/"))
    ratios = [one / other for one, other in zip(card_ms, hello_ms, strict=True)]
    print(f"{name:28} cpu ms/request: card {spread(card_ms, 3)}  hello {spread(hello_ms, 3)}  "
          f"ratio {spread(ratios)} (target 3)")


if __name__ == "__main__":
    main()
