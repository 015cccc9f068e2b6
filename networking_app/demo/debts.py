"""What people of the demo owe each other, whom they let wait, and where they wrote with an ask."""

from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select

from networking_app.accounts.models import User
from networking_app.clock import now
from networking_app.extensions import db
from networking_app.owed.closing import close
from networking_app.owed.models import FAVOUR, INTRODUCTION, MINE, PROMISE, THANKS, THEIRS
from networking_app.owed.opening import open_owed
from networking_app.owed.replies import need_no_answer, reply_debts
from networking_app.ties.models import OUT, Interaction, Tie

# What is owed, when it was said and until when, in days from now.
OWED = (
    (PROMISE, MINE, "the template of our code of conduct", -9, 2),
    (INTRODUCTION, THEIRS, "to whoever runs the harbour kiosks", -6, 8),
    (FAVOUR, THEIRS, "a first read of my talk", -12, None),
    (THANKS, MINE, "for the seat at the front", -3, None),
    (INTRODUCTION, MINE, "to the people at the library", -8, -1),
    (PROMISE, THEIRS, "the recipe from the potluck", -5, 4),
)
CLOSED, LEFT_WAITING, WITH_ASK = 2, 3, 5


def owe_each_other(users: list[User]) -> None:
    """Everybody keeps a few debts, two of them closed with thanks, and lets three people wait at most."""
    dice = Random(len(users))  # noqa: S311
    for user in users:
        _keep(user, dice)
        for debt in reply_debts(user.id)[LEFT_WAITING:]:
            need_no_answer(debt.tie)
        _flag(user)


def _keep(user: User, dice: Random) -> None:
    ties = list(db.session.scalars(Tie.held_by(user.id).order_by(Tie.id)))
    kept = dice.sample(OWED, min(len(OWED), len(ties)))
    for number, (tie, (kind, side, text, said, due)) in enumerate(zip(dice.sample(ties, len(kept)), kept, strict=True)):
        due_on = None if due is None else _from_now(due).date()
        debt = open_owed(user.id, tie.id, kind, side, text, due_on, at=_from_now(said))
        if number < CLOSED:
            close(debt, thanked=True, at=_from_now(said + 2))


def _flag(user: User) -> None:
    sent = select(Interaction).where(Interaction.owner_id == user.id, Interaction.direction == OUT)
    for contact in db.session.scalars(sent.order_by(Interaction.id)).all()[::WITH_ASK]:
        contact.with_ask = True


def _from_now(days: int) -> datetime:
    return now() + timedelta(days=days)
