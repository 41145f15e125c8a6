"""A file as it was read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, eq=False)
class Source:
    """One input file: `name` as the user wrote its path (`<stdin>` for standard input), and its text."""

    name: str
    text: str

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines without their ends, split where YAML splits them."""
        return tuple(line.removesuffix("\r") for line in self.text.split("\n"))
