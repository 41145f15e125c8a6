"""One command that somebody may run, and what its answer tells."""

from __future__ import annotations

from dataclasses import field

from k8slint.path.hop import HopKind
from k8slint.record import dataclass


class Filled(str):
    """A word with a shell variable in it, which an earlier command has set: `before`, `$variable`, `after`."""

    before: str
    variable: str
    after: str

    def __new__(cls, variable: str, before: str = "", after: str = "") -> Filled:
        made = super().__new__(cls, f"{before}${variable}{after}")
        made.before, made.variable, made.after = before, variable, after
        return made


@dataclass(frozen=True)
class Command:
    """`purpose` says what is asked, `good` and `bad` what to make of the answer, where that is not plain.

    `confirms` are the hops that it tells something about. Where `sets` is given, what the command prints becomes the
    value of that shell variable.
    """

    purpose: str
    argv: tuple[str, ...]
    good: str = ""
    bad: str = ""
    confirms: frozenset[HopKind] = field(default=frozenset())
    sets: str | None = None

    @property
    def variables(self) -> frozenset[str]:
        """The shell variables that have to be set before it runs."""
        return frozenset(word.variable for word in self.argv if isinstance(word, Filled))
