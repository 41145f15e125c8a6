"""Policies keep an ingress controller or a gateway from the pods that it sends requests to.

Why: requests from outside end in a timeout or an error page, though every route is right.
Fix: admit the controller's pods, at the port of the pods behind the Service, in a policy that selects those pods.
Silent: pods that policies do not isolate, or of which a rule admits some pod that the input does not show, or some
address: the controller may be that one. Where the input declares the controller's pods, only those count. A policy
outside of the input could open the connection, so the verdict is assumed unless the input is declared complete.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.door.way import Way
from k8slint.finding import Problem, Related, Severity, Verdict
from k8slint.inputs.at import At
from k8slint.model.cluster import Cluster
from k8slint.model.workload import listed
from k8slint.path.arrive import refused_arrivals
from k8slint.path.end import End
from k8slint.path.hop import Hop
from k8slint.rule import rule


@rule(Severity.WARNING)
def controller_path_blocked(cluster: Cluster) -> Iterator[Problem]:
    groups: dict[tuple[At | None, str], list[tuple[Way, End, Hop]]] = {}
    for way, end, hop in refused_arrivals(cluster):
        groups.setdefault((hop.at, end.workload.id), []).append((way, end, hop))
    for group in groups.values():
        yield _problem(cluster, [way for way, _, _ in group], *group[0][1:])


def _problem(cluster: Cluster, ways: list[Way], end: End, hop: Hop) -> Problem:
    door, pods = ways[0].door, f"{end.workload.kind} {end.workload.name}"
    who = listed(door.controllers) if door.controllers else f"the controller of {_name(ways[0])}"
    message = f"{who} cannot reach {pods} at {end.number}/{end.protocol}: {hop.text.partition(': ')[2]}"
    backends = {
        way.at: Related(way.at, f"{way.door.meta.kind} {way.door.meta.name} sends requests there") for way in ways
    }
    whole = cluster.is_complete(end.workload.namespace)
    verdict = Verdict.PROVEN if whole else Verdict.ASSUMED
    return Problem(hop.at or end.workload.meta.name_at, message, None, verdict, tuple(backends.values()))


def _name(way: Way) -> str:
    return f"{way.door.meta.kind} {way.door.meta.name}"
