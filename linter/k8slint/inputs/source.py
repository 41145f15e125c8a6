"""A file as it was read."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from k8slint.inputs.veil import shown_lines
from k8slint.record import dataclass


@dataclass(frozen=True, eq=False)
class Source:
    """One input file: `name` as the user wrote its path (`<stdin>` for standard input), and its text.

    A line ends at a line feed, as editors and review tools count. YAML 1.1 ends lines at other characters too (a lone
    carriage return, NEL, LS, PS), which is why places are kept as offsets in the text and not as YAML's own lines.
    """

    name: str
    text: str

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines without their ends, as reports may show them: asterisks stand for the values of Secrets."""
        return tuple(line.removesuffix("\r") for line in shown_lines(self.text))

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a character, both from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """The character at a line and column, both from 1."""
        return self._starts[line - 1] + column - 1
