"""Where a template writes out a part of the values: `toYaml .Values.x`, or `toYaml .` inside of `with .Values.x`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from k8slint.inputs.render.template_text import ACTION
from k8slint.pattern import regex

_OPENS = regex(r"\{\{-?\s*(with|range|if|define|block)\b\s*(.*?)\s*-?\}\}", re.DOTALL)
_CLOSES = regex(r"\{\{-?\s*end\b")
_WRITES = regex(r"\b(?:toYaml|tpl)\s+\(?\s*(?:toYaml\s+)?(\$?\.Values\.[\w.]+|\.)(?=[\s)|}-])")
_REBINDS = ("with", "range", "define", "block")


def quoted_values(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The offset of each such action, and the path in the values."""
    blocks: list[tuple[str, str]] = []
    for action in ACTION.finditer(text):
        if _CLOSES.match(action[0]):
            blocks[-1:] = []
        elif opened := _OPENS.match(action[0]):
            blocks.append((opened[1], opened[2]))
        elif written := _WRITES.search(action[0]):
            path = _values_path(written[1] if written[1] != "." else _dot(blocks))
            if path:
                yield action.start(), path


def _dot(blocks: list[tuple[str, str]]) -> str:
    """What `.` stands for: the subject of the innermost block that gives it another meaning."""
    kind, subject = next((block for block in reversed(blocks) if block[0] in _REBINDS), ("", ""))
    return subject if kind == "with" else ""


def _values_path(text: str) -> tuple[str, ...]:
    found = re.fullmatch(r"\$?\.Values\.([\w.]+)", text)
    return tuple(found[1].split(".")) if found else ()
