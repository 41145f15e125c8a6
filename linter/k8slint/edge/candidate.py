"""The addresses in one text, each with what its place says about it, before anybody asks what they resolve to."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from k8slint.edge.address import MOST, Address, Shape, addresses, bare
from k8slint.edge.script import in_commands
from k8slint.edge.setting import Setting, is_comment, is_switched_off, key_before, port_beside, settings
from k8slint.edge.wording import holds_host, is_own
from k8slint.pattern import regex
from k8slint.record import dataclass

COMMAND = "--host"
"""The key of what a command in a script is given as its host."""

_UPSTREAM = regex(r"\bupstream[ \t]+([\w.-]+)[ \t]*\{")
_BEFORE = ("}", ">", "%", ")", "*", "~")
_BEHIND = ("$", "<", "{", "%", "(", "*")


@dataclass(frozen=True)
class Candidate:
    """`key` names the setting, `port` is None where none is written, `port_start` is where it is.

    `is_open` tells that a port is written that is not known, so that the scheme's default says nothing.
    """

    key: str
    address: Address
    port: int | None
    port_start: int
    is_open: bool = False


def candidates(key: str, text: str, is_file: bool) -> tuple[Candidate, ...]:
    """Those of a value of that key, or of several lines, which have keys of their own."""
    found = _in_lines(text) if is_file else _in_value(key, text)
    taken: set[int] = set()
    result: list[Candidate] = []
    for one in islice(found, MOST):
        if one.address.start not in taken and not is_own(one.key) and not _is_partial(text, one.address):
            taken.add(one.address.start)
            result.append(one)
    return tuple(result)


def _in_value(key: str, text: str) -> Iterator[Candidate]:
    found = False
    for address in addresses(text):
        found = True
        yield _candidate(key, text, address)
    if not found and (holds_host(key) or key == "-h"):
        yield from (_candidate(key, text, address) for address in bare(text, 0, len(text)))
    if " " in text:
        yield from (_candidate(COMMAND, text, address) for address in in_commands(text))
        yield from _in_settings(text)


def _in_lines(text: str) -> Iterator[Candidate]:
    """Without comments, what is switched off, and the names that an nginx configuration gives to groups of servers."""
    groups = set(_UPSTREAM.findall(text) if "upstream" in text else ())
    for address in addresses(text):
        key = key_before(text, address.start)
        if address.host not in groups and _counts(text, address.start, key):
            yield _candidate(key, text, address)
    yield from _in_settings(text)
    yield from (_candidate(COMMAND, text, a) for a in in_commands(text) if not is_comment(text, a.start))


def _in_settings(text: str) -> Iterator[Candidate]:
    for setting in islice(settings(text), MOST):
        if holds_host(setting.key) and _counts(text, setting.start, setting.key):
            yield from _of_setting(text, setting)


def _counts(text: str, at: int, key: str) -> bool:
    return not is_comment(text, at) and not is_switched_off(text, at, key)


def _of_setting(text: str, setting: Setting) -> Iterator[Candidate]:
    for address in bare(text, setting.start, setting.end):
        port, start = port_beside(text, setting) or (None, 0)
        yield Candidate(setting.key, address, port, start)


def _candidate(key: str, text: str, address: Address) -> Candidate:
    is_open = address.port is None and text.startswith(":", address.end)
    return Candidate(key, address, address.port, address.port_start, is_open)


def _is_partial(text: str, address: Address) -> bool:
    """Whether the host is a part of a word of which something fills in the rest."""
    behind = text[address.end : address.end + 2].lstrip(".-")
    if address.shape is Shape.URL and text.startswith("://", address.start - 3):
        return behind.startswith(_BEHIND)
    before = text[max(0, address.start - 3) : address.start].rstrip(".-_")
    return behind.startswith(_BEHIND) or before.endswith(_BEFORE)
