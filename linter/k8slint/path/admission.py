"""The smallest change of a policy that lets refused connections through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from k8slint.finding import Fix
from k8slint.inputs.at import At
from k8slint.inputs.scalar import written
from k8slint.model.insertion import first_items
from k8slint.model.namespace import NAME_LABEL
from k8slint.model.port import Protocol
from k8slint.model.selector import Selector
from k8slint.model.shown import place
from k8slint.model.workload import Workload
from k8slint.path.obstacle import PEERS, Obstacle


def admission(refused: Sequence[Obstacle], stray: Selector | None = None) -> Fix | None:
    """The label or the port that was meant, else items of the nearest rule's ports or peers, else rules of the
    subject's own policy. All obstacles have one place.

    Only in words where no policy is for the subject alone; None for what administrators deny. Not safe: it opens what
    was closed.
    """
    found = refused[0]
    peers = PEERS[found.direction]
    if found.denial:
        return None
    if stray and (fix := _mended(stray, found)):
        return fix
    if found.nearest and found.misses_port:
        return _other_port(found) or _inserted(found.nearest.at / "ports", "admit", map(_port, refused))
    if found.nearest:
        return _inserted(found.nearest.at / peers, "admit", map(_peer, refused))
    rules = list(dict.fromkeys(f"{{{peers}: [{_peer(each)}], ports: [{_port(each)}]}}" for each in refused))
    if found.own:
        return _inserted(found.own.policy.at / "spec" / found.direction.value, f"add to {found.direction}", rules)
    policy = f"{{podSelector: {_selector(found.subject)}, {found.direction}: [{', '.join(rules)}]}}"
    return Fix(f"write a NetworkPolicy with the spec {policy}", (), safe=False)


def _mended(stray: Selector, found: Obstacle) -> Fix | None:
    """The other end's value of the one label that no pod has."""
    requirement = stray.requirements[0]
    value = found.peer.pod.labels.get(requirement.key)
    if len(stray.requirements) > 1 or value is None or len(requirement.values) != 1:
        return None
    return replace(Fix.replace(place(stray), written(value), f"select {requirement.key}={value}"), safe=False)


def _other_port(found: Obstacle) -> Fix | None:
    """The port in the place of the only one of the rule, where the destination does not serve that one."""
    number = found.at.value
    if not isinstance(number, int) or any(port.number == number for _, port in found.server.pod.ports):
        return None
    return replace(Fix.replace(found.at, str(found.number), f"admit {found.number}"), safe=False)


def _inserted(items: At, what: str, texts: Iterable[str]) -> Fix:
    found = list(dict.fromkeys(texts))
    edit = first_items(items, found)
    return Fix(f"{what} {', '.join(found)}", (edit,) if edit else (), safe=False)


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
