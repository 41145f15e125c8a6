"""The ways in which a finding is known again, the strictest first: what has to be the same, and of which entries."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace

from k8slint.baseline.entry import Entry
from k8slint.baseline.present import Present
from k8slint.finding import Finding
from k8slint.inputs.at import At
from k8slint.record import dataclass


@dataclass(frozen=True)
class Met:
    """A finding of now, as an entry; `former` as version 1 of the file would have it."""

    finding: Finding
    entry: Entry
    former: Entry

    @classmethod
    def of(cls, finding: Finding, root: str) -> Met:
        """A finding for a baseline whose folder is `root`."""
        entry = Entry.of(finding, root)
        return cls(finding, entry, replace(entry, subject=str(finding.object or entry.file)))

    @property
    def is_at_home(self) -> bool:
        """Whether it points into the file that its object is written in, and not into a patch or values."""
        at = self.finding.problem.at
        return not isinstance(at, At) or at.document.written.source.name == at.location.file


Key = Callable[[Entry], Hashable]


@dataclass(frozen=True)
class Likeness:
    """`key` is equal for what is the same, among the entries and findings that are `open` to it."""

    key: Key
    is_open: Callable[[Entry], bool]
    is_fit: Callable[[Met], bool] = lambda met: True
    has_no_file: bool = False

    def of(self, met: Met) -> Hashable:
        """The key of a finding."""
        return self.key(met.former if self.has_no_file else met.entry)


def likenesses(now: Present) -> Iterator[Likeness]:
    """In the file first; then under another namespace; then in another file, where that one is gone; then without.

    What is in another file is another finding as long as the object is still written where the entry has it: folders of
    the same objects are what environments look like.
    """
    yield from (Likeness(_in_file(key), lambda entry: bool(entry.file)) for key in (_same, _grown))
    yield Likeness(_in_file(_place), lambda entry: bool(entry.file))
    yield Likeness(_in_file(_bare), now.lacks_object)
    yield from (Likeness(key, now.lacks_file) for key in (_same, _grown))
    yield from (Likeness(key, now.lacks_object, lambda met: met.is_at_home) for key in (_same, _grown))
    yield Likeness(_place, now.lacks_file)
    yield Likeness(_of_file, now.lacks_file)
    yield from (Likeness(key, _has_no_file, has_no_file=True) for key in (_same, _grown))
    yield Likeness(_place, _has_no_file, has_no_file=True)


def _has_no_file(entry: Entry) -> bool:
    return not entry.file


def _same(entry: Entry) -> Hashable:
    return entry.rule, entry.subject, entry.path, entry.message


def _grown(entry: Entry) -> Hashable:
    """A list has other items before it."""
    return entry.rule, entry.subject, entry.shape, entry.message


def _place(entry: Entry) -> Hashable:
    """Another word is wrong in the same place, or the same is said in other words."""
    return entry.rule, entry.subject, entry.path, entry.word


def _bare(entry: Entry) -> Hashable:
    """The namespace has another name."""
    return entry.rule, entry.bare_subject, entry.path, entry.word


def _of_file(entry: Entry) -> Hashable:
    """A finding of no object, whose file lies in another folder."""
    return entry.rule, entry.bare_subject, entry.path, entry.message, entry.subject == entry.file


def _in_file(key: Key) -> Key:
    return lambda entry: (entry.file, key(entry))
