"""Comments of a YAML text that are addressed to k8slint.

A `#` inside a quoted or block scalar begins no comment, so the places of scalars are asked of YAML's own scanner; that
costs as much as parsing, and only texts that mention k8slint pay for it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import yaml
from yaml.tokens import ScalarToken

from k8slint.inputs.build import Parser
from k8slint.inputs.source import Source
from k8slint.inputs.split import Chunk, parts

_ADDRESS = re.compile(r"(?:^|(?<=[ \t]))#[ \t]*k8slint:[ \t]*")
_NEXT_COMMENT = re.compile(r"[ \t]#")
_NO_CONTENT = re.compile(r"[ \t]*(?:#.*)?|---[ \t]*(?:#.*)?")

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Comment:
    """The `text` after `# k8slint:`, up to another comment, and where it stands; `line` and `column` count from 0.

    `about` is the line that it speaks of: its own, or, where it stands alone, the next one that holds anything.
    """

    text: str
    line: int
    column: int
    about: int


def comments(source: Source) -> Iterator[Comment]:
    """The comments of a file, in order. A document that is not valid YAML has none."""
    if "k8slint:" not in source.text:
        return
    for chunk in parts(source.text):
        if "k8slint:" in chunk.text:
            yield from _comments_of(chunk, source)


def _comments_of(chunk: Chunk, source: Source) -> Iterator[Comment]:
    first = source.position(chunk.offset)[0] - 1
    try:
        scalars = _scalars(chunk.text)
    except yaml.YAMLError:
        return
    for number, line in enumerate(chunk.text.split("\n")):
        for found in _ADDRESS.finditer(line):
            if not _inside((number, found.start()), scalars):
                here, alone = number + first, not line[: found.start()].strip()
                text = _NEXT_COMMENT.split(line[found.end() :], maxsplit=1)[0].rstrip()
                yield Comment(text, here, found.end(), _next_content(source.lines, here) if alone else here)


def _scalars(text: str) -> list[tuple[Place, Place]]:
    """First and last place of each scalar. The first line of a block scalar (`|  # comment`) may end in a comment."""
    parser, found = Parser(text), list[tuple[Place, Place]]()
    while parser.check_token():
        token = parser.get_token()
        if isinstance(token, ScalarToken):
            start, end = token.start_mark, token.end_mark
            begin = (start.line + 1, 0) if token.style in ("|", ">") else (start.line, start.column)
            found.append((begin, (end.line, end.column)))
    return found


def _inside(place: Place, scalars: list[tuple[Place, Place]]) -> bool:
    before = bisect_right(scalars, place, key=lambda scalar: scalar[0]) - 1
    return before >= 0 and place < scalars[before][1]


def _next_content(lines: tuple[str, ...], after: int) -> int:
    numbers = range(after + 1, len(lines))
    return next((n for n in numbers if not _NO_CONTENT.fullmatch(lines[n].removesuffix("\r"))), after)
