"""Addresses in a text of any kind: URLs, lists of them, `host:port`, and names of the cluster's DNS.

The text is searched for what only an address has (`://`, a colon before digits, `.svc`), and read from there, so that
the time is linear in its length. (RFC 3986 for URLs; documentation of JDBC drivers, MongoDB, AMQP and Go's SQL drivers
for their lists and `user:password@protocol(host:port)`)
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from itertools import islice
from string import ascii_letters, digits

from k8slint.model.port import MAX_PORT
from k8slint.pattern import regex
from k8slint.record import dataclass

LONGEST_HOST = 253
"""Characters of a name. (RFC 1035)"""

LONGEST_AUTHORITY = 2_000
"""Characters between `://` and the path of a URL, with its user and its list of hosts."""

MOST = 500
"""Addresses of a kind in one text; what follows them is not looked at."""

_NAME = ascii_letters + digits + ".-_"
_SCHEME = ascii_letters + digits + "+.-"
_PORT = regex(r":([0-9]{2,5})(?![\w.@-])")
_SVC = regex(r"\.svc(?![\w-])(?:\.[A-Za-z][\w-]*)*+(?:\.?:([0-9]{1,5})(?![\w.-]))?")
_AUTHORITY = regex(r"[^/?#\s\"'<>`|\\;]*+")
_MEMBER = regex(r"(?:[A-Za-z][A-Za-z0-9+.-]*://)?([A-Za-z0-9][A-Za-z0-9._-]*)(?::([0-9]{1,5}))?")
_BARE = regex(r"[ \t]*([a-z][a-z0-9.-]*)[ \t]*(?:[,;]|\Z)")


class Shape(IntEnum):
    """How much of an address is written."""

    BARE = 1
    """`cart`: a host where something else says so."""
    PORT = 2
    """`cart:80`"""
    NAME = 3
    """`cart.shop.svc`"""
    URL = 4
    """`http://cart`"""


@dataclass(frozen=True)
class Address:
    """`host` from `start`, `port` from `port_start` of a text; `port` is None where none is written."""

    shape: Shape
    host: str
    start: int
    port: int | None = None
    port_start: int = 0
    scheme: str | None = None

    @property
    def end(self) -> int:
        """Where the host ends."""
        return self.start + len(self.host)

    @property
    def port_end(self) -> int:
        """Where the port ends."""
        return self.port_start + len(str(self.port))


def addresses(text: str) -> list[Address]:
    """Those that show by themselves that they are, in the order of the text; none twice."""
    found: dict[int, Address] = {}
    for address in (*_in_urls(text), *islice(_names(text), MOST), *islice(_with_ports(text), MOST)):
        found.setdefault(address.start, address)
    return [found[start] for start in sorted(found)]


def _in_urls(text: str) -> Iterator[Address]:
    read_to = 0
    for start, end, scheme in islice(_authorities(text), MOST):
        if start >= read_to:
            yield from _members(text, start, end, scheme)
            read_to = end


def bare(text: str, start: int, end: int) -> Iterator[Address]:
    """The hosts without a port that a part of a text consists of: one, or a list."""
    found: list[Address] = []
    while start < end:
        match = _BARE.match(text, start, end)
        if not match:
            return
        found.append(Address(Shape.BARE, match[1], match.start(1)))
        start = match.end()
    yield from found


def _authorities(text: str) -> Iterator[tuple[int, int, str]]:
    """Start and end of what stands between the `://` of a URL and its path, with the scheme in lower case."""
    at = text.find("://")
    while at >= 0:
        head = text[max(0, at - 40) : at]
        scheme = head[len(head.rstrip(_SCHEME)) :].lstrip("+.-" + digits)
        if match := _AUTHORITY.match(text, at + 3, min(len(text), at + 3 + LONGEST_AUTHORITY)):
            yield at + 3, match.end(), scheme.lower()
        at = text.find("://", at + 3)


def _members(text: str, start: int, end: int, scheme: str) -> Iterator[Address]:
    """The hosts of an authority: behind the user, a list with commas, inside of `tcp(…)`."""
    start = max(start, text.rfind("@", start, end) + 1)
    if text.startswith(("tcp(", "udp("), start):
        start += 4
    while start < end:
        match = _MEMBER.match(text, start, end)
        if not match:
            return
        port = match[2] and int(match[2])
        if not port or port <= MAX_PORT:
            yield Address(Shape.URL, match[1], match.start(1), port or None, match.start(2), scheme or None)
        if not text.startswith(",", match.end()):
            return
        start = match.end() + 1


def _names(text: str) -> Iterator[Address]:
    """Names of the cluster's DNS, with and without a port."""
    for match in _SVC.finditer(text):
        start = _name_start(text, match.start())
        end = match.start(1) - 1 if match[1] else match.end()
        if start < match.start():
            port = int(match[1]) if match[1] and 0 < int(match[1]) <= MAX_PORT else None
            yield Address(Shape.NAME, text[start:end], start, port, match.start(1))


def _with_ports(text: str) -> Iterator[Address]:
    for match in _PORT.finditer(text):
        start, port = _name_start(text, match.start()), int(match[1])
        is_part = text.endswith(("/", "$", ":", "{"), 0, start) and not text.endswith("@//", 0, start)
        if start < match.start() and 0 < port <= MAX_PORT and not is_part:
            yield Address(Shape.PORT, text[start : match.start()], start, port, match.start(1))


def _name_start(text: str, end: int) -> int:
    """Where the name begins that ends there."""
    first = max(0, end - LONGEST_HOST)
    start = first + len(text[first:end].rstrip(_NAME))
    while start < end and text[start] in ".-":
        start += 1
    return start
