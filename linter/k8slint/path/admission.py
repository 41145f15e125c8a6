"""The smallest change of a policy that lets a refused connection through."""

from __future__ import annotations

from k8slint.finding import Edit, Fix
from k8slint.inputs.at import At
from k8slint.inputs.insertion import first_item
from k8slint.inputs.scalar import written
from k8slint.model.namespace import NAME_LABEL
from k8slint.model.port import Protocol
from k8slint.model.workload import Workload
from k8slint.path.obstacle import PEERS, Obstacle


def admission(found: Obstacle) -> Fix | None:
    """An item of the nearest rule's ports or peers, else a rule of the subject's own policy; None where it has none.

    Not safe: it opens what was closed.
    """
    peers, ports = PEERS[found.direction], f"[{_port(found)}]"
    rule = f"{{{peers}: [{_peer(found)}], ports: {ports}}}"
    if found.denial:
        return None
    if found.nearest and found.misses_port:
        return _inserted(found.nearest.at / "ports", _port(found), "admit the port")
    if found.nearest:
        return _inserted(found.nearest.at / peers, _peer(found), "admit the pods")
    if found.own:
        return _inserted(found.own.policy.at / "spec" / found.direction.value, rule, f"add the rule {rule}")
    selector = _selector(found.subject)
    return Fix(f"write a policy for podSelector {selector} with the {found.direction} rule {rule}", (), safe=False)


def _inserted(items: At, text: str, description: str) -> Fix:
    edit = first_item(items, text)
    return Fix(description, (Edit(*edit),) if edit else (), safe=False)


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
