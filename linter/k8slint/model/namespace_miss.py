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
from k8slint.model.namespace_index import STANDARD, NamespaceIndex
from k8slint.model.selection import value_at
from k8slint.model.selector import Operator, Requirement, Selector
from k8slint.near import is_misspelling, letters_apart
from k8slint.record import dataclass
from k8slint.words import Words

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
    known = cluster.once(NamespaceIndex.of)
    if known.has(requirement.key, value) or (requirement.key == NAME_LABEL and value in STANDARD):
        return None
    if there := known.values(requirement.key):
        return _near_value(known, requirement, value, there)
    return _key(cluster, requirement, value)


def _near_value(known: NamespaceIndex, requirement: Requirement, value: str, there: Words) -> NamespaceMiss | None:
    found = there.misspelt(value)
    if not found and requirement.key == NAME_LABEL:
        return _usual(requirement, value)
    at = value_at(requirement, value)
    if len(found) != 1 or at is None:
        return None
    pair, holder = f"{requirement.key}={found[0]}", known.holder(requirement.key, found[0])
    why = f"namespace {holder or found[0]} has {pair}"
    fix = Fix.replace(at, written(found[0]), f"select {pair}")
    return NamespaceMiss(at, f"{requirement.key}={value}", why, True, _related(known, holder), fix)


def _usual(requirement: Requirement, value: str) -> NamespaceMiss | None:
    """A misspelled name of a namespace that many clusters have."""
    found, at = [name for name in USUAL if is_misspelling(value, name)], value_at(requirement, value)
    if value in USUAL or len(found) != 1 or at is None:
        return None
    fix = Fix.replace(at, written(found[0]), f"select {NAME_LABEL}={found[0]}")
    return NamespaceMiss(at, f"{NAME_LABEL}={value}", f"{found[0]} is the usual name", False, fix=fix)


def _key(cluster: Cluster, requirement: Requirement, value: str) -> NamespaceMiss | None:
    """The value is right, its key is not: a label of namespaces by another name, or one of pods."""
    at, lack, known = _key_at(requirement), f"{requirement.key}={value}", cluster.once(NamespaceIndex.of)
    if at is None:
        return None
    if key := _meant_key(known, requirement.key, value):
        holder = known.holder(key, value)
        why = f"namespace {holder or value} has {key}={value}"
        fix = Fix.replace(at, written(key), f"select {key}={value}") if len(requirement.values) == 1 else None
        certain = holder is not None or letters_apart(requirement.key, key) <= 3
        return NamespaceMiss(at, lack, why, certain, _related(known, holder), fix)
    bearer = known.bearer(requirement.key, value)
    if bearer is None:
        return None
    related = (Related(bearer.pod.labels.at_key(requirement.key), "a label of pods"),)
    why = f"it is a label of pods ({bearer.kind} {bearer.namespace}/{bearer.name})"
    return NamespaceMiss(at, lack, why, bool(cluster.namespaces), related)


def _meant_key(known: NamespaceIndex, key: str, value: str) -> str | None:
    """The key under which a namespace has the value: a misspelled one, else the one that holds its name."""
    keys = known.keys(value)
    if value in STANDARD or value in known.known:
        keys.add(NAME_LABEL)
    near = [k for k in keys if letters_apart(k, key) <= 3 or (key in NAME_KEYS and k == NAME_LABEL)]
    if near:
        return min(near, key=lambda k: letters_apart(k, key))
    return NAME_LABEL if known.named(value) and not known.bearer(key, value) else None


def _related(known: NamespaceIndex, holder: str | None) -> tuple[Related, ...]:
    namespace = known.named(holder)
    return (Related(namespace.meta.name_at, "the namespace"),) if namespace else ()


def _key_at(requirement: Requirement) -> At | None:
    at = requirement.at
    if at is None:
        return None
    return at / "key" if at.path[-2:-1] == ("matchExpressions",) else at.key
