"""People in the list of an evening whom the one who looks has not met."""

from typing import Any

from networking_app.accounts.models import User
from networking_app.cards.models import Card
from networking_app.clock import now
from networking_app.events.models import Event, Target
from tests.factories import Make

LONG = "Hubert Blaine Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh the Younger"
UNMET: list[tuple[str, dict[str, Any]]] = [
    ("Mary Somerville", {
        "title": "Mathematician", "org": "Royal Astronomical Society", "note": "tides, and the moon that makes them",
        "asks": "Somebody for proof-reading a book on Bernoulli numbers. Also a telescope",
        "offers": "a patient printer in Edinburgh, for anybody; lessons on the use of the celestial globe",
        "circles": ["Poetry", "weaving", "Tide tables and other almanacs of the sea"]}),
    (LONG, {}),
    ("فاطمة الفهرية", {"title": "مؤسسة جامعة", "note": "باب المكتبة", "circles": ["كتب", "عمارة"]}),
]


def list_unmet(make: Make, looker: User, event: Event) -> list[Card]:
    """The cards of one with much in common, one of a long name and no words, and one whom the looker wants to meet."""
    cards = []
    for number, (name, words) in enumerate(UNMET):
        person = make.user(name, email=f"unmet{number}@example.org")
        cards.append(make.card(person, **words))
        make.badge(cards[-1], event)
        offer = "an introduction to the museum" if number else ""
        make.attendance(event, person, listed_at=now(), offer=offer)
    make.saved(Target(owner_id=looker.id, event_id=event.id, wanted_user_id=person.id, text=person.name))
    return cards
