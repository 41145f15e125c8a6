"""What a run can say of a baseline's entries: nothing of rules that did not run and of files that were not read."""

from __future__ import annotations

import os
from collections.abc import Iterable

from k8slint.baseline.entry import Entry, relative
from k8slint.baseline.known import Known
from k8slint.engine import Result, selected_rules
from k8slint.record import dataclass
from k8slint.rule import load_rules


@dataclass(frozen=True)
class Scope:
    """`silent` are the rules that did not run, `subjects` the objects and files that were checked.

    `whole` tells whether all of the baseline's folder was: then what is not among the subjects is gone.
    """

    silent: frozenset[str]
    subjects: frozenset[str]
    whole: bool

    @classmethod
    def of(cls, result: Result, known: Known) -> Scope:
        """The scope of a run for a baseline."""
        cluster = result.cluster
        ran = {rule.name for rule in selected_rules(cluster.config)} - {crash.rule for crash in result.crashes}
        objects = {str(meta.ref) for meta in cluster.metas}
        files = {relative(source.name, known.root) for source in cluster.reading.sources}
        silent = frozenset(rule.name for rule in load_rules()) - ran
        return cls(silent, frozenset(objects | files), _covers(cluster.reading.paths, known.root))

    def gone(self, result: Result, known: Known) -> tuple[Entry, ...]:
        """The entries whose findings there are no longer."""
        return tuple(entry for entry in known.part(result.findings).gone if self.covers(entry))

    def covers(self, entry: Entry) -> bool:
        """Whether a finding of that entry would have been met."""
        return entry.rule not in self.silent and (self.whole or entry.subject in self.subjects)


def _covers(paths: Iterable[str], folder: str) -> bool:
    real = os.path.realpath(folder)
    return any(f"{real}{os.sep}".startswith(f"{os.path.realpath(path)}{os.sep}") for path in paths)
