"""`flask seed`: a meetup to look at, or one named account."""

from random import Random

import click
from flask import current_app
from flask.cli import with_appcontext

from networking_app.accounts.models import Address, User
from networking_app.demo.afterwards import live_on
from networking_app.demo.aims import aim
from networking_app.demo.circles import name_circles
from networking_app.demo.debts import owe_each_other
from networking_app.demo.evening import FEW, MANY, SOCIABLE, Evening, guests_leave_cards, note_by_hand
from networking_app.demo.introduced import introduce_each_other
from networking_app.demo.meetup import add_person, add_user, make_gatherings, second_card
from networking_app.demo.people import DOMAIN, PEOPLE
from networking_app.demo.portraits import portrait
from networking_app.demo.remembered import remember_each_other, save_to_contacts, write_first
from networking_app.extensions import db
from networking_app.ties.cadences import TIERS
from networking_app.ties.setting_cadences import keep_met_at

PASSWORD = "every tie counts"  # noqa: S105
SEED = 2026


@click.command("seed")
@click.option("--user", nargs=3, metavar="NAME EMAIL PASSWORD", help="Make this account alone, its address verified.")
@with_appcontext
def seed_command(user: tuple[str, str, str] | None) -> None:
    """Load a believable meetup of 30 people with known sign-ins; a second time changes nothing."""
    if user:
        _seed_user(*user)
    elif Address.verified(PEOPLE[0].email):
        click.echo("The demo is here already.")
    else:
        seed_meetup()
        db.session.commit()
    if not user:
        _tell()


def _seed_user(name: str, email: str, password: str) -> None:
    if Address.verified(email):
        raise click.ClickException(f"There is an account with {email} already.")
    add_user(name, email, password)
    db.session.commit()
    click.echo(f"{name} can sign in with {email}.")


def seed_meetup() -> list[User]:
    """Everybody with their cards, events, ties and follow-ups, the organizer first; the same ties every time."""
    dice = Random(SEED)  # noqa: S311
    photos = [portrait(dice) if number % 5 < 3 else None for number in range(len(PEOPLE))]
    users = [add_person(person, PASSWORD, photo) for person, photo in zip(PEOPLE, photos, strict=True)]
    second_card(users[0])
    name_circles(users)
    gatherings = make_gatherings(users)
    wanted = {user.id: MANY if person.handle in SOCIABLE else dice.randint(*FEW)
              for user, person in zip(users, PEOPLE, strict=True)}
    evening = Evening(gatherings, wanted, dice)
    for user in users:
        evening.meet(user)
    guests_leave_cards(users[0], gatherings[2])
    note_by_hand(users[0], gatherings[2], evening)
    for user in users:
        live_on(user, dice)
    keep_met_at(users[0].id, gatherings[0].event.id, TIERS[0])
    remember_each_other(dice)
    save_to_contacts(dice)
    write_first(users[0])
    introduce_each_other(users)
    owe_each_other(users)
    aim(users, gatherings, dice)
    return users


def _tell() -> None:
    url, first = current_app.config["PUBLIC_URL"], PEOPLE[0]
    click.echo(f"Sign in at {url}/sign-in as {first.email} or as any of the {len(PEOPLE) - 1} others, all with the "
               f"password: {PASSWORD}")
    click.echo(f"Addresses: {', '.join(person.handle for person in PEOPLE)} @{DOMAIN}")
