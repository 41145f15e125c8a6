"""What k8slint says: a rule yields Problems, the engine signs each as a Finding. Both are born complete."""

from __future__ import annotations

import hashlib
from dataclasses import field, replace
from enum import IntEnum, StrEnum
from typing import Any

from k8slint.inputs.at import At, Location
from k8slint.record import dataclass


class Severity(IntEnum):
    """How much a finding matters, in rising order. (contract: `severity`)"""

    INFO = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()

    @classmethod
    def named(cls, name: str) -> Severity:
        """The severity of that name, in lower case."""
        return cls[name.upper()]


class Verdict(StrEnum):
    """How sure a finding is. (contract: `verdict`)"""

    PROVEN = "proven"
    ASSUMED = "assumed"


@dataclass(frozen=True)
class ObjectRef:
    """An object by its API identity; `namespace` is None for cluster-scoped kinds."""

    api_version: str
    kind: str
    namespace: str | None
    name: str

    def __str__(self) -> str:
        return f"{self.kind} {self.namespace}/{self.name}" if self.namespace else f"{self.kind} {self.name}"


@dataclass(frozen=True)
class Related:
    """Another place that belongs to a finding, in its own words."""

    at: At | Location
    message: str

    @property
    def location(self) -> Location:
        """Where it is."""
        return self.at.location if isinstance(self.at, At) else self.at


@dataclass(frozen=True)
class Edit:
    """Replace the text at a location."""

    location: Location
    replacement: str


@dataclass(frozen=True)
class Fix:
    """The edits that mend a finding; `safe` is false where they widen access or may not be meant."""

    description: str
    edits: tuple[Edit, ...]
    safe: bool = True

    @classmethod
    def replace(cls, at: At, text: str, description: str) -> Fix:
        """The fix that replaces one scalar; `text` is YAML, quoted by the caller where it must be."""
        return cls(description, (Edit(at.location, text),))


@dataclass(frozen=True)
class Problem:
    """What a rule yields: where and what. `severity` where it differs from the rule's level.

    `object` is the object that is at fault; by default the one in whose document `at` lies.
    """

    at: At | Location
    message: str
    severity: Severity | None = None
    verdict: Verdict = Verdict.PROVEN
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    witness: dict[str, Any] | None = None
    object: ObjectRef | None = None

    @property
    def without_edits(self) -> Problem:
        """The same with the words of its fix only, where an edit would not do what they say."""
        return replace(self, fix=replace(self.fix, edits=())) if self.fix and self.fix.edits else self


@dataclass(frozen=True)
class Finding:
    """A problem, signed: rule, level, object and place.

    `subject` is the object as its file calls it, where builds give it other names; `builds` name those that show it.
    """

    problem: Problem
    rule: str
    severity: Severity
    object: ObjectRef | None
    location: Location
    occurrence: int = 0
    subject: ObjectRef | None = None
    builds: tuple[str, ...] = ()
    path: str = field(init=False, default="")

    def __post_init__(self) -> None:
        at = self.problem.at
        object.__setattr__(self, "path", at.dotted if isinstance(at, At) else "")

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        return self.problem.message

    @property
    def order(self) -> tuple[str, int, int, str, str, Location]:
        """File, line, column, rule: the order of every report. (contract: `findings`)"""
        at = self.location
        return (at.file, at.line, at.column, self.rule, self.message, at)

    @property
    def fingerprint(self) -> str:
        """Stable when lines move: rule, object as it is written, path, and which one where several share those."""
        ref = self.subject or self.object
        subject, api = (str(ref), ref.api_version) if ref else (self.location.file, "")
        parts = "\0".join((self.rule, api, subject, self.path, str(self.occurrence)))
        return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:32]
