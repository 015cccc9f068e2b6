"""What the page of those who know the reader shows, put together from what has been read once."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby, islice

from networking_app.events.models import Event
from networking_app.local_time import today
from networking_app.standing.known_by import counted
from networking_app.standing.ledger import Ledger, ledger_of
from networking_app.standing.people import CAME, UNRETURNED, Person, listed, shown, ties_with
from networking_app.standing.pictures import flower, reach_of, small_flowers, stairs
from networking_app.standing.remembering import lines_for, texts_about
from networking_app.standing.trends import words_in

FEW, MOST_LINES, MOST_WORDS, MOST_MONTHS, MOST_FLOWERS = 5, 50, 12, 24, 6


def page_of(user_id: int) -> dict[str, object]:
    """What the template is given."""
    ledger = ledger_of(user_id)
    numbers, texts, lines = counted(user_id, ledger), texts_about(user_id), lines_for(user_id, MOST_LINES)
    dots, each = flower(numbers.mutual, numbers.one_way_in, numbers.one_way_out)
    flowers, each_small = small_flowers([one.directions for one in numbers.by_event[:MOST_FLOWERS]])
    return {
        "numbers": numbers, "dots": dots, "reach": reach_of(dots), "each": each,
        "stairs": stairs(numbers.over_time, today()),
        "months": by_month(numbers.over_time), "flowers": flowers, "each_small": each_small,
        "lines": lines, "writers": ties_with(ledger, {line.writer_id for line in lines}),
        "number_lines": len(texts), "few": FEW,
        "words": list(islice(words_in(texts), MOST_WORDS)), **_people(ledger),
    }


def _people(ledger: Ledger) -> dict[str, object]:
    unreturned, came = listed(ledger, UNRETURNED), listed(ledger, CAME)
    return {"unreturned": shown(ledger, unreturned[:FEW]), "more_unreturned": len(unreturned) > FEW,
            "came": by_place(shown(ledger, came[:FEW])), "number_came": len(came), "more_came": len(came) > FEW}


def by_month(over_time: Sequence[tuple[date, int, int]]) -> list[tuple[date, int, int]]:
    """How many there were by the end of each month in which that changed, by its first day, the newest first."""
    last = {on.replace(day=1): numbers for on, *numbers in over_time}
    return sorted(((month, people, known) for month, (people, known) in last.items()), reverse=True)[:MOST_MONTHS]


def by_place(people: Sequence[Person]) -> list[tuple[Event | None, list[Person]]]:
    """Those people, in their order, in groups by the event at which they met the reader."""
    return [(event, list(group)) for event, group in groupby(people, lambda one: one.event)]
