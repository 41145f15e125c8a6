"""Rules of policies together allow everybody on every port.

Why: the pod is as open as if no policy selected it, while its policies look as if they protected it. Blocks that add up
to all addresses, selectors that add up to all pods and ranges that add up to all ports count like the short form.
Fix: list the peers and ports that the pod needs, and drop the rule that opens the rest.
Silent: policies whose name says that they allow all (`deliberate`, patterns); one rule `{}` of an egress section, or of
the ingress section of pods with a front door (Ingress, route, NodePort, load balancer). One rule `{}` that undoes no
other policy is an info.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from k8slint.finding import Problem, Severity
from k8slint.model.cluster import Cluster
from k8slint.model.exposed import exposed
from k8slint.model.network_policy import Direction
from k8slint.reach.breadth import SAMPLE, Breadth, all_open
from k8slint.reach.stranger import is_everything
from k8slint.rule import rule


@rule(Severity.WARNING)
def policy_allows_everything(
    cluster: Cluster, *, deliberate: tuple[str, ...] = ("*allow-all*", "*allow-any*", "*allow-every*", "*unrestricted*")
) -> Iterator[Problem]:
    for breadth in cluster.once(all_open):
        names = [rule.policy.name.lower() for rule in breadth.rules]
        named = any(fnmatchcase(name, pattern) for name in names for pattern in deliberate)
        plain = len(breadth.rules) == 1 and is_everything(breadth.rules[0])
        if not named and not (plain and _on_purpose(cluster, breadth)):
            yield _problem(breadth, Severity.INFO if plain and not _undoes(cluster, breadth) else Severity.WARNING)


def _on_purpose(cluster: Cluster, breadth: Breadth) -> bool:
    doors = cluster.once(exposed)
    return breadth.direction is Direction.EGRESS or all(workload.id in doors for workload in breadth.workloads)


def _undoes(cluster: Cluster, breadth: Breadth) -> bool:
    """Whether another policy lists what one of the pods needs."""
    policies = (policy for workload in breadth.workloads for policy in cluster.policies_of(workload))
    return any(policy.meta != breadth.rules[0].policy and policy.rules(breadth.direction) for policy in policies)


def _problem(breadth: Breadth, level: Severity) -> Problem:
    more, pods = len(breadth.rules) - 1, breadth.pods
    ingress = breadth.direction is Direction.INGRESS
    opened = f"everyone may connect to {pods}" if ingress else f"{pods} may connect to everyone"
    rules = f"this rule and {more} more together allow everything" if more else "this rule allows everything"
    message = f"{rules}: {opened} on every port"
    witness = breadth.witness(SAMPLE[breadth.family])
    return Problem(breadth.rules[0].at, message, level, related=breadth.related, witness=witness)
