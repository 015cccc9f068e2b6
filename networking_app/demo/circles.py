"""What the people of the demo do for a living and for fun, as their cards say: it meets what others look for."""

from collections.abc import Sequence

from networking_app.accounts.models import User
from networking_app.cards.making import change_card
from networking_app.cards.models import Card
from networking_app.demo.people import PEOPLE

CIRCLES = {
    "mira": ["open source", "teaching", "cycling"], "ada": ["design", "open source"], "zoe": ["web", "reading"],
    "lukasz": ["databases", "climbing"], "oksana": ["open data", "maps"], "georgi": ["radio", "soldering"],
    "layla": ["type design", "calligraphy"], "youssef": ["web", "coffee"], "noa": ["statistics", "teaching"],
    "nattaporn": ["games", "music"], "bohan": ["open source", "cats"], "yui": ["type design", "picture books"],
    "haneul": ["security", "climbing"], "wulandari": ["sensors", "gardening"], "aroha": ["reading", "archives"],
    "siobhan": ["editor", "tides"], "gudrun": ["maps", "tides", "sensors"], "joao": ["market halls", "cycling"],
    "ioana": ["open hardware", "coffee"], "jiri": ["teaching", "robots", "games"], "mehmet": ["databases", "web"],
    "sam": ["speaker", "juggling"], "nino": ["maps", "design"],
}


def name_circles(users: Sequence[User]) -> None:
    """Put them on the first card of each; some name none."""
    for user, person in zip(users, PEOPLE, strict=True):
        card = Card.first_of(user.id)
        if card and person.handle in CIRCLES:
            change_card(card, {"circles": CIRCLES[person.handle]})
