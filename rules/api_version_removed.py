"""An object is written in a version of its kind that the target Kubernetes version no longer serves.

Why: the API server has no such kind any more and refuses the object ("no matches for kind"). The removals are those of
the Kubernetes deprecated API migration guide.
Fix: write it in the version that took its place; the message says what else has changed. Where the object is written
as that version wants it already, the version is all.
Silent: kinds of other projects, whose versions depend on what is installed; versions that are deprecated and still
served. `cluster.version` in the configuration names the target.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Fix, Problem, Severity
from k8slint.model.cluster import Cluster
from k8slint.model.meta import Meta
from k8slint.rule import rule
from k8slint.validity.gate import gate
from k8slint.validity.kinds import SCHEMAS
from k8slint.validity.version import REMOVED


@rule(Severity.ERROR)
def api_version_removed(cluster: Cluster) -> Iterator[Problem]:
    for meta in cluster.metas:
        removed = REMOVED.get((meta.api_version, meta.kind))
        if removed is None or cluster.config.profile.version < removed.since:
            continue
        at, new = meta.at / "apiVersion", removed.replacement
        gone = f"{meta.api_version} {meta.kind} is gone since Kubernetes {'.'.join(map(str, removed.since))}: use {new}"
        message = f"{gone}, in which {removed.changes}" if removed.changes else gone
        fits = not removed.changes or _fits(meta, new)
        yield Problem(at, message, fix=Fix.replace(at, new, f"write {new}") if fits else None)


def _fits(meta: Meta, version: str) -> bool:
    """Whether the rest is written as that version wants it already, so that the version alone is the slip."""
    file = SCHEMAS.get((version, meta.kind))
    return file is not None and gate(file)(meta.at.document.root)
