"""`rule, rule -- reason`, as comments and annotations have it."""

from __future__ import annotations

from k8slint.pattern import regex
from k8slint.record import dataclass

_NAME = regex(r"\w[\w-]*")
_NAMES = regex(rf"\s*{_NAME.pattern}(?:\s*,\s*{_NAME.pattern})*")


@dataclass(frozen=True)
class Directive:
    """`rules` with the column of each, counted from the text's first character."""

    rules: tuple[tuple[str, int], ...]
    reason: str


def parse_directive(text: str) -> Directive:
    """Rules separated by commas; whatever follows is the reason, with or without `--` before it."""
    found = _NAMES.match(text)
    names = _NAME.finditer(text, 0, found.end()) if found else ()
    reason = text[found.end() :] if found else text
    return Directive(tuple((name[0], name.start()) for name in names), reason.strip().removeprefix("--").strip())
