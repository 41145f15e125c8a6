"""What may be rendered, and how: a part of the configuration."""

from __future__ import annotations

from enum import StrEnum

from k8slint.record import dataclass


class Permission(StrEnum):
    """What stays off unless the command line asks for it: a file of the repository may not ask by itself."""

    REMOTE_BASES = "remote-bases"
    HELM_CHARTS = "helm-charts"
    PLUGINS = "plugins"
    OUTSIDE_FILES = "outside-files"


@dataclass(frozen=True)
class Rendering:
    """`kustomize` and `helm` switch a tool on; `allowed` is what kustomize may do beyond reading its own folders."""

    kustomize: bool = True
    helm: bool = True
    allowed: frozenset[Permission] = frozenset()


OFF = Rendering(kustomize=False, helm=False)
"""Everything is read as it is."""
