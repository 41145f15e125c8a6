"""What a set of fixes would do, tried before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from k8slint.config import Config
from k8slint.fix.candidate import Candidate
from k8slint.fix.change import changed
from k8slint.fix.widening import widens
from k8slint.inputs.document import Document
from k8slint.inputs.node import Value
from k8slint.inputs.reading import Reading
from k8slint.inputs.reread import reread
from k8slint.model.cluster import Cluster
from k8slint.parse.cluster import parse_cluster
from k8slint.record import dataclass

WIDENS = "it lets through more than before: --unsafe-fixes"
SPREADS = "the text there means more than one value (an anchor)"


@dataclass(frozen=True)
class Trial:
    """`first` is what was read, `now` what it has become; `unsafe` allows that access widens."""

    first: Reading
    now: Reading
    config: Config
    unsafe: bool

    def parted(self, wanted: Sequence[Candidate]) -> tuple[list[Candidate], dict[Candidate, str]]:
        """Those that can be carried out together, and the others with the reason."""
        accepted: list[Candidate] = []
        refused: dict[Candidate, str] = {}
        waiting = [list(wanted)] if wanted else []
        while waiting:
            some = waiting.pop()
            reason = self._objection([*accepted, *some])
            if reason is None:
                accepted += some
            elif len(some) == 1:
                refused[some[0]] = reason
            else:
                middle = len(some) // 2
                waiting += [some[middle:], some[:middle]]
        return accepted, refused

    def after(self, some: Iterable[Candidate]) -> Reading:
        """The reading with the changes of some."""
        return reread(self.now, changed(self.now.sources, (change for each in some for change in each.changes)))

    def _objection(self, some: Sequence[Candidate]) -> str | None:
        after = self.after(some)
        if not _is_exact(self.now.documents, after.documents, sum(len(set(each.changes)) for each in some)):
            return SPREADS
        return WIDENS if not self.unsafe and widens(self._before, parse_cluster(after, self.config)) else None

    @cached_property
    def _before(self) -> Cluster:
        return parse_cluster(self.first, self.config)


def _is_exact(before: Sequence[Document], after: Sequence[Document], changes: int) -> bool:
    """Whether there are as many objects as before, in which at most so many values differ."""
    pairs = [(a.root, b.root) for a, b in zip(before, after, strict=False) if a is not b]
    return len(before) == len(after) and sum(_differing(a, b) for a, b in pairs) <= changes


def _differing(a: Value, b: Value) -> int:
    """The scalars that differ among those that both have."""
    if isinstance(a, dict) and isinstance(b, dict):
        return sum(_differing(value, b[key]) for key, value in a.items() if key in b)
    if isinstance(a, list) and isinstance(b, list):
        return sum(map(_differing, a, b)) if len(a) == len(b) else 0
    return int(a != b) if not isinstance(a, dict | list) and not isinstance(b, dict | list) else 0
