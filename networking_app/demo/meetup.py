"""The accounts and the events: one last month, one yesterday, one running, one to come."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from networking_app.accounts.models import Address, User, address_key
from networking_app.accounts.passwords import hash_password
from networking_app.cards.joining import join_event
from networking_app.cards.making import add_card, set_photo
from networking_app.cards.models import EMAIL, TEL, URL, Badge, Card
from networking_app.clock import now
from networking_app.demo.people import HERE, PEOPLE, Person
from networking_app.events.creating import create_event
from networking_app.events.forms import EventDetails, typed_wall
from networking_app.events.models import Event
from networking_app.events.series import series_with
from networking_app.extensions import db
from networking_app.formats.photo import Photo

ABOUT = "Six short talks, long breaks, and soup. Come with a question, leave with three answers."


@dataclass(frozen=True)
class Gathering:
    """An event with those who attend it and their badges."""

    event: Event
    badges: dict[int, str]

    def someday(self, dice: Random) -> datetime:
        """An instant at which two people may have met there."""
        latest = min(self.event.ends_at, now())
        return self.event.starts_at + (latest - self.event.starts_at) * dice.uniform(0.05, 0.95)


def add_user(name: str, email: str, password: str, zone: str = "UTC", days_off: int = 0b1100000) -> User:
    """An account with a verified address and nothing else; no mail is sent."""
    user = User(name=name, password_hash=hash_password(password), time_zone=zone, days_off=days_off)
    user.addresses.append(Address(email=email, key=address_key(email), verified_at=now()))
    db.session.add(user)
    db.session.flush()
    return user


def add_person(person: Person, password: str, photo: Photo | None) -> User:
    """The account of one of PEOPLE with a filled card and, if given, a photo."""
    user = add_user(person.name, person.email, password, person.zone, person.days_off)
    card = add_card(user.id, {
        "full_name": person.name, "pronouns": person.pronouns, "title": person.title, "org": person.org,
        "note": person.note, "offers": person.offers, "asks": person.asks, "ways": _ways(person),
    })
    if photo:
        set_photo(card, photo)
    return user


def second_card(user: User) -> Card:
    """The card that the organizer shows to friends."""
    way = {"kind": TEL, "value": "+31 20 555 0101", "label": "home", "shown": True}
    return add_card(user.id, {"full_name": user.name.split()[0], "label": "Friends", "ways": [way]})


def _ways(person: Person) -> list[dict[str, object]]:
    number = PEOPLE.index(person)
    ways = [(EMAIL, person.email, "", True), (TEL, f"+31 20 555 01{number:02}", "", number % 3 == 0),
            (URL, f"https://{person.handle}.example", "", number % 2 == 0)]
    return [dict(zip(("kind", "value", "label", "shown"), way, strict=True)) for way in ways]


def make_gatherings(users: list[User]) -> list[Gathering]:
    """The four events, the running one third; the first of the users organizes them all."""
    here = now().astimezone(ZoneInfo(HERE)).replace(minute=0, second=0, microsecond=0)
    evening, morning = here.replace(hour=18), here.replace(hour=9)
    last_month = _gather(users[:24], "Polyglot Web Night #11", evening - timedelta(days=33), 4, "plum")
    breakfast = users[:2] + users[12:]
    yesterday = _gather(breakfast, "Breakfast with Maintainers", morning - timedelta(days=1), 2, "marigold")
    running = _gather(users, "Polyglot Web Night #12", here - timedelta(hours=2), 6, "lagoon")
    coming = _gather(users[:20], "Workshop: Your First Talk", evening + timedelta(days=12), 3, "indigo")
    nights = series_with(last_month.event)
    nights.summary, running.event.series = "Polyglot Web Nights", nights
    return [last_month, yesterday, running, coming]


def _gather(users: list[User], summary: str, starts: datetime, hours: int, cover: str) -> Gathering:
    walls = [typed_wall((starts + timedelta(hours=later)).replace(tzinfo=None)) for later in (0, hours)]
    details = EventDetails(summary=summary, location="De Loods, Amsterdam", description=ABOUT, time_zone=HERE,
                           cover=cover, starts=walls[0], ends=walls[1])  # type: ignore[arg-type]
    event = create_event(users[0].id, details)
    db.session.flush()
    badges = {user.id: db.session.get_one(Badge, join_event(user.id, event.id)).code for user in users}
    return Gathering(event, badges)
