"""What the user decided: `.k8slint.yaml` and the options of the command line, as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Any

from k8slint.inputs.at import Location
from k8slint.inputs.path_filter import PathFilter
from k8slint.inputs.render.rendering import Rendering
from k8slint.inputs.source import Source
from k8slint.profile import Profile
from k8slint.record import dataclass


@dataclass(frozen=True)
class RuleSetting:
    """One rule's entry: `enabled` and `level` (error, warning, info) where set, and the rule's own parameters."""

    enabled: bool | None = None
    level: str | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ExternalPort:
    """A port of an external object."""

    number: int
    name: str | None = None
    protocol: str = "TCP"


@dataclass(frozen=True)
class External:
    """An object that exists in the cluster though it is not in the input.

    `ports` are those of a Service, or of the containers of a workload; without any they are not known. `labels` are
    the object's own, of a workload those of its pods. `at` is where it is declared.
    """

    kind: str
    name: str
    namespace: str = "default"
    ports: tuple[ExternalPort, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    at: Location | None = None


@dataclass(frozen=True)
class Ignored:
    """An entry of `ignore`: findings that are known and accepted.

    `rules`, `objects` (`Kind namespace/name`) and `paths` are patterns; an empty tuple stands for all. It holds up to
    and including `expires`. `at` is where it is written.
    """

    rules: tuple[str, ...]
    reason: str
    at: Location
    objects: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    expires: date | None = None
    expires_at: Location | None = None


@dataclass(frozen=True)
class Config:
    """All of it, with defaults that suit a repository without a configuration.

    `source` is the file that it was read from; `today` decides which entries of `ignored` have expired (None: none).
    `baseline` is the file of known findings, `context` the paths of objects that exist without being under review.
    """

    rules: Mapping[str, RuleSetting] = field(default_factory=dict)
    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    ignored: tuple[Ignored, ...] = ()
    paths: PathFilter = field(default_factory=PathFilter)
    rendering: Rendering = field(default_factory=Rendering)
    namespace: str = "default"
    complete: bool | frozenset[str] = False
    external: tuple[External, ...] = ()
    profile: Profile = field(default_factory=Profile)
    fail_on: str = "error"
    source: Source | None = None
    today: date | None = None
    baseline: str | None = None
    context: tuple[str, ...] = ()

    def is_complete(self, namespace: str | None) -> bool:
        """Whether the input is declared to hold everything in that namespace."""
        return self.complete if isinstance(self.complete, bool) else namespace in self.complete
