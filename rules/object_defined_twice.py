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
from collections.abc import Iterator, Mapping
from operator import itemgetter
from typing import Any, TypeAlias

from k8slint.finding import Problem, Related, Severity
from k8slint.inputs.at import At
from k8slint.model.cluster import Cluster
from k8slint.model.meta import Meta
from k8slint.rule import rule

Group: TypeAlias = str | int | None
"""What holds definitions that go together: a file, a kustomization by its number, or (None) the whole input."""


@rule(Severity.WARNING)
def object_defined_twice(cluster: Cluster) -> Iterator[Problem]:
    builds = cluster.once(_builds)
    seen: dict[tuple[str, str, str | None, str], dict[Group, tuple[int, Meta]]] = defaultdict(dict)
    for place, meta in enumerate(cluster.metas):
        if not meta.name or not meta.name_at.written:
            continue
        known, groups = seen[meta.group, meta.kind, meta.namespace, meta.name], _groups(cluster, builds, meta)
        _, first = min((known[group] for group in groups if group in known), default=(0, None), key=itemgetter(0))
        if first and (path := _difference(first.at, meta.at)):
            message = f"{meta.ref} is defined a second time, with another {path}; the one that is applied last counts"
            yield Problem(meta.name_at, message, related=(Related(first.name_at, "the first definition"),))
        for group in groups:
            known.setdefault(group, (place, meta))


def _groups(cluster: Cluster, builds: Mapping[str, list[int]], meta: Meta) -> list[Group]:
    file = meta.at.document.source.name
    whole = [None] if cluster.is_complete(meta.namespace) else []
    return [file, *builds.get(file, ()), *whole]


def _builds(cluster: Cluster) -> Mapping[str, list[int]]:
    """The kustomizations that name a file."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(cluster.reading.kustomizations):
        for path in {each.real(path) for path in each.resources}:
            found[path].append(number)
    files = {meta.at.document.source.name for meta in cluster.metas} if found else ()
    return {file: found.get(os.path.realpath(file), []) for file in files}


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
