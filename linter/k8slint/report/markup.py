"""Texts of manifests in GitHub's Markdown: they make no link, image, element, mention, reference, emoji or formula.

GitHub and GitLab look for mentions (`@name`), references (`#1`, `!1`, `owner/name@sha`) and addresses in the text that
Markdown has become, where no backslash helps, and leave out code. So what is not a plain word stands in a code span.
Sources: GitHub Flavored Markdown Spec, 6.3 (code spans), 4.10 (tables), 6.9 (autolinks); "Autolinked references and
URLs" in GitHub's documentation; "GitLab Flavored Markdown" in GitLab's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from k8slint.pattern import regex
from k8slint.report.escape import printable

_PLAIN = regex(r"\(?[^\W_](?:[^\W_]|[-=/.,;'()+])*:?\Z")
_LINKED = regex(r"www\.|\bGH-\d|\b[0-9a-f]{7,40}\b", re.IGNORECASE)
_LONGEST = 300


def cell(text: str) -> str:
    """A text in a table's cell, where a pipe would end it. (4.10)"""
    return prose(text).replace("|", "\\|")


def prose(text: str) -> str:
    """A text in one line, behind other words."""
    words = _cut(text).split(" ")
    return " ".join(_words(plain, list(group)) for plain, group in groupby(words, _is_plain))


def code(text: str) -> str:
    """A code span that shows the text as it is. (6.3)"""
    shown = _cut(text)
    ticks = "`" * (_longest_run(shown) + 1)
    pad = " " if shown[:1] in ("`", " ", "") or shown.endswith(("`", " ")) else ""
    return f"{ticks}{pad}{shown}{pad}{ticks}"


def fence(lines: Iterable[str], language: str = "") -> Iterator[str]:
    """A code block that no line in it can end."""
    body = list(lines)
    ticks = "`" * max(3, _longest_run("\n".join(body)) + 1)
    yield from (f"{ticks}{language}", *body, ticks)


def _words(plain: bool, words: list[str]) -> str:
    return " ".join(words) if plain else code(" ".join(words))


def _cut(text: str) -> str:
    return printable(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")


def _is_plain(word: str) -> bool:
    return word == "" or (bool(_PLAIN.match(word)) and not _LINKED.search(word))


def _longest_run(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)
