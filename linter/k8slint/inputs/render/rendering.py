"""What may be rendered, and how: a part of the configuration."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from k8slint.inputs.at import At, Location
from k8slint.record import dataclass


class Permission(StrEnum):
    """What stays off unless the command line asks for it: a file of the repository may not ask by itself."""

    REMOTE_BASES = "remote-bases"
    HELM_CHARTS = "helm-charts"
    PLUGINS = "plugins"
    OUTSIDE_FILES = "outside-files"


@dataclass(frozen=True)
class Release:
    """One way to install a chart: `path` is its folder, `values` files in the order in which they apply.

    `inline` are mappings that are written elsewhere and win over these; `name` and `namespace` are the release's, with
    defaults where they are None. `source` is the file of a delivery that says so, `at` the entry of a configuration.
    """

    path: str
    values: tuple[str, ...] = ()
    name: str | None = None
    namespace: str | None = None
    inline: tuple[At, ...] = ()
    source: str = ""
    is_one_of_several: bool = False
    at: Location | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Rendering:
    """`kustomize` and `helm` switch a tool on; `allowed` is what kustomize may do beyond reading its own folders.

    `releases` say how charts are installed; `namespace` is that of objects that name none.
    """

    kustomize: bool = True
    helm: bool = True
    allowed: frozenset[Permission] = frozenset()
    releases: tuple[Release, ...] = ()
    namespace: str = "default"


OFF = Rendering(kustomize=False, helm=False)
"""Everything is read as it is."""
