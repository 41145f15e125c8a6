"""What the user decided: `.k8slint.yaml` and the options of the command line, as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from k8slint.inputs.walk import PathFilter
from k8slint.profile import Profile


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """One rule's entry: `enabled` and `level` (error, warning, info) where set, and the rule's own parameters."""

    enabled: bool | None = None
    level: str | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class External:
    """An object that exists in the cluster though it is not in the input."""

    kind: str
    name: str
    namespace: str = "default"
    ports: tuple[int | str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Config:
    """All of it, with defaults that suit a repository without a configuration."""

    rules: Mapping[str, RuleSetting] = field(default_factory=dict)
    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    paths: PathFilter = field(default_factory=PathFilter)
    namespace: str = "default"
    complete: bool | frozenset[str] = False
    external: tuple[External, ...] = ()
    profile: Profile = field(default_factory=Profile)

    def is_complete(self, namespace: str | None) -> bool:
        """Whether the input is declared to hold everything in that namespace."""
        return self.complete if isinstance(self.complete, bool) else namespace in self.complete
