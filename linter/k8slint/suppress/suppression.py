"""One rule that is ignored in one place, and the three ways to say which findings that covers."""

from __future__ import annotations

from datetime import date
from fnmatch import fnmatchcase
from typing import TypeAlias

from k8slint.finding import Finding, ObjectRef
from k8slint.inputs.at import At, Location
from k8slint.inputs.document import Document
from k8slint.inputs.path_filter import PathFilter
from k8slint.record import dataclass


@dataclass(frozen=True)
class OnLine:
    """What stands in one line; `line` counts from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"in line {self.line}"


@dataclass(frozen=True)
class OnObject:
    """Whatever is wrong with one object."""

    document: Document
    ref: ObjectRef

    def __str__(self) -> str:
        return f"in {self.ref}"


@dataclass(frozen=True)
class Matching:
    """An entry of the configuration: objects (`Kind namespace/name`) by patterns, empty for all, and files.

    `met` tells whether anything in the input matches, `whole` whether the input is all that the configuration is for.
    """

    objects: tuple[str, ...]
    files: PathFilter
    met: bool
    whole: bool

    def covers(self, finding: Finding) -> bool:
        """Whether the finding's object and file match."""
        if self.objects and not (finding.object and matches_object(self.objects, finding.object)):
            return False
        return self.files.admits(self.files.relative(finding.location.file))

    @property
    def patterns(self) -> str:
        """The objects, or where they are not restricted the files."""
        return " or ".join(self.objects or self.files.include)

    def __str__(self) -> str:
        return f"in {self.patterns}"


Scope: TypeAlias = OnLine | OnObject | Matching


@dataclass(frozen=True, eq=False)
class Suppression:
    """`rule` is a name, in the configuration a pattern; `at` is where it is written, `object` the object there."""

    rule: str
    reason: str
    at: At | Location
    scope: Scope
    object: ObjectRef | None = None
    expires: date | None = None
    expires_at: Location | None = None

    def names(self, rule: str) -> bool:
        """Whether it is about that rule."""
        return self.rule == rule or fnmatchcase(rule, self.rule)

    def has_expired(self, today: date | None) -> bool:
        """Whether it no longer holds; `expires` is the last day on which it does."""
        return today is not None and self.expires is not None and self.expires < today


@dataclass(frozen=True)
class Misspelt:
    """A comment or annotation that is addressed to k8slint and names no rule; `message` says what is wanted."""

    at: At | Location
    object: ObjectRef | None
    message: str


def matches_object(patterns: tuple[str, ...], ref: ObjectRef) -> bool:
    """Whether an object is `Kind namespace/name` after one of the patterns."""
    return any(fnmatchcase(str(ref), pattern) for pattern in patterns)
