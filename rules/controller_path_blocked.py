"""Policies keep an ingress controller, a gateway, the API server or Prometheus from the pods that they have to reach.

Why: requests from outside end in a timeout or an error page, though every route is right; what a webhook has to judge
is refused or let through unseen; metrics are missing.
Fix: admit the caller, at the port of the pods behind the Service, in a policy that selects those pods.
Silent: pods that policies do not isolate, or of which a rule admits some pod that the input does not show, or some
address: the caller may be that one. Where the input declares the controller's pods, only those count. Ports that an
application cannot reach either, which required-connection-blocked tells. For Prometheus every rule about the port
counts, whomever it admits; the kubelet's probes pass whatever policies say. A policy outside of the input could open
the connection, so the verdict is assumed unless the input is declared complete.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.door.way import Way
from k8slint.finding import Problem, Related, Severity, Verdict
from k8slint.inputs.at import At
from k8slint.model.cluster import Cluster
from k8slint.model.workload import listed
from k8slint.path.arrive import refused_arrivals
from k8slint.path.blocked import is_refused
from k8slint.path.end import End
from k8slint.path.hop import Hop
from k8slint.path.platform_refusal import platform_refusals
from k8slint.rule import rule


@rule(Severity.WARNING)
def controller_path_blocked(cluster: Cluster) -> Iterator[Problem]:
    groups: dict[tuple[At | None, str], list[tuple[Way, End, Hop]]] = {}
    for way, end, hop in cluster.once(refused_arrivals):
        if not is_refused(cluster, end.workload, end.number):
            groups.setdefault((hop.at, end.workload.id), []).append((way, end, hop))
    for group in groups.values():
        yield _problem(cluster, [way for way, _, _ in group], *group[0][1:])
    yield from _of_the_platform(cluster)


def _of_the_platform(cluster: Cluster) -> Iterator[Problem]:
    """One for each caller and port of some pods."""
    seen: set[tuple[object, ...]] = set()
    for refusal in cluster.once(platform_refusals):
        edge, end = refusal.edge, refusal.end
        key = (edge.caller, end.workload.id, end.number)
        if key not in seen and not is_refused(cluster, end.workload, end.number):
            seen.add(key)
            message = f"{edge.caller} cannot reach {_port(end)}: no ingress rule admits it"
            related = (Related(edge.evidence.host_at, f"{edge.evidence.key} asks for it"),)
            yield Problem(refusal.at, message, None, _verdict(cluster, end), related)


def _problem(cluster: Cluster, ways: list[Way], end: End, hop: Hop) -> Problem:
    door = ways[0].door
    who = listed(door.controllers) if door.controllers else f"the controller of {_name(ways[0])}"
    message = f"{who} cannot reach {_port(end)}: {hop.text.partition(': ')[2]}"
    backends = {
        way.at: Related(way.at, f"{way.door.meta.kind} {way.door.meta.name} sends requests there") for way in ways
    }
    at = hop.at or end.workload.meta.name_at
    return Problem(at, message, None, _verdict(cluster, end), tuple(backends.values()))


def _verdict(cluster: Cluster, end: End) -> Verdict:
    return Verdict.PROVEN if cluster.is_complete(end.workload.namespace) else Verdict.ASSUMED


def _port(end: End) -> str:
    return f"{end.workload.kind} {end.workload.name} at {end.number}/{end.protocol}"


def _name(way: Way) -> str:
    return f"{way.door.meta.kind} {way.door.meta.name}"
