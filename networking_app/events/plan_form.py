"""The form of a follow-up plan: any number of rows, moved about before they are saved."""

import re
import secrets
from collections.abc import Sequence
from itertools import zip_longest
from typing import Annotated, Literal

from flask_babel import gettext as _
from pydantic import AfterValidator, BeforeValidator, StringConstraints
from werkzeug.datastructures import MultiDict

from networking_app.follow_ups.planning import ALWAYS, Step
from networking_app.forms import Form, Line, Name, RequestModel, Text

MOST_STEPS = 12
LATEST = 730
FIELDS = ("key", "days", "title", "hint", "condition")
_PRESSED = re.compile(r"(up|down|remove)-(\d{1,2})", re.ASCII)


def _days(typed: object) -> int:
    text = str(typed).strip()
    if not (text.isascii() and text.isdigit() and len(text) < 5 and int(text) <= LATEST):
        raise ValueError(_("Please give a number of days from 0 to %(most)s.", most=LATEST))
    return int(text)


class StepRow(RequestModel):
    key: Line = ""
    days: Annotated[int, BeforeValidator(_days)]
    title: Name
    hint: Annotated[Text, AfterValidator(lambda text: " ".join(text.split())), StringConstraints(max_length=300)] = ""
    condition: Literal["always", "promised", "unanswered"]


class PlanForm:
    """The rows as typed; `pressed` changes their order or number, `steps` are what they say once they are valid."""

    def __init__(self, rows: Sequence[dict[str, str]]) -> None:
        self.typed = list(rows)
        self.rows: list[Form[StepRow]] = []
        self.problem = ""

    @classmethod
    def of_steps(cls, steps: Sequence[Step]) -> "PlanForm":
        return cls([{field: str(getattr(step, field)) for field in FIELDS} for step in steps])

    @classmethod
    def submitted(cls, values: MultiDict[str, str]) -> "PlanForm":
        columns = [values.getlist(field)[: MOST_STEPS + 1] for field in FIELDS]
        return cls([dict(zip(FIELDS, row, strict=True)) for row in zip_longest(*columns, fillvalue="")])

    def press(self, button: str) -> bool:
        """Do what a button other than "save" says; whether it was one."""
        if button == "add":
            self._add()
            return True
        found = _PRESSED.fullmatch(button)
        if found:
            self._rearrange(found[1], int(found[2]))
        return found is not None

    @property
    def valid(self) -> bool:
        """Whether the rows can be saved; says in `errors` and `problem` why not."""
        self.rows = [Form(StepRow, row) for row in self.typed]
        if not 1 <= len(self.rows) <= MOST_STEPS:
            self.problem = _("A plan has between one and %(most)s steps.", most=MOST_STEPS)
        return not self.problem and all(row.valid for row in self.rows)

    @property
    def errors(self) -> dict[str, str]:
        found = {f"{field}-{place}": said for place, row in enumerate(self.rows) for field, said in row.errors.items()}
        return ({"plan": self.problem} if self.problem else {}) | found

    def steps(self, known_keys: set[str]) -> list[Step]:
        """The steps of a valid form; a row whose key is not known, or comes twice, is a new step with a new key."""
        steps, free = [], set(known_keys)
        for row in self.rows:
            values = row.data.model_dump()
            key = values.pop("key")
            steps.append(Step(key if key in free else secrets.token_hex(6), **values))
            free.discard(key)
        return steps

    def _add(self) -> None:
        if len(self.typed) < MOST_STEPS:
            self.typed.append(dict.fromkeys(FIELDS, "") | {"condition": ALWAYS})
        else:
            self.problem = _("A plan has between one and %(most)s steps.", most=MOST_STEPS)

    def _rearrange(self, how: str, place: int) -> None:
        other = place + (1 if how == "down" else -1)
        if how == "remove" and place < len(self.typed) > 1:
            del self.typed[place]
        elif how != "remove" and 0 <= min(place, other) and max(place, other) < len(self.typed):
            self.typed[place], self.typed[other] = self.typed[other], self.typed[place]
