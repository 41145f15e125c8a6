"""Which findings were known before, and which known ones are gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from k8slint.baseline.entry import Entry
from k8slint.engine import Result
from k8slint.finding import Finding
from k8slint.record import dataclass

T = TypeVar("T")


@dataclass(frozen=True)
class Parted:
    """`new` findings are in no entry, `known` ones are; `gone` are the entries that no finding has."""

    new: tuple[Finding, ...]
    known: tuple[Finding, ...]
    gone: tuple[Entry, ...]


@dataclass(frozen=True)
class Known:
    """The entries of findings that were there before; `root` is the folder from which their files count."""

    root: str
    entries: tuple[Entry, ...] = ()

    def part(self, findings: Sequence[Finding]) -> Parted:
        """By fingerprint first; what is left, by what stays when a list grows. Each entry stands for one finding."""
        new, left = [(finding, Entry.of(finding, self.root)) for finding in findings], list(self.entries)
        for key in (_fingerprint, _likeness):
            new, left = _unmatched(new, left, key)
        fresh = {id(finding) for finding, _ in new}
        return Parted(
            tuple(finding for finding in findings if id(finding) in fresh),
            tuple(finding for finding in findings if id(finding) not in fresh),
            tuple(left),
        )

    def hide(self, result: Result) -> Result:
        """The result without the findings that were there before, which it counts."""
        parted = self.part(result.findings)
        return replace(result, findings=parted.new, baselined=result.baselined + len(parted.known))


def _fingerprint(entry: Entry) -> Hashable:
    return entry.fingerprint


def _likeness(entry: Entry) -> Hashable:
    return entry.likeness


def _unmatched(
    new: list[tuple[Finding, Entry]], entries: list[Entry], key: Callable[[Entry], Hashable]
) -> tuple[list[tuple[Finding, Entry]], list[Entry]]:
    offered, met = Counter(map(key, entries)), Counter(key(entry) for _, entry in new)
    return (
        list(_beyond(new, lambda pair: key(pair[1]), offered)),
        list(_beyond(entries, key, met)),
    )


def _beyond(items: Iterable[T], key: Callable[[T], Hashable], others: Counter[Hashable]) -> Iterator[T]:
    """The items for which there is no other one of the same key left."""
    left = Counter(others)
    for item in items:
        if left[key(item)]:
            left[key(item)] -= 1
        else:
            yield item
