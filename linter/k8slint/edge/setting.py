"""Settings in a text of lines: the key before a value, what stands beside it, and whether it is switched off.

One reading for YAML, JSON, properties, INI, TOML, environment files and scripts: a line has a key and a value, and
lines of one indentation belong together. Only the lines around an address are looked at, so long files cost little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_letters, digits

from k8slint.edge.wording import is_port_of, stem_of, switched, words_of
from k8slint.pattern import regex
from k8slint.record import dataclass

NEAR = 30
"""Lines before and behind an address that may belong to it."""

NEAR_CHARACTERS = 300
"""Characters around an address in its line among which its own key is looked for, and its port."""

LONGEST_LINE = 2_000
"""Characters of a line; of longer ones the rest is not looked at."""

_SETTING = regex(
    r"([ \t]*(?:- +)?)(?:export +)?[\"']?([A-Za-z_-][\w./-]{0,120})[\"']?[ \t]*(?:[:=]+(?!//)|(?<=[\w\"'])[ \t])[ \t]*"
)
_INLINE = regex(r"[\"']?([A-Za-z_][\w./-]{0,80}+)[\"']?[ \t]*[:=](?!//)[ \t]*[\"']?")
_NUMBER = regex(r"[\"']?([1-9][0-9]{0,4})(?![\w.])")
_HOST_WORDS = ("host", "addr", "server", "endpoint", "broker", "url", "uri", "upstream", "dsn")
_HOST_KEY_END = regex(r"(?i)(?:names?|ess|esses|s)?[\"']?[ \t]*[:=](?!//)[ \t]*[\"'\[]*(?=[a-z])")
_KEY_CHARACTERS = ascii_letters + digits + "_.-/"
_COMMENT_STARTS = ("#", "//", ";", "--", "/*", "* ", "<!--", "%")
_END = regex(r"[\"'\]}#;&\s]|\Z")


@dataclass(frozen=True)
class Setting:
    """A key with the value that begins at `start` and ends at `end` of a text."""

    key: str
    start: int
    end: int


def settings(text: str) -> Iterator[Setting]:
    """The settings whose keys say that their values are hosts."""
    lowered = text.lower()
    if len(lowered) != len(text):
        return  # a letter that has no lower case of its own: no configuration
    for word in _HOST_WORDS:
        at = lowered.find(word)
        while at >= 0:
            behind = at + len(word)
            if match := _HOST_KEY_END.match(text, behind):
                yield _at_key(text, at, match)
            at = lowered.find(word, behind)


def _at_key(text: str, at: int, match: re.Match[str]) -> Setting:
    head = text[max(0, at - 100) : at]
    key = head[len(head.rstrip(_KEY_CHARACTERS)) :] + re.split(r"[\"':=\s]", text[at : match.end()], maxsplit=1)[0]
    end = _END.search(text, match.end(), match.end() + LONGEST_LINE)
    return Setting(key, match.end(), end.start() if end else match.end())


def key_before(text: str, at: int) -> str:
    """The key of the setting whose value a character belongs to; empty where its line has none."""
    match = _SETTING.match(text, _line_start(text, at), at)
    if not match:
        return ""
    inline = list(_INLINE.finditer(text, max(match.end(), at - NEAR_CHARACTERS), at))
    return inline[-1][1] if inline and inline[-1].end() >= at - 1 else match[2]


def is_comment(text: str, at: int) -> bool:
    """Whether a character stands in a comment of its line."""
    before = text[_line_start(text, at) : at]
    return before.lstrip().startswith(_COMMENT_STARTS) or any(mark in before for mark in (" #", "\t#", " // "))


def port_beside(text: str, setting: Setting) -> tuple[int, int] | None:
    """The number that is the port of the same stem, and where it stands: `redis.port` beside `redis.host`."""
    stem = stem_of(setting.key)
    if stem is None:
        return None
    for key, start in (*_in_line(text, setting.start), *_block(text, setting.start, depth_only=True)):
        if is_port_of(stem, key) and (match := _NUMBER.match(text, start)):
            return int(match[1]), match.start(1)
    return None


def is_switched_off(text: str, at: int, key: str) -> bool:
    """Whether a setting beside it, or beside a block around it, says that it is off: `enabled: false`."""
    words = set(words_of(key))
    for flag, start in _block(text, at):
        off = switched(flag, _END.split(text[start : start + 20].lstrip("\"'"), maxsplit=1)[0])
        if off is not None and words.issuperset(off):
            return True
    return False


def _in_line(text: str, at: int) -> Iterator[tuple[str, int]]:
    start, stop = max(_line_start(text, at), at - NEAR_CHARACTERS), text.find("\n", at, at + NEAR_CHARACTERS)
    matches = _INLINE.finditer(text, start, stop if stop >= 0 else at + NEAR_CHARACTERS)
    return ((match[1], match.end()) for match in matches)


def _block(text: str, at: int, depth_only: bool = False) -> Iterator[tuple[str, int]]:
    """The keys of the lines around a character that have its line's indentation, or that of a line it stands under."""
    start = _line_start(text, at)
    depth = _depth(text, start)
    yield from _below(text, start, depth)
    for _ in range(NEAR):
        is_first = text.startswith("- ", start + _indent(text, start))
        if not start or (is_first and depth_only):
            return
        start = _line_start(text, start - 1)
        level = _depth(text, start)
        if level < depth:
            if depth_only:
                return
            depth = level
            yield from _below(text, start, depth)
        if level == depth and (match := _setting(text, start)):
            yield match[2], match.end()


def _below(text: str, start: int, depth: int) -> Iterator[tuple[str, int]]:
    """The keys of that indentation in the lines that follow, up to one of less."""
    for _ in range(NEAR):
        start = text.find("\n", start, start + LONGEST_LINE) + 1
        if not start or _indent(text, start) < depth:
            return
        if _depth(text, start) == depth and (match := _setting(text, start)):
            yield match[2], match.end()


def _setting(text: str, start: int) -> re.Match[str] | None:
    return _SETTING.match(text, start, start + 400)


def _line_start(text: str, at: int) -> int:
    """Where the line of a character begins, or the part of it that is looked at."""
    first = max(0, at - LONGEST_LINE)
    return text.rfind("\n", first, at) + 1 or first


def _indent(text: str, start: int) -> int:
    """The blanks at the start of a line; an empty one is as far in as any."""
    part = text[start : start + 200]
    words = part.lstrip(" \t")
    return 200 if words[:1] in ("\n", "") else len(part) - len(words)


def _depth(text: str, start: int) -> int:
    """The indentation of a line's key, behind the dash of a list."""
    indent = _indent(text, start)
    return indent + 2 if text.startswith("- ", start + indent) else indent
