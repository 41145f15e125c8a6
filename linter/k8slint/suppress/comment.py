"""Comments of a YAML text that are addressed to k8slint.

A `#` inside a quoted or block scalar begins no comment, so the places of scalars are asked of YAML's own scanner; that
costs as much as parsing, and only texts that mention k8slint pay for it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

import yaml
from yaml.tokens import ScalarToken

from k8slint.inputs.build import Parser
from k8slint.inputs.source import Source
from k8slint.inputs.split import Chunk, parts
from k8slint.pattern import regex
from k8slint.record import dataclass

_ADDRESS = regex(r"(?:^|(?<=[ \t]))#[ \t]*k8slint:[ \t]*", re.MULTILINE)
_END = regex(r"[ \t]#|\r?$", re.MULTILINE)
_NO_CONTENT = regex(r"[ \t]*(?:#.*)?|---[ \t]*(?:#.*)?")


@dataclass(frozen=True)
class Comment:
    """The `text` after `# k8slint:`, up to another comment, and the `offset` in the file where it begins.

    `about` is the line that it speaks of, from 1: its own, or, where it stands `alone`, the next that holds anything.
    """

    text: str
    offset: int
    about: int
    alone: bool


def comments(source: Source) -> Iterator[Comment]:
    """The comments of a file, in order. A document that is not valid YAML has none."""
    if "k8slint:" not in source.text:
        return
    for chunk in parts(source.text):
        if "k8slint:" in chunk.text:
            yield from _comments_of(chunk, source)


def _comments_of(chunk: Chunk, source: Source) -> Iterator[Comment]:
    try:
        scalars = _scalars(chunk.text)
    except yaml.YAMLError:
        return
    for found in _ADDRESS.finditer(chunk.text):
        if not _inside(found.start(), scalars):
            end = _END.search(chunk.text, found.end())
            text = chunk.text[found.end() : end.start() if end else None].rstrip()
            offset = chunk.offset + found.end()
            line, column = source.position(chunk.offset + found.start())
            alone = not source.lines[line - 1][: column - 1].strip()
            yield Comment(text, offset, _next_content(source.lines, line) if alone else line, alone)


def _scalars(text: str) -> list[tuple[int, int]]:
    """First and last offset of each scalar. The first line of a block scalar (`|  # comment`) may end in a comment."""
    parser, found = Parser(text), list[tuple[int, int]]()
    while parser.check_token():
        token = parser.get_token()
        if isinstance(token, ScalarToken):
            start, end = token.start_mark.index, token.end_mark.index
            header = text.find("\n", start) if token.style in ("|", ">") else start
            found.append((header if 0 <= header < end else end, end))
    return found


def _inside(offset: int, scalars: list[tuple[int, int]]) -> bool:
    before = bisect_right(scalars, offset, key=lambda scalar: scalar[0]) - 1
    return before >= 0 and offset < scalars[before][1]


def _next_content(lines: tuple[str, ...], after: int) -> int:
    numbers = range(after + 1, len(lines) + 1)
    return next((number for number in numbers if not _NO_CONTENT.fullmatch(lines[number - 1])), after)
