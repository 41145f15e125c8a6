"""One object is defined twice, with different content.

Why: the second definition replaces the first one, or is merged into it, and which of them counts depends on the order
in which they are applied.
Fix: give one of them another name or namespace, or merge the two.
Silent: definitions that are equal; definitions in different files, which are alternatives far more often than slips
(`redis-tls.yaml` beside `redis.yaml`), unless one kustomization names both files or the configuration declares the
input complete.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from k8slint.finding import Problem, Related, Severity
from k8slint.inputs.at import At
from k8slint.model.cluster import Cluster
from k8slint.model.meta import Meta
from k8slint.rule import rule


@rule(Severity.WARNING)
def object_defined_twice(cluster: Cluster) -> Iterator[Problem]:
    builds = [{each.real(path) for path in each.resources} for each in cluster.reading.kustomizations]
    seen: dict[tuple[str, str, str | None, str], list[Meta]] = defaultdict(list)
    for meta in cluster.metas:
        if not meta.name or not meta.name_at.written:
            continue
        others = seen[meta.group, meta.kind, meta.namespace, meta.name]
        first = next((other for other in others if _go_together(cluster, builds, other, meta)), None)
        if first and (path := _difference(first.at, meta.at)):
            message = f"{meta.ref} is defined a second time, with another {path}; the one that is applied last counts"
            yield Problem(meta.name_at, message, related=(Related(first.name_at, "the first definition"),))
        others.append(meta)


def _go_together(cluster: Cluster, builds: list[set[str]], one: Meta, other: Meta) -> bool:
    files = {meta.at.document.source.name for meta in (one, other)}
    if len(files) == 1 or cluster.is_complete(other.namespace):
        return True
    paths = {os.path.realpath(file) for file in files}
    return any(paths <= build for build in builds)


def _difference(one: At, other: At) -> str | None:
    """The first field that differs; whether a namespace is written is no difference."""
    path = _first(one.value, other.value)
    return At(other.document, path).dotted if path else None


def _first(one: Any, other: Any, path: tuple[str, ...] = ()) -> tuple[str, ...] | None:
    if not isinstance(one, dict) or not isinstance(other, dict):
        return None if one == other else path
    for key in (*other, *(key for key in one if key not in other)):
        here = (*path, key)
        if here != ("metadata", "namespace") and (found := _first(one.get(key), other.get(key), here)):
            return found
    return None
