"""What a run can say of a baseline's entries: nothing of rules that did not run and of files that were not read."""

from __future__ import annotations

import os
from collections.abc import Iterable

from k8slint.baseline.entry import Entry
from k8slint.baseline.known import Known
from k8slint.baseline.present import Present
from k8slint.engine import Result, selected_rules
from k8slint.record import dataclass
from k8slint.rule import load_rules


@dataclass(frozen=True)
class Scope:
    """`silent` are the rules that did not run, `present` what was checked.

    `whole` tells whether all of the baseline's folder was: then what is not present is gone.
    """

    silent: frozenset[str]
    present: Present
    whole: bool

    @classmethod
    def of(cls, result: Result, known: Known) -> Scope:
        """The scope of a run for a baseline."""
        ran = {rule.name for rule in selected_rules(result.cluster.config)} - {crash.rule for crash in result.crashes}
        silent = frozenset(rule.name for rule in load_rules()) - ran
        return cls(silent, Present(result, known.root), _covers(result.cluster.reading.paths, known.root))

    def gone(self, result: Result, known: Known) -> tuple[Entry, ...]:
        """The entries whose findings there are no longer."""
        return tuple(entry for entry in known.part(result).gone if self.covers(entry))

    def covers(self, entry: Entry) -> bool:
        """Whether a finding of that entry would have been met."""
        return entry.rule not in self.silent and (self.whole or (self._reads(entry) and self._builds(entry)))

    def _reads(self, entry: Entry) -> bool:
        if entry.file and not self.present.lacks_file(entry):
            return entry.file in self.present.files
        return entry.subject in self.present.subjects

    def _builds(self, entry: Entry) -> bool:
        """Whether all builds that showed it were made, of those that there still are."""
        return all(build in self.present.builds or not self.present.holds(build) for build in entry.builds)


def _covers(paths: Iterable[str], folder: str) -> bool:
    real = os.path.realpath(folder)
    return any(f"{real}{os.sep}".startswith(f"{os.path.realpath(path)}{os.sep}") for path in paths)
