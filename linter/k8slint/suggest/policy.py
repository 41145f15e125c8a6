"""The policies that admit what workloads need: one for each, and one a namespace that closes what is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from k8slint.model.cluster import Cluster
from k8slint.model.network_policy import Direction
from k8slint.model.workload import Workload
from k8slint.path.dns import asks_cluster_dns
from k8slint.record import dataclass
from k8slint.suggest.peer import DNS_PODS, labels_of, pods
from k8slint.suggest.required import required, uncalled
from k8slint.suggest.rule import DNS_PORTS, Rule, merged

DEFAULT_DENY = "default-deny"
UNKNOWN_CALLERS = "unknown-callers"
BOTH = tuple(Direction)
DNS = Rule(Direction.EGRESS, DNS_PODS, DNS_PORTS, ("looks up the names of what it calls",))


@dataclass(frozen=True)
class Policy:
    """A NetworkPolicy for the pods with `labels`, without labels for all of the namespace, in some directions."""

    namespace: str
    name: str
    labels: Mapping[str, str] = field(hash=False)
    rules: tuple[Rule, ...]
    directions: tuple[Direction, ...] = BOTH

    def of(self, direction: Direction) -> tuple[Rule, ...]:
        """Its rules in a direction."""
        return tuple(rule for rule in self.rules if rule.direction is direction)


def suggest(cluster: Cluster, wanted: Iterable[Workload]) -> tuple[Policy, ...]:
    """The policies for some workloads. A namespace of which all are wanted is closed for everybody else, and what its
    Services serve without anybody saying for whom is open inside of it.
    """
    chosen = {workload.id: workload for workload in wanted if _can_have(cluster, workload)}
    rules: dict[str, list[Rule]] = {id_: [] for id_ in chosen}
    for each in (*cluster.once(required), *cluster.once(uncalled)):
        if each.workload.id in rules:
            rules[each.workload.id].append(each.rule)
    named = _Names({(p.namespace, p.name) for p in cluster.network_policies})
    whole = tuple(_whole_namespaces(cluster, chosen))
    closed = [Policy(name, named.free(name, DEFAULT_DENY), {}, ()) for name in whole]
    callers = [policy for name in whole for policy in _unknown_callers(cluster, name, named)]
    return (*closed, *callers, *(_policy(cluster, w, rules[w.id], named) for w in chosen.values()))


def _policy(cluster: Cluster, workload: Workload, rules: list[Rule], named: _Names) -> Policy:
    calls = any(rule.direction is Direction.EGRESS for rule in rules)
    if calls and asks_cluster_dns(workload):
        rules = [*rules, DNS]
    name = named.free(workload.namespace, workload.name.strip("-."))
    return Policy(workload.namespace, name, labels_of(cluster, workload), merged(rules))


def _unknown_callers(cluster: Cluster, namespace: str, named: _Names) -> Iterator[Policy]:
    """Any pod of a namespace may be the one that calls a Service of which nothing says who does."""
    rules = [
        Rule(Direction.EGRESS, pods(cluster, each.workload, namespace), each.rule.ports, each.rule.because)
        for each in cluster.once(uncalled)
        if each.workload.namespace == namespace and not each.workload.pod.host_network
    ]
    if rules:
        name = named.free(namespace, UNKNOWN_CALLERS)
        yield Policy(namespace, name, {}, merged((*rules, DNS)), (Direction.EGRESS,))


def _can_have(cluster: Cluster, workload: Workload) -> bool:
    """Whether a policy can be about its pods: none binds the host network, and it needs labels."""
    return not workload.pod.host_network and bool(labels_of(cluster, workload))


def _whole_namespaces(cluster: Cluster, chosen: Mapping[str, Workload]) -> Iterator[str]:
    for namespace in dict.fromkeys(workload.namespace for workload in chosen.values()):
        others = (w for w in cluster.workloads_in(namespace) if not w.pod.host_network)
        if all(workload.id in chosen for workload in others):
            yield namespace


@dataclass(frozen=True)
class _Names:
    """The names that are taken, so that nothing that exists is replaced."""

    taken: set[tuple[str, str]]

    def free(self, namespace: str, name: str) -> str:
        """The name, or one with a suffix."""
        candidates = (name, f"{name}-required", *(f"{name}-required-{n}" for n in range(2, len(self.taken) + 3)))
        found = next(each for each in candidates if (namespace, each) not in self.taken)
        self.taken.add((namespace, found))
        return found
