"""Introductions in every state, among the people whom Ada has met."""

from datetime import timedelta
from typing import Any

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.introductions.models import Introducible, Introduction, Opening
from networking_app.ties.models import Tie
from tests.factories import Make

WORDS = ("You both look after machines that nobody else dares to touch, and you both wait for parts from the same "
         "foundry.\nAsk about the winter of the great gearwheel.")
ARABIC = "كلاكما يكتب عن المترجمات، وأظن أن لديكما الكثير لتتحدثا عنه."
LONG = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaft"

NAMES = ("Hedwig Kiesler", f"{LONG} Blaine", "ليلى بنت أحمد", "Annie Easley", f"{LONG[::-1].title()} Odd")


def introduce(make: Make, ada: User, ties: list[Tie]) -> dict[str, Any]:
    """Those that wait for Ada, those that she waits for, and people within her reach; the first tie is mutual."""
    grace, murasaki, sofia, bo = (tie.peer_user_id or 0 for tie in (ties[0], ties[2], ties[4], ties[6]))
    hedy, hubert, layla, annie, odd = (
        make.user(name, f"{number}@reach.example") for number, name in enumerate(NAMES))
    for user_id in (ada.id, hedy.id, hubert.id, layla.id, annie.id, odd.id):
        make.saved(Introducible(user_id=user_id))
    opened = [_opened(make, grace, user) for user in (hedy, hubert, layla, annie, odd)]
    make.card(annie, circles=["Weaving", "Radio"])
    rows = _waiting(ada.id, grace, hedy.id, layla.id) | _of_ada(ada.id, grace, murasaki, sofia, bo, hubert.id)
    return {"opening": opened[0]} | {name: make.saved(row).id for name, row in rows.items()}


def _opened(make: Make, by: int, user: User) -> int:
    tie = make.saved(Tie(owner_id=by, peer_user_id=user.id, name=user.name, origin="badge"))
    make.saved(Tie(owner_id=user.id, peer_user_id=by, name="Grace", origin="badge"))
    return make.saved(Opening(owner_id=by, peer_user_id=user.id, tie_id=tie.id)).id


def _row(connector: int, first: int, second: int, **columns: Any) -> Introduction:
    times = {"expires_at": now() + timedelta(days=12), "created_at": now()}
    return Introduction(**{"connector_id": connector, "first_id": first, "second_id": second, **times, **columns})


def _waiting(ada: int, grace: int, hedy: int, layla: int) -> dict[str, Introduction]:
    return {"for_her": _row(grace, ada, hedy, offered_at=now(), context=WORDS),
            "for_her_too": _row(grace, layla, ada, offered_at=now(), context=ARABIC)}


def _of_ada(ada: int, grace: int, murasaki: int, sofia: int, bo: int, hubert: int) -> dict[str, Introduction]:
    asked = {"asked_at": now(), "first_yes_at": now(), "request": WORDS}
    offered = {"offered_at": now(), "context": WORDS}
    made = offered | {"made_at": now(), "first_yes_at": now(), "second_yes_at": now()}
    late = {"expires_at": now() - timedelta(days=1)}
    return {
        "asked": _row(ada, sofia, bo, **asked),
        "asked_twice": _row(ada, murasaki, bo, **asked | {"request": ARABIC}),
        "asked_back": _row(ada, bo, murasaki, **asked),
        "she_asked": _row(grace, ada, hubert, **asked),
        "she_offered": _row(ada, grace, bo, **offered),
        "not_made": _row(ada, grace, sofia, **offered | late),
        "made_by_her": _row(ada, grace, murasaki, **made, first_result="She writes novels, I read them aloud."),
        "made_for_her": _row(grace, ada, bo, **made),
    }
