"""One rule that is ignored in one place, and the three ways to say which findings that covers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from typing import TypeAlias

from k8slint.finding import ObjectRef
from k8slint.inputs.at import At, Location
from k8slint.inputs.document import Document


@dataclass(frozen=True, slots=True)
class OnLine:
    """What stands in one line; `line` counts from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"in line {self.line}"


@dataclass(frozen=True, slots=True)
class OnObject:
    """Whatever is wrong with one object."""

    document: Document
    ref: ObjectRef

    def __str__(self) -> str:
        return f"in {self.ref}"


@dataclass(frozen=True, slots=True)
class Matching:
    """An entry of the configuration: objects (`Kind namespace/name`) and files by patterns, empty for all.

    `met` tells whether anything in the input matches, `whole` whether the input is all that the configuration is for.
    """

    objects: tuple[str, ...]
    paths: tuple[str, ...]
    met: bool
    whole: bool

    def __str__(self) -> str:
        return "in " + " or ".join(self.objects or self.paths)


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


@dataclass(frozen=True, slots=True)
class Misspelt:
    """A comment or annotation that is addressed to k8slint and names no rule; `message` says what is wanted."""

    at: At | Location
    object: ObjectRef | None
    message: str
