"""A new account: the user, an address still to be verified, a first card, and a badge that shows it anywhere."""

from networking_app.accounts import mails
from networking_app.accounts.models import Address, User, address_key
from networking_app.cards.models import EMAIL, Badge, Card
from networking_app.extensions import db
from networking_app.formats.folding import fold
from networking_app.my.forms import SignUp


def make_account(wanted: SignUp, password_hash: str) -> User:
    """The new user; an address that somebody else has verified makes no difference here, only in the mail."""
    user = User(name=wanted.name, password_hash=password_hash, time_zone=wanted.time_zone)
    address = Address(user=user, email=wanted.email, key=address_key(wanted.email))
    db.session.add_all([user, address])
    db.session.flush()
    _make_first_card(user.id, wanted)
    mails.queue_mail(mails.SIGN_UP, user.id, address_id=address.id)
    return user


def _make_first_card(user_id: int, wanted: SignUp) -> None:
    way = {"kind": EMAIL, "value": wanted.email, "label": "", "shown": wanted.on_card}
    card = Card(user_id=user_id, full_name=wanted.name, ways=[way], search_text=fold(wanted.name))
    db.session.add(Badge(user_id=user_id, card=card))
