"""A NetworkPolicy admits a port that the pods do not declare, although they declare others.

Why: declarations are informational, so the pods may listen there all the same. Where they do not, the entry admits
nothing, and the connection that it was written for is refused.
Fix: admit a port that the pods serve, or declare this one.
Silent: pods that declare no port of the protocol; numbers that the pods' probes, arguments, variables or mounted
ConfigMaps speak of; the port of a Service beside the port behind it; ranges; rules that lead to addresses. Shown as
info where the policy admits what Services lead to besides, and as an error where the number is a slip of a port on
which the pods say themselves that they listen, or which an application is told to call. Where such a call is refused
and the number is no slip, required-connection-blocked tells it.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Fix, Problem, Related, Severity, Verdict
from k8slint.model.cluster import Cluster
from k8slint.model.listening import listening
from k8slint.model.policy_port import PortUse, port_uses
from k8slint.model.workload import listed
from k8slint.near import is_digit_slip
from k8slint.path.blocked import needed_rules, taken_over
from k8slint.rule import rule


@rule(Severity.WARNING)
def policy_port_unserved(cluster: Cluster) -> Iterator[Problem]:
    for use in cluster.once(port_uses):
        if use.unserved is not None and not use.behind_service:
            yield from _problem(cluster, use, use.unserved)


def _problem(cluster: Cluster, use: PortUse, number: int) -> Iterator[Problem]:
    pods = listed(use.pods)
    ports = ", ".join(str(use.declared[each]) for each in sorted(use.declared))
    message = f"no container of {pods} declares port {number}/{use.port.protocol} (declared: {ports})"
    left = [n for n in use.declared if n not in use.admitted]
    near = [n for n in left if is_digit_slip(number, n)]
    if len(near) == 1:
        yield _near(cluster, use, message, near[0])
    elif use.whole and use.rule.at not in cluster.once(taken_over):
        spare = use.admitted & use.declared.keys() and (use.is_service_port or not use.closed)
        related = (Related(use.pods[0].meta.name_at, "the pods"),)
        level = Severity.INFO if spare else None
        yield Problem(use.at, message, level, Verdict.ASSUMED, related)


def _near(cluster: Cluster, use: PortUse, message: str, meant: int) -> Problem:
    related = [Related(use.declared[meant].number_at, "the nearest port")]
    fix = Fix.replace(use.at, str(meant), f"admit {meant}")
    if said := next((at for pod in use.pods if (at := listening(cluster, pod, meant))), None):
        related.append(Related(said, f"the pods listen on {meant}"))
        return Problem(use.at, message, Severity.ERROR, related=tuple(related), fix=fix)
    if needed := cluster.once(needed_rules).get(use.rule.at):
        return Problem(use.at, message, Severity.ERROR, related=(*related, *needed.evidence), fix=fix)
    return Problem(use.at, message, verdict=Verdict.ASSUMED, related=tuple(related), fix=fix)
