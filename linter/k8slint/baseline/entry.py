"""A finding as a baseline keeps it: what tells it from others, and what it says for those who read the file."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace

from k8slint.finding import Finding
from k8slint.inputs.part import Part
from k8slint.pattern import regex
from k8slint.record import dataclass

_INDEX = regex(r"\[\d+\]")


@dataclass(frozen=True, order=True)
class Entry:
    """`subject` is the object as its file calls it, or the file where a finding has none; `file` is where it points,
    and `builds` those that show it, if any. Files and builds count from the baseline's folder. `word` is the one
    that is wrong in a text, of which the path tells nothing.

    An entry of version 1 has no file and no word, and as its subject the object as the first build had it.
    """

    subject: str
    rule: str
    path: str
    message: str
    fingerprint: str
    file: str = ""
    builds: tuple[str, ...] = ()
    word: str = ""

    @classmethod
    def of(cls, finding: Finding, root: str) -> Entry:
        """The entry of a finding in a baseline whose folder is `root`."""
        file = relative(finding.location.file, root)
        finding = replace(finding, location=replace(finding.location, file=file))
        subject, builds = str(finding.subject or finding.object or file), relatives(finding.builds, root)
        word = finding.problem.at.words if isinstance(finding.problem.at, Part) else ""
        return cls(subject, finding.rule, finding.path, finding.message, finding.fingerprint, file, builds, word)

    @property
    def shape(self) -> str:
        """The path without the indices of lists, which grow."""
        return _INDEX.sub("[]", self.path)

    @property
    def bare_subject(self) -> str:
        """The object without its namespace; of a file its name without the folder."""
        kind, _, name = self.subject.rpartition(" ")
        return f"{kind} {name.rpartition('/')[2]}"


def relatives(names: Iterable[str], root: str) -> tuple[str, ...]:
    """The same of several, in order."""
    return tuple(sorted(relative(name, root) for name in names))


def relative(file: str, root: str) -> str:
    """A file from a folder on, with slashes, so that it is the same on each machine and from each working folder."""
    try:
        return os.path.relpath(os.path.realpath(file), os.path.realpath(root)).replace(os.sep, "/")
    except ValueError:  # another drive
        return file
