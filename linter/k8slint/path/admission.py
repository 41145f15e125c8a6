"""The smallest change of a policy that lets refused connections through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from k8slint.finding import Edit, Fix
from k8slint.inputs.at import At
from k8slint.inputs.insertion import first_items
from k8slint.inputs.scalar import written
from k8slint.model.namespace import NAME_LABEL
from k8slint.model.port import Protocol
from k8slint.model.workload import Workload
from k8slint.path.obstacle import PEERS, Obstacle


def admission(refused: Sequence[Obstacle]) -> Fix | None:
    """Items of the nearest rule's ports or peers, else rules of the subject's own policy, for obstacles of one place.

    Only in words where no policy is for the subject alone; None for what administrators deny. Not safe: it opens what
    was closed.
    """
    found = refused[0]
    peers = PEERS[found.direction]
    if found.denial:
        return None
    if found.nearest and found.misses_port:
        return _inserted(found.nearest.at / "ports", "admit", map(_port, refused))
    if found.nearest:
        return _inserted(found.nearest.at / peers, "admit", map(_peer, refused))
    rules = list(dict.fromkeys(f"{{{peers}: [{_peer(each)}], ports: [{_port(each)}]}}" for each in refused))
    if found.own:
        return _inserted(found.own.policy.at / "spec" / found.direction.value, f"add to {found.direction}", rules)
    policy = f"{{podSelector: {_selector(found.subject)}, {found.direction}: [{', '.join(rules)}]}}"
    return Fix(f"write a NetworkPolicy with the spec {policy}", (), safe=False)


def _inserted(items: At, what: str, texts: Iterable[str]) -> Fix:
    found = list(dict.fromkeys(texts))
    edit = first_items(items, found)
    return Fix(f"{what} {', '.join(found)}", (Edit(*edit),) if edit else (), safe=False)


def _port(found: Obstacle) -> str:
    protocol = "" if found.protocol is Protocol.TCP else f"protocol: {found.protocol}, "
    return f"{{{protocol}port: {found.number}}}"


def _peer(found: Obstacle) -> str:
    """The other end by the labels that its own controller selects, and by its namespace where that is another one."""
    peer = f"podSelector: {_selector(found.peer)}"
    if found.peer.namespace == found.subject.namespace:
        return f"{{{peer}}}"
    namespace = written(found.peer.namespace)
    return f"{{namespaceSelector: {{matchLabels: {{{NAME_LABEL}: {namespace}}}}}, {peer}}}"


def _selector(workload: Workload) -> str:
    labels = (workload.selector.equalities if workload.selector else {}) or dict(workload.pod.labels)
    pairs = ", ".join(f"{written(key)}: {written(value)}" for key, value in labels.items())
    return f"{{matchLabels: {{{pairs}}}}}"
