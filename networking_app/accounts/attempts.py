"""How often one may try. A whole meetup shares one network address, so networks get room; single addresses do not."""

from networking_app.accounts.models import address_key
from networking_app.rate_limits import caller, limit

MINUTES, DAY = 60, 24 * 3600


def count_sign_in(email: str) -> None:
    """Raise DomainError (429) when an address or a network is tried too often."""
    limit("sign-in network", caller(), 200, 15 * MINUTES)
    limit("sign-in", f"{caller()} {address_key(email)}", 10, 15 * MINUTES)
    limit("sign-in address", address_key(email), 60, DAY)


def count_password_check(user_id: int) -> None:
    """Raise DomainError (429) when a signed-in browser guesses at the account's password."""
    limit("password check", user_id, 10, 15 * MINUTES)


def count_sign_up(email: str) -> None:
    """Raise DomainError (429) when a network makes too many accounts, or for one address."""
    limit("sign-up network", caller(), 100, 60 * MINUTES)
    limit("sign-up", f"{caller()} {address_key(email)}", 5, DAY)
    limit("sign-up address", address_key(email), 20, DAY)


def count_mail(email: str) -> None:
    """Raise DomainError (429) when mails are asked for too often, for one address or from one network."""
    limit("mail network", caller(), 60, 60 * MINUTES)
    limit("mail", address_key(email), 5, 60 * MINUTES)


def count_link() -> None:
    """Raise DomainError (429) when a network tries links that could be guesses."""
    limit("link network", caller(), 100, 15 * MINUTES)
