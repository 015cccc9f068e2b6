"""By state of an introduction: what led to it, who reads which words then, and whose acts change anything.

Whatever is not said there stays hidden from that person, and does nothing.
"""

from dataclasses import dataclass, field

from flask.testing import FlaskClient

from networking_app.extensions import db
from networking_app.my.closing import close_account
from tests.introductions.people import CARDS, CONTEXT, NOTES, REASON, RESULT, Four

BOBS, CHARLIES = {"Bob", *CARDS["Bob"]}, {"Charlie", *CARDS["Charlie"]}
SECRETS = BOBS | CHARLIES | {REASON, CONTEXT, RESULT, *NOTES.values()}
# What each may read at any time: of themselves, of whom they know, and their own words.
OWN = {"Alice": BOBS | CHARLIES | {CONTEXT, *NOTES.values()}, "Bob": BOBS | {REASON, RESULT}, "Charlie": CHARLIES,
       "Dana": CHARLIES}
# Method, the end of the address, and the form.
ACTS: dict[str, tuple[str, str, dict[str, str]]] = {
    "passes on": ("POST", "/offer", {"context": CONTEXT}), "says yes": ("POST", "/agreement", {}),
    "says no": ("POST", "/refusal", {}), "takes back": ("DELETE", "", {}),
    "reports": ("POST", "/result", {"result": RESULT}),
}


@dataclass(frozen=True)
class State:
    """`read` are words that must be there, by reader; `moves` acts that change something, as "Bob says no"."""

    acts: tuple[str, ...] = ()
    days: int = 0
    read: dict[str, set[str]] = field(default_factory=dict)
    moves: frozenset[str] = frozenset()

    @property
    def there(self) -> list[str]:
        """Who has not closed their account."""
        return [name for name in OWN if not any(act.startswith(f"{name} closes") for act in self.acts)]


def _state(acts: str, *moves: str, days: int = 0, **read: set[str]) -> State:
    return State(tuple(acts.split(", ")) if acts else (), days, read, frozenset(moves))


_BOTH = {"Bob": {"Charlie", CONTEXT}, "Charlie": {"Bob", CONTEXT}}
_BOB, _CHARLIE = {"Bob": _BOTH["Bob"]}, {"Charlie": _BOTH["Charlie"]}
_FOUND = {"Bob": {"Charlie"}}
_MADE = {"Bob": {CONTEXT, "Charlie", "Chaplin"}, "Charlie": {CONTEXT, "Bob", "Builder"}}
_AGREED = "Alice offers, Bob says yes"

STATES = {
    "within reach": _state("", **_FOUND),
    "asked": _state("Bob asks", "Bob takes back", "Alice passes on", "Alice says no", **_FOUND, Alice={REASON}),
    "asked, and run out": _state("Bob asks", days=15, **_FOUND),
    "asked, and taken back": _state("Bob asks, Bob takes back", **_FOUND),
    "declined": _state("Bob asks, Alice says no", "Bob takes back", **_FOUND),
    "passed on": _state("Bob asks, Alice passes on", "Bob takes back", "Bob says no", "Charlie says yes",
                        "Charlie says no", **_BOTH),
    "passed on, and taken back": _state("Bob asks, Alice passes on, Bob takes back", **_FOUND),
    "offered": _state("Alice offers", "Bob says yes", "Bob says no", "Charlie says yes", "Charlie says no",
                      "Alice takes back", **_BOTH),
    "one yes": _state(_AGREED, "Bob says no", "Charlie says yes", "Charlie says no", "Alice takes back", **_BOTH),
    "one yes, and no after all": _state(f"{_AGREED}, Bob says no", "Charlie says yes", "Charlie says no",
                                        "Alice takes back", **_FOUND, **_CHARLIE),
    "one yes, one no": _state(f"{_AGREED}, Charlie says no", "Bob says no", "Alice takes back", **_BOB),
    "one yes, and run out": _state(_AGREED, "Alice takes back", days=22, **_FOUND),
    "one yes, and withdrawn": _state(f"{_AGREED}, Alice takes back", **_FOUND),
    "one yes, and the other lets nobody": _state(f"{_AGREED}, Charlie stops", "Bob says no", "Charlie says no",
                                                 "Alice takes back", **_BOB),
    "one yes, and blocked": _state(f"{_AGREED}, Charlie blocks Bob", "Alice takes back"),
    "one yes, and the connector blocked": _state(f"{_AGREED}, Charlie blocks Alice", "Bob says no", **_BOB),
    "one yes, and the connector gone": _state(f"{_AGREED}, Alice closes her account"),
    "one yes, and the other gone": _state(f"{_AGREED}, Charlie closes his account"),
    "made": _state("Bob asks, Alice passes on, Charlie says yes", "Bob reports", "Charlie reports",
                   Bob={CONTEXT, *CHARLIES}, Charlie=_MADE["Charlie"], Alice={"introduced"}),
    "reported": _state(f"{_AGREED}, Charlie says yes, Bob reports", "Charlie reports", **_MADE, Alice={RESULT}),
    "made, and blocked": _state(f"{_AGREED}, Charlie says yes, Charlie blocks Bob"),
    "made, and the connector gone": _state(f"{_AGREED}, Charlie says yes, Alice closes her account"),
}


def bring_about(four: Four, act: str) -> None:
    """Do what an act of a state says, as "Charlie blocks Bob"; a click that is refused fails."""
    name, _space, what = act.partition(" ")
    user = four.everybody[name]
    if what == "asks":
        assert four.ask(user).status_code == 303
    elif what == "offers":
        assert four.offer().status_code == 303
    elif what == "stops":
        four.browser(user).delete("/introductions/permission")
    elif what.startswith("blocks"):
        four.block(user, four.everybody[what.split()[1]])
    elif what.startswith("closes"):
        with four.app.app_context():
            close_account(user.id)
            db.session.commit()
    else:
        assert click(four.browser(user), what) == 303


def click(browser: FlaskClient, what: str) -> int:
    """What the one introduction there is answers to one of ACTS."""
    method, path, form = ACTS[what]
    return browser.open(f"/introductions/1{path}", method=method, data=form).status_code
