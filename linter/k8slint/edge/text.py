"""What a container is told after `$(VAR)` was replaced, with the place where each run of characters is written."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping

from k8slint.inputs.at import At
from k8slint.inputs.part import Part
from k8slint.model.told import Told
from k8slint.record import dataclass

LONGEST = 20_000
"""Characters up to which references are replaced, so that variables that name each other do not grow without end."""

_REFERENCE = re.compile(r"\$(?:\$|\(([A-Za-z_][A-Za-z0-9_.-]*)\))")
_SHELL_REFERENCE = re.compile(r"\$(?:\$|\(([A-Za-z_][A-Za-z0-9_.-]*)\)|\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))")


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
    pattern = _SHELL_REFERENCE if in_shell else _REFERENCE
    parts: list[str] = []
    runs: list[Run] = []
    last = length = 0

    def add(text: str, new: list[Run]) -> None:
        nonlocal length
        parts.append(text)
        runs.extend(new)
        length += len(text)

    for match in pattern.finditer(told.text):
        add(told.text[last : match.start()], [Run(length, told.at, told.start + last)])
        name = next((group for group in match.groups() if group), "")
        if name in variables:
            known = variables[name]
            add(known.text, [Run(length + r.start, r.at, r.origin, r.reference) for r in known.runs])
        elif name in services:
            place = told.start + match.start()
            add(services[name], [Run(length, told.at, place, len(match[0]))])
        elif match[0] == "$$":
            add("$", [Run(length, told.at, told.start + match.start())])
        else:
            add(match[0], [Run(length, told.at, told.start + match.start())])
        last = match.end()
        if length > LONGEST:
            return Text.of(told)
    add(told.text[last:], [Run(length, told.at, told.start + last)])
    return Text(told.key, "".join(parts), tuple(runs))
