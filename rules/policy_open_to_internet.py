"""Address blocks in policies add up to every address there is.

Why: whoever reaches the pod's network may connect, or the pod may send anything anywhere, though the policy reads like
a list of addresses. `0.0.0.0/1` and `128.0.0.0/1` together are `0.0.0.0/0`.
Fix: list the blocks that are meant; for pods of the cluster use selectors, which no address can fake.
Silent: pods with a front door (Ingress, route, NodePort, load balancer); rules without peers, which say openly that
they are for everyone; what policy-allows-everything reports. Egress to every address is an info: many pods call hosts
whose addresses nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.edge.edge import Platform
from k8slint.edge.platform import platform_edges
from k8slint.edge.resolve import targets
from k8slint.finding import Problem, Severity
from k8slint.model.cluster import Cluster
from k8slint.model.exposed import exposed
from k8slint.model.network_policy import Direction
from k8slint.reach.breadth import SAMPLE, Breadth, all_open, open_to_internet
from k8slint.rule import rule


@rule(Severity.WARNING)
def policy_open_to_internet(cluster: Cluster) -> Iterator[Problem]:
    reported = {(b.direction, w.id) for b in cluster.once(all_open) for w in b.workloads}
    doors = cluster.once(exposed) | _called_by_the_api_server(cluster)
    for breadth in cluster.once(open_to_internet):
        ingress = breadth.direction is Direction.INGRESS
        at_fault = (w for w in breadth.workloads if (breadth.direction, w.id) not in reported)
        if workloads := tuple(w for w in at_fault if not (ingress and w.id in doors)):
            yield _problem(Breadth(breadth.direction, breadth.rules, workloads, breadth.family), ingress)


def _called_by_the_api_server(cluster: Cluster) -> frozenset[str]:
    edges = (edge for edge in cluster.once(platform_edges) if edge.caller is Platform.API_SERVER)
    return frozenset(workload.id for edge in edges for workload, _ in targets(cluster, edge))


def _problem(breadth: Breadth, ingress: bool) -> Problem:
    more = len(breadth.rules) - 1
    blocks = f"the blocks of this rule and of {more} more add up to" if more else "this rule lists"
    opened = f"which may all connect to {breadth.pods}" if ingress else f"so {breadth.pods} may connect anywhere"
    message = f"{blocks} every IPv{breadth.family} address, {opened}"
    level = Severity.WARNING if ingress else Severity.INFO
    witness = breadth.witness(SAMPLE[breadth.family])
    return Problem(breadth.rules[0].at, message, level, related=breadth.related, witness=witness)
