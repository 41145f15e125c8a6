"""Hosts in shell commands where no colon joins them to their port: `nc -z db 5432`, `pg_isready -h db -p 5432`."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.edge.address import Address, Shape
from k8slint.model.port import MAX_PORT
from k8slint.pattern import regex

_HOST = r"([A-Za-z][A-Za-z0-9.-]{0,252}+)"
_OPTIONS = r"(?:[ \t]+-{1,2}[\w-]{1,30}+(?:[= \t][0-9]{1,5})?){0,10}+"
_NETCAT = regex(r"\b(?:nc|ncat|netcat|telnet)" + _OPTIONS + r"[ \t]+[\"']?" + _HOST + r"[\"']?[ \t]+([0-9]{1,5})\b")
_DEVICE = regex(r"/dev/(?:tcp|udp)/" + _HOST + r"/([0-9]{1,5})\b")
_OPTION = regex(
    r"(?<=[ \t])(?:-h|--host)[= \t]+[\"']?" + _HOST + r"(?:[\"']?[ \t]+(?:-p|-P|--port)[= \t]*([0-9]{1,5})\b)?"
)
_COMMANDS = (
    (_NETCAT, ("nc -", " nc ", "ncat ", "netcat ", "telnet ")),
    (_DEVICE, ("/dev/tcp", "/dev/udp")),
    (_OPTION, (" -h", " --host")),
)
"""What is searched for, and the words without which there is none."""


def in_commands(text: str) -> Iterator[Address]:
    """The hosts that commands of a script are given."""
    for pattern, signs in _COMMANDS:
        for match in pattern.finditer(text) if any(sign in text for sign in signs) else ():
            port = int(match[2]) if match[2] and 0 < int(match[2]) <= MAX_PORT else None
            shape = Shape.PORT if port else Shape.BARE
            yield Address(shape, match[1], match.start(1), port, match.start(2))
