"""Which findings were known before, and which known ones are gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import replace

from k8slint.baseline.entry import Entry
from k8slint.baseline.likeness import Likeness, Met, likenesses
from k8slint.baseline.present import Present
from k8slint.engine import Result
from k8slint.finding import Finding
from k8slint.record import dataclass


@dataclass(frozen=True)
class Parted:
    """`new` findings are in no entry, `known` ones are; `gone` are the entries that no finding has."""

    new: tuple[Finding, ...]
    known: tuple[Finding, ...]
    gone: tuple[Entry, ...]


@dataclass(frozen=True)
class Known:
    """The entries of findings that were there before; `root` is the folder from which their files count.

    `builds` are those that there were: one that a finding did not have, and now has, makes it new. A baseline does not
    know them, so that a new overlay of an old base brings nothing new.
    """

    root: str
    entries: tuple[Entry, ...] = ()
    builds: frozenset[str] = frozenset()

    def part(self, result: Result) -> Parted:
        """The strictest likeness first. Each entry stands for one finding."""
        left, entries = [Met.of(finding, self.root) for finding in result.findings], list(self.entries)
        pairs: list[tuple[Met, Entry]] = []
        for likeness in likenesses(Present(result, self.root)) if left else ():
            found = _paired(left, entries, likeness)
            pairs += found
            mets, taken = ({id(pair[side]) for pair in found} for side in (0, 1))
            left = [met for met in left if id(met) not in mets]
            entries = [entry for entry in entries if id(entry) not in taken]
        known = {id(met.finding) for met, entry in pairs if not self._spreads(met, entry)}
        return Parted(
            tuple(finding for finding in result.findings if id(finding) not in known),
            tuple(finding for finding in result.findings if id(finding) in known),
            tuple(entries),
        )

    def hide(self, result: Result) -> Result:
        """The result without the findings that were there before, which it counts."""
        parted = self.part(result)
        return replace(result, findings=parted.new, baselined=result.baselined + len(parted.known))

    def _spreads(self, met: Met, entry: Entry) -> bool:
        """Whether a build that was right is wrong now, in a place where others were before."""
        return bool(entry.builds and self.builds & set(met.entry.builds) - set(entry.builds))


def _paired(left: list[Met], entries: list[Entry], likeness: Likeness) -> list[tuple[Met, Entry]]:
    offered: dict[Hashable, list[Entry]] = defaultdict(list)
    for entry in reversed(entries):
        if likeness.is_open(entry):
            offered[likeness.key(entry)].append(entry)
    if not offered:
        return []
    fitting = (met for met in left if likeness.is_fit(met))
    return [(met, offered[key].pop()) for met in fitting if offered.get(key := likeness.of(met))]
