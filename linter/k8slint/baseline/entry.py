"""A finding as a baseline keeps it: what tells it from others, and what it says for those who read the file."""

from __future__ import annotations

import os
from dataclasses import replace

from k8slint.finding import Finding
from k8slint.pattern import regex
from k8slint.record import dataclass

_INDEX = regex(r"\[\d+\]")


@dataclass(frozen=True, order=True)
class Entry:
    """`subject` is the object, or the file where a finding has none; files count from the baseline's folder."""

    subject: str
    rule: str
    path: str
    message: str
    fingerprint: str

    @classmethod
    def of(cls, finding: Finding, root: str) -> Entry:
        """The entry of a finding in a baseline whose folder is `root`."""
        if finding.object is None:
            place = replace(finding.location, file=relative(finding.location.file, root))
            finding = replace(finding, location=place)
        subject = str(finding.object or finding.location.file)
        return cls(subject, finding.rule, finding.path, finding.message, finding.fingerprint)

    @property
    def likeness(self) -> tuple[str, ...]:
        """What stays when an item is added before its own in a list, or the API version changes."""
        return self.subject, self.rule, _INDEX.sub("[]", self.path), self.message


def relative(file: str, root: str) -> str:
    """A file from a folder on, with slashes, so that it is the same on each machine and from each working folder."""
    try:
        return os.path.relpath(os.path.realpath(file), os.path.realpath(root)).replace(os.sep, "/")
    except ValueError:  # another drive
        return file
