"""Which IP addresses belong to the public internet, told after a name was looked up."""

import socket
import threading
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

GLOBAL_UNICAST = IPv6Network("2000::/3")
# Where a network without IPv4 finds the rest of the internet (RFC 6052): the last four bytes are an IPv4 address.
NAT64 = IPv6Network("64:ff9b::/96")
# Tunnels (RFC 3056, RFC 4380) that would carry us to an IPv4 address of the sender's choice.
TUNNELS = (IPv6Network("2002::/16"), IPv6Network("2001::/32"))
MOST_ADDRESSES = 4


class BlockedAddress(ValueError):
    """An address that must not be sent to; the text says why in a few words."""


def resolve_public(host: str, seconds: float, inside: bool = False) -> list[str]:
    """The IP addresses of a host, at most four; all must be public unless it is `inside`.

    Raises BlockedAddress, TimeoutError when the name servers take longer, or OSError when they know of none.
    """
    found = _look_up(host, seconds)
    if not inside and not all(is_public(address) for address in found):
        raise BlockedAddress("this host is not on the public internet")
    return found[:MOST_ADDRESSES]


def is_public(text: str) -> bool:
    """Whether an IP address is one that anybody on the internet could reach."""
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address) and address in NAT64:
        address = IPv4Address(int(address) & 0xFFFFFFFF)
    if isinstance(address, IPv6Address):
        return address.is_global and address in GLOBAL_UNICAST and not any(address in tunnel for tunnel in TUNNELS)
    return address.is_global and not address.is_multicast and not address.is_reserved


def _look_up(host: str, seconds: float) -> list[str]:
    # The system's resolver knows no time limit of ours; a thread that is still asking harms nobody.
    outcome: list[list[str] | OSError] = []
    asking = threading.Thread(target=lambda: outcome.append(_asked(host)), daemon=True)
    asking.start()
    asking.join(seconds)
    if not outcome:
        raise TimeoutError("the name servers took too long")
    [result] = outcome
    if isinstance(result, OSError):
        raise result
    return result


def _asked(host: str) -> list[str] | OSError:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except UnicodeError:  # a label that is too long, or empty
        return OSError("no such name")
    except OSError as error:
        return error
    return list(dict.fromkeys(str(where[0]) for *_kind, where in found))
