"""The addresses that a message can go to, with the message in them where their programs take one: pure."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from networking_app.cards.links import is_web_address

MAIL, SMS, WHATSAPP, LINKEDIN, SIGNAL = CHANNELS = ("mail", "sms", "whatsapp", "linkedin", "signal")
# Mail programs of desktops refuse longer ones, some of them without a word. static/js/draft-links.js has the same.
LONGEST = 1800


@dataclass(frozen=True)
class Way:
    """One way to send it: an address and the message as that takes it; empty where it must be copied instead."""

    channel: str
    bare: str
    carried: str = ""

    @property
    def link(self) -> str:
        return self.bare + self.carried

    @property
    def copies(self) -> bool:
        return not self.carried


@dataclass(frozen=True)
class Reach:
    """Where somebody can be reached: of each kind the first, or nothing."""

    email: str = ""
    tel: str = ""
    linkedin: str = ""


def ways_to_send(text: str, subject: str, reach: Reach) -> list[Way]:
    """The ways there are to those addresses, each ready to be opened."""
    number, query = dialled(reach.tel), quote(text, safe="")
    abroad = number.removeprefix("+") if number.startswith("+") else ""
    ways = [
        _carrying(MAIL, mail_link(reach.email, subject), f"&body={_crlf(text)}") if reach.email else None,
        # "?&": iPhones look for "&body", Android for the query that RFC 5724 asks for.
        _carrying(SMS, f"sms:{number}", f"?&body={query}") if number else None,
        _carrying(WHATSAPP, f"https://wa.me/{abroad}", f"?text={query}") if abroad else None,
        Way(LINKEDIN, reach.linkedin) if reach.linkedin else None,
        Way(SIGNAL, f"https://signal.me/#p/+{abroad}") if abroad else None,
    ]
    return [way for way in ways if way]


def _carrying(channel: str, bare: str, text: str) -> Way:
    return Way(channel, bare, text if len(bare + text) <= LONGEST else "")


def mail_link(email: str, subject: str) -> str:
    """RFC 6068, still without a body."""
    return f"mailto:{quote(email, safe='@+.-_~!$*')}?subject={quote(subject, safe='')}"


def _crlf(text: str) -> str:
    """RFC 6068, section 5: lines of a body are divided by CRLF."""
    return quote(text.replace("\n", "\r\n"), safe="")


def dialled(tel: str) -> str:
    """A phone number as a link takes it: digits, after a plus where it names its country; "(0)" is not dialled then."""
    number = "".join(letter for letter in tel.replace("(0)", "") if letter.isdigit() and letter.isascii())
    if tel.strip().startswith("+"):
        return f"+{number}" if number else ""
    return f"+{number[2:]}" if number.startswith("00") else number


def is_linkedin(address: str) -> bool:
    host = urlsplit(address).hostname or "" if is_web_address(address) else ""
    return host == "linkedin.com" or host.endswith(".linkedin.com")
