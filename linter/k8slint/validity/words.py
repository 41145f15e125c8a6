"""Words for values, types and fields, as findings say them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from k8slint.inputs.at import Step

_LONGEST = 60
_KINDS = {dict: "a map", list: "a list", str: "text", bool: "a boolean", int: "a number", float: "a number"}
_WANTED = {"object": "a map", "array": "a list", "string": "text", "integer": "an integer", "boolean": "true or false"}


def noun(path: Sequence[Step], whole: str) -> str:
    """What a path is called: its last field, with the index of a list item. `whole` is for the empty path."""
    last = next((i for i in range(len(path) - 1, -1, -1) if isinstance(path[i], str)), None)
    if last is None:
        return whole
    return f"{path[last]}" + "".join(f"[{step}]" for step in path[last + 1 :])


def shown(value: Any) -> str:
    """A scalar as written, cut where it is long, in quotes where it has blanks at an end; maps and lists by type."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return kind_of(value)
    text = str(value)
    if text != text.strip():
        text = f'"{text}"'
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def kind_of(value: Any) -> str:
    """The type of a value."""
    return _KINDS.get(type(value)) or next(word for kind, word in _KINDS.items() if isinstance(value, kind))


def wanted(types: str | list[str]) -> str:
    """The types that a schema asks for."""
    return listed([_WANTED[name] for name in ([types] if isinstance(types, str) else types)])


def listed(words: Iterable[str], last: str = "or") -> str:
    """`TCP, UDP or SCTP`."""
    found = list(words)
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} {last} {found[-1]}" if found else ""
