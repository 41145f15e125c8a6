"""Names and values come from anyone's manifest: nothing of them may act on a terminal, a build log or a viewer."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

from k8slint.pattern import regex

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})

# Build services carry out `##[command]` (GitHub's runner, Azure Pipelines) and `##vso[command]` anywhere in a line, and
# `::command::` where a line begins. Matches end behind the character to change.
_ANYWHERE = r"##(?=\w*\[)"
_LOG_COMMAND = regex(rf"{_ANYWHERE}|\A\s*::(?=[A-Za-z-]+(?:\s|::|\Z))")


def printable(text: str) -> str:
    """The text with control, format (such as right-to-left override) and surrogate characters made visible."""
    if text.isascii() and text.isprintable() and "##" not in text and "::" not in text:
        return text
    return "".join(visible(text))


def visible(text: str) -> list[str]:
    """What `printable` makes of each character of the text, so that columns can be counted."""
    shown = [_visible(c) if unicodedata.category(c) in _HIDDEN else c for c in text]
    for command in _LOG_COMMAND.finditer(text):
        shown[command.end() - 1] = _visible(command[0][-1])
    return shown


def to_json(value: Any, indent: int | None = 2) -> str:
    """JSON in ASCII, keys in the given order."""
    text = json.dumps(value, indent=indent)
    if "\\ud" in text:  # a surrogate: half of a pair, or alone
        text = json.dumps(_encodable(value), indent=indent)
    return re.sub(_ANYWHERE, r"#\\u0023", text) + "\n"


def _encodable(value: Any) -> Any:
    """The value with lone surrogates (from file names that are not UTF-8) replaced: strict readers refuse them."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {_encodable(key): _encodable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_encodable(item) for item in value]
    return value


def _visible(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
