"""What went wrong while reading, or was met and not read. Rules turn faults into findings."""

from __future__ import annotations

from enum import Enum

from k8slint.inputs.at import Location
from k8slint.record import dataclass


class FaultKind(Enum):
    """Why something in the input is not a document; each is the subject of one rule."""

    UNREADABLE = "unreadable"
    SYNTAX = "syntax"
    DUPLICATE_KEY = "duplicate key"
    TEMPLATE = "template"
    NOT_RENDERED = "kustomization not rendered"
    BUILD_FAILS = "kustomization build fails"
    CHART_FAILS = "chart render fails"


@dataclass(frozen=True)
class Fault:
    """One of them, with a sentence for people; `first` is the other end where there are two."""

    kind: FaultKind
    at: Location
    message: str
    first: Location | None = None

    @property
    def fatal(self) -> bool:
        """Whether something could not be read at all (exit status 2)."""
        return self.kind in (FaultKind.UNREADABLE, FaultKind.SYNTAX)
