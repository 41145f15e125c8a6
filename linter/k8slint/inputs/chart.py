"""Helm charts: sources of manifests, not manifests. Source: helm.sh/docs/topics/charts, "The Chart File Structure"."""

from __future__ import annotations

import os

CHART_FILE = "Chart.yaml"
_PARTS = frozenset({"templates", "charts", "crds", "tests", "ci", "files", "requirements.yaml", CHART_FILE})


def is_part_of_chart(name: str) -> bool:
    """Whether an entry of a chart's folder is the chart's own; manifests may lie beside a chart."""
    return name in _PARTS or name.startswith("values")


def enclosing_chart(path: str) -> str | None:
    """The outermost chart in whose templates a path lies."""
    folder, found = os.path.abspath(path), None
    while (parent := os.path.dirname(folder)) != folder:
        if os.path.basename(folder) in ("templates", "charts") and os.path.isfile(os.path.join(parent, CHART_FILE)):
            found = parent
        folder = parent
    return os.path.relpath(found) if found else None
