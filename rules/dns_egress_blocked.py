"""Policies let pods that call others by name ask no DNS server.

Why: names do not resolve, so every connection fails, also those that the policies allow. With UDP alone, answers that
do not fit a datagram fail.
Fix: allow egress to the DNS servers at UDP and TCP 53 (of pods with k8s-app=kube-dns in kube-system; 5353 in OpenShift,
8053 in Gardener; 169.254.20.10 with node-local DNS).
Silent: pods that call nothing by a name of the cluster; rules that lead to any pod of kube-system or openshift-dns, or
to any address, at one of these ports; pods on the host network and those with nameservers of their own; pods of which
every connection is refused, which required-connection-blocked tells. A warning where only TCP is missing. A policy
outside of the input could open it, so the verdict is assumed unless the input is declared complete.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from k8slint.edge.application import application_edges
from k8slint.edge.edge import Edge
from k8slint.finding import Problem, Related, Severity, Verdict
from k8slint.inputs.at import At
from k8slint.model.cluster import Cluster
from k8slint.model.meta import Meta
from k8slint.model.network_policy import Direction
from k8slint.model.port import Protocol
from k8slint.model.workload import Workload, listed
from k8slint.near import is_digit_slip
from k8slint.path.blocked import blocked
from k8slint.path.dns import NoDns, without_dns
from k8slint.rule import rule

DNS_PORT = 53


@rule(Severity.ERROR)
def dns_egress_blocked(cluster: Cluster) -> Iterator[Problem]:
    if cluster.network_policies or cluster.admin_policies:
        asked = _asked(cluster)
        for lacking in cluster.once(without_dns) if asked else ():
            if told := {w.id: asked[w.id] for w in lacking.workloads if w.id in asked}:
                yield _problem(cluster, lacking, [w for w in lacking.workloads if w.id in told], told)


def _asked(cluster: Cluster) -> Mapping[str, Edge]:
    """By workload, the first name that it is told to look up for a connection that its policies do not refuse."""
    refused = {edge.evidence.host_at for each in cluster.once(blocked) for edge in each.edges}
    found: dict[str, Edge] = {}
    for edge in cluster.once(application_edges):
        if isinstance(edge.caller, Workload) and edge.evidence.host_at not in refused:
            found.setdefault(edge.caller.id, edge)
    return found


def _problem(cluster: Cluster, lacking: NoDns, workloads: list[Workload], told: Mapping[str, Edge]) -> Problem:
    own = next((i for i in lacking.isolations if not i.subject.pods.is_empty), lacking.isolations[0])
    only_tcp = Protocol.UDP not in lacking.protocols
    protocols = " and ".join(str(protocol) for protocol in lacking.protocols)
    message = f"{listed(workloads)} can ask no DNS server over {protocols}: no egress rule leads to one"
    related = (Related(told[w.id].evidence.host_at, f"{w.kind} {w.name} calls this name") for w in workloads)
    return Problem(
        _slip(cluster, own.policy) or own.policy.at / "spec" / Direction.EGRESS.value,
        message,
        Severity.WARNING if only_tcp else None,
        Verdict.PROVEN if cluster.is_complete(workloads[0].namespace) else Verdict.ASSUMED,
        tuple(related),
    )


def _slip(cluster: Cluster, policy: Meta) -> At | None:
    """The one port of the policy's egress rules that is 53 but for a digit."""
    policies = cluster.network_policies_in(policy.namespace or "")
    rules = (rule for each in policies if each.meta is policy for rule in each.egress)
    ports = (port for rule in rules if isinstance(rule.ports, tuple) for port in rule.ports)
    near = [port.at / "port" for port in ports if isinstance(port.port, int) and is_digit_slip(port.port, DNS_PORT)]
    return near[0] if len({at.value for at in near}) == 1 else None
