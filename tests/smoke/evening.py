"""The same evening in every engine: sign in, lose the network, read, write, and be back."""

import json
import time
from collections.abc import Iterator

from tests.factories import PASSWORD
from tests.smoke.engine import Engine, shows, until
from tests.smoke.house import House

TO_WRITE = 2  # seconds that nobody writes faster than
NOTE = "Owes me a poem about loops"
KEPT = """(await Promise.all(%s.map((path) => caches.match(path)))).every(Boolean)
    && (await indexedDB.databases()).some(({ name }) => name.startsWith("ties-"))"""


def evening(engine: Engine, house: House) -> Iterator[str]:
    """Yields what has been seen; AssertionError at the first thing that is not."""
    _sign_in(engine, house)
    tie, badge = f"/ties/{house.tie.id}", f"/badges/{house.badge.id}"
    until(engine, KEPT % json.dumps(["/", "/ties", "/cards", "/scan", badge]), "everything kept on the phone")
    yield "signed in, and everything is kept"
    house.stop()
    for path, word in (("/", "PyData"), ("/ties", "Grace Hopper"), (tie, "Talked about compilers"),
                       (badge, "Alice Liddell")):
        engine.open(house.url + path)
        shows(engine, word)
    until(engine, "document.querySelector('.badge-qr svg').checkVisibility()", "the code of the badge")
    yield "Today, ties, a tie's page and the badge are read without a server"
    engine.open(house.url + tie)
    time.sleep(TO_WRITE)
    engine.run(f"""const form = document.querySelector('form[data-outbox="note"]');
        form.elements.text.value = {json.dumps(NOTE)};
        form.requestSubmit();""")
    shows(engine, NOTE, "on this phone only")
    engine.open(house.url + tie)
    shows(engine, NOTE, "on this phone only")
    assert house.notes(NOTE) == 0
    yield "a note is shown at once and still there after a reload"
    house.start()
    engine.open(house.url + tie)
    until(engine, "document.querySelector('.bar-unsent')?.checkVisibility() === false", "nothing is left unsent")
    _seen_at_last(engine, house.url + tie)
    assert house.notes(NOTE) == 1
    yield "back on the network it has arrived once"


def _seen_at_last(engine: Engine, url: str) -> None:
    # On a slow machine the copy that is shown first may still be the one from before.
    for _look in range(5):
        engine.open(url)
        time.sleep(TO_WRITE)
        if engine.run(f"return document.body.innerText.includes({json.dumps(NOTE)})"):
            return
    raise AssertionError(f"not seen: {NOTE}")


def _sign_in(engine: Engine, house: House) -> None:
    engine.open(f"{house.url}/sign-in")
    engine.run(f"""const form = document.querySelector("main form");
        form.elements.email.value = "alice@example.org";
        form.elements.password.value = {json.dumps(PASSWORD)};
        form.requestSubmit();""")
    shows(engine, "PyData")
