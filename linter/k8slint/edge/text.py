"""What a container is told after `$(VAR)` was replaced, with the place where each run of characters is written."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping

from k8slint.inputs.at import At
from k8slint.inputs.part import Part
from k8slint.model.told import Told
from k8slint.pattern import regex
from k8slint.record import dataclass

LONGEST = 20_000
"""Characters up to which references are replaced, so that variables that name each other do not grow without end."""

_REFERENCE = regex(r"\$(?:\$|\(([A-Za-z_][A-Za-z0-9_.-]*)\))")
_SHELL_REFERENCE = regex(r"\$(?:\$|\(([A-Za-z_][A-Za-z0-9_.-]*)\)|\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))")


@dataclass(frozen=True)
class Run:
    """Characters from `start` of a text on: those of a scalar from `origin` on, or all of them one reference in it."""

    start: int
    at: At
    origin: int
    reference: int = 0
    """The length of the reference that they stand for; 0 where they are written as they are."""

    def place(self, start: int, end: int) -> At:
        """Where the characters between two offsets of the text are written."""
        if self.reference:
            return Part(self.at, self.origin, self.origin + self.reference)
        return Part(self.at, self.origin + start - self.start, self.origin + end - self.start)


@dataclass(frozen=True)
class Text:
    """`key` names it, as with Told; `runs` are in the order of the text, the first of them at its start."""

    key: str
    text: str
    runs: tuple[Run, ...]

    @classmethod
    def of(cls, told: Told) -> Text:
        """What is told, as it is written."""
        return cls(told.key, told.text, (Run(0, told.at, told.start),))

    @property
    def is_file(self) -> bool:
        """Whether it has several lines, with keys of their own."""
        return "\n" in self.text.strip()

    @property
    def is_free(self) -> bool:
        """Whether it is more than one word, so that a colon may stand for anything."""
        return len(self.text.split(None, 1)) > 1

    def at(self, start: int, end: int) -> At:
        """Where the characters between two offsets are written, with the references between them.

        Where the last of them are written elsewhere, the place of the first stands for them.
        """
        first, last = self._run(start), self._run(end - 1)
        if self.runs[first].reference or first == last:
            return self.runs[first].place(start, end)
        if self.runs[last].at == self.runs[first].at and not self.runs[last].reference:
            return self.runs[first].place(start, start + self._written(first, start, last, end))
        return self.runs[first].place(start, self.runs[first + 1].start)

    def _run(self, at: int) -> int:
        return bisect_right(self.runs, at, key=lambda run: run.start) - 1

    def _written(self, first: int, start: int, last: int, end: int) -> int:
        """How many characters of one scalar stand for those between two offsets."""
        run, other = self.runs[first], self.runs[last]
        return (other.origin + end - other.start) - (run.origin + start - run.start)


def expanded(told: Told, variables: Mapping[str, Text], services: Mapping[str, str], in_shell: bool = False) -> Text:
    """The text with the references that are known; others stay, and `$$` is a dollar sign.

    Variables that a Service gives to the pods of its namespace (`CART_SERVICE_HOST`) are in `services`: they are
    written nowhere, so the reference stands for them. (Kubernetes documentation: "Define Dependent Environment
    Variables"; "Environment variables", discovering Services)
    """
    if "$" not in told.text or len(told.text) > LONGEST:
        return Text.of(told)
    known = {**{name: Text(name, host, ()) for name, host in services.items()}, **variables}
    pieces, last, length = [], 0, 0
    for match in (_SHELL_REFERENCE if in_shell else _REFERENCE).finditer(told.text):
        pieces += [_written(told, last, match.start()), _replaced(told, match, known)]
        length += sum(len(piece.text) for piece in pieces[-2:])
        last = match.end()
        if length > LONGEST:
            return Text.of(told)
    return _joined(told.key, [*pieces, _written(told, last, len(told.text))])


def _written(told: Told, start: int, end: int) -> Text:
    return Text(told.key, told.text[start:end], (Run(0, told.at, told.start + start),))


def _replaced(told: Told, match: re.Match[str], known: Mapping[str, Text]) -> Text:
    """What a reference stands for; the text of a variable that is written nowhere has the reference as its place."""
    found = known.get(next((group for group in match.groups() if group), ""))
    place = told.start + match.start()
    if found is None:
        text = "$" if match[0] == "$$" else match[0]
        return Text(told.key, text, (Run(0, told.at, place),))
    return found if found.runs else Text(told.key, found.text, (Run(0, told.at, place, len(match[0])),))


def _joined(key: str, pieces: list[Text]) -> Text:
    runs, length = [], 0
    for piece in pieces:
        runs += [Run(length + run.start, run.at, run.origin, run.reference) for run in piece.runs if piece.text]
        length += len(piece.text)
    return Text(key, "".join(piece.text for piece in pieces), tuple(runs))
