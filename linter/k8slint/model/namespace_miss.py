"""A namespaceSelector that matches no namespace: what was meant by it.

Only declared namespaces have known labels, so a selector is a mistake where it comes near something that is known: the
name of a namespace, a label of one, a label of pods.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Fix, Related
from k8slint.inputs.at import At
from k8slint.inputs.scalar import written
from k8slint.model.cluster import Cluster
from k8slint.model.namespace import NAME_LABEL
from k8slint.model.selection import value_at
from k8slint.model.selector import Operator, Requirement, Selector
from k8slint.near import is_misspelling, letters_apart
from k8slint.record import dataclass

STANDARD = ("default", "kube-system", "kube-public", "kube-node-lease")
"""Namespaces of every cluster, without labels of their own. (Kubernetes documentation, "Initial namespaces")"""

NAME_KEYS = frozenset({"name", "namespace", "ns", "metadata.name", "kubernetes.io/name", "kubernetes.io/namespace"})
"""What people write for the label that holds a namespace's name."""

USUAL = frozenset(
    {"ingress-nginx", "monitoring", "observability", "logging", "prometheus", "cert-manager", "istio-system"}
    | {
        "istio-ingress",
        "traefik",
        "argocd",
        "linkerd",
        "gatekeeper-system",
        "openshift-monitoring",
        "openshift-ingress",
    }
)
"""Names under which platforms are usually installed."""


@dataclass(frozen=True)
class NamespaceMiss:
    """`why` says what is there instead, `certain` whether no label set by hand could make it right."""

    at: At
    lack: str
    why: str
    certain: bool
    related: tuple[Related, ...] = ()
    fix: Fix | None = None

    def __str__(self) -> str:
        return f"no namespace has {self.lack}; {self.why}"


def namespace_misses(cluster: Cluster, selector: Selector) -> Iterator[NamespaceMiss]:
    """One for each value that no known namespace has and that something else explains."""
    for requirement in selector.requirements:
        if requirement.operator is Operator.IN and selector.is_literal:
            for value in sorted(requirement.values):
                if miss := _miss(cluster, requirement, value):
                    yield miss


def _miss(cluster: Cluster, requirement: Requirement, value: str) -> NamespaceMiss | None:
    known = cluster.known_namespaces
    if any(labels.get(requirement.key) == value for labels in known.values()):
        return None
    if requirement.key == NAME_LABEL:
        return None if value in STANDARD else _near_value(cluster, requirement, value, {*known, *STANDARD})
    declared = [n.labels for n in cluster.namespaces if requirement.key in n.labels]
    if declared:
        return _near_value(cluster, requirement, value, {labels[requirement.key] for labels in declared})
    return _key(cluster, requirement, value)


def _near_value(cluster: Cluster, requirement: Requirement, value: str, there: set[str]) -> NamespaceMiss | None:
    found = [word for word in there if is_misspelling(value, word)]
    if not found and requirement.key == NAME_LABEL:
        return _usual(requirement, value)
    at = value_at(requirement, value)
    if len(found) != 1 or at is None:
        return None
    pair, holder = f"{requirement.key}={found[0]}", _holder(cluster, requirement.key, found[0])
    why = f"namespace {holder or found[0]} has {pair}"
    fix = Fix.replace(at, written(found[0]), f"select {pair}")
    return NamespaceMiss(at, f"{requirement.key}={value}", why, True, _related(cluster, holder), fix)


def _usual(requirement: Requirement, value: str) -> NamespaceMiss | None:
    """A misspelled name of a namespace that many clusters have."""
    found, at = [name for name in USUAL if is_misspelling(value, name)], value_at(requirement, value)
    if value in USUAL or len(found) != 1 or at is None:
        return None
    fix = Fix.replace(at, written(found[0]), f"select {NAME_LABEL}={found[0]}")
    return NamespaceMiss(at, f"{NAME_LABEL}={value}", f"{found[0]} is the usual name", False, fix=fix)


def _key(cluster: Cluster, requirement: Requirement, value: str) -> NamespaceMiss | None:
    """The value is right, its key is not: a label of namespaces by another name, or one of pods."""
    at, lack = _key_at(requirement), f"{requirement.key}={value}"
    if at is None:
        return None
    if key := _meant_key(cluster, requirement.key, value):
        holder = _holder(cluster, key, value)
        why = f"namespace {holder or value} has {key}={value}"
        fix = Fix.replace(at, written(key), f"select {key}={value}") if len(requirement.values) == 1 else None
        certain = holder is not None or letters_apart(requirement.key, key) <= 3
        return NamespaceMiss(at, lack, why, certain, _related(cluster, holder), fix)
    pods = [w for w in cluster.workloads if w.pod.labels.get(requirement.key) == value]
    if not pods:
        return None
    related = (Related(pods[0].pod.labels.at_key(requirement.key), "a label of pods"),)
    why = f"it is a label of pods ({pods[0].kind} {pods[0].namespace}/{pods[0].name})"
    return NamespaceMiss(at, lack, why, bool(cluster.namespaces), related)


def _meant_key(cluster: Cluster, key: str, value: str) -> str | None:
    """The key under which a namespace has the value: a misspelled one, else the one that holds its name."""
    keys = {k for n in cluster.namespaces for k, v in n.labels.items() if v == value}
    if value in STANDARD or value in cluster.known_namespaces:
        keys.add(NAME_LABEL)
    near = [k for k in keys if letters_apart(k, key) <= 3 or (key in NAME_KEYS and k == NAME_LABEL)]
    if near:
        return min(near, key=lambda k: letters_apart(k, key))
    declared = any(n.name == value for n in cluster.namespaces)
    return NAME_LABEL if declared and not _is_pod_label(cluster, key, value) else None


def _is_pod_label(cluster: Cluster, key: str, value: str) -> bool:
    return any(w.pod.labels.get(key) == value for w in cluster.workloads)


def _holder(cluster: Cluster, key: str, value: str) -> str | None:
    """The declared namespace that has a label."""
    return next((n.name for n in cluster.namespaces if n.labels.get(key) == value), None)


def _related(cluster: Cluster, holder: str | None) -> tuple[Related, ...]:
    return tuple(Related(n.meta.name_at, "the namespace") for n in cluster.namespaces if n.name == holder)[:1]


def _key_at(requirement: Requirement) -> At | None:
    at = requirement.at
    if at is None:
        return None
    return at / "key" if at.path[-2:-1] == ("matchExpressions",) else at.key
