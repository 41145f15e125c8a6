"""A NetworkPolicy admits a named port that none of the pods declares under that name and protocol.

Why: a name is looked up on each pod that the rule leads to. Where it is not found, the entry admits nothing.
Fix: name a port that the containers declare, or write its number.
Silent: names that at least one of the pods has; rules whose pods the input does not show, or of whose pods it knows no
containers; rules that refuse what an application is told to call, which required-connection-blocked tells. An error
where a declared name comes near.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Fix, Problem, Related, Severity
from k8slint.inputs.scalar import written
from k8slint.model.cluster import Cluster
from k8slint.model.container import ContainerPort
from k8slint.model.policy_port import PortUse, port_uses
from k8slint.model.port import Protocol
from k8slint.model.workload import Workload, listed
from k8slint.near import is_misspelling
from k8slint.path.blocked import taken_over
from k8slint.rule import rule


@rule(Severity.WARNING)
def policy_port_name_unresolved(cluster: Cluster) -> Iterator[Problem]:
    for use in cluster.once(port_uses):
        name = use.port.port
        if isinstance(name, str) and not any(_may_have(pod, name, use.port.protocol) for pod in use.pods):
            yield from _problem(cluster, use, name)


def _may_have(workload: Workload, name: str, protocol: Protocol) -> bool:
    """A pod without containers is one of which only the labels are known."""
    return not workload.pod.containers or workload.pod.resolve(name, protocol) is not None


def _problem(cluster: Cluster, use: PortUse, name: str) -> Iterator[Problem]:
    names = {p.name: p for w in use.pods for _, p in w.pod.ports if p.name}
    pods = listed(use.pods)
    declared = ", ".join(sorted(names)) or "none"
    message = f"no container of {pods} declares a {use.port.protocol} port named {name} (declared: {declared})"
    if name in names:
        related = (Related(names[name].at, f"declared for {names[name].protocol}"),)
        yield Problem(use.at, f"{message}; {name} is {names[name]}", related=related)
    elif meant := _meant(use, name, names):
        related = (Related(names[meant].at / "name", "the nearest name"),)
        fix = Fix.replace(use.at, written(meant), f"admit {meant}")
        yield Problem(use.at, message, Severity.ERROR, related=related, fix=fix)
    elif use.whole and use.rule.at not in cluster.once(taken_over):
        yield Problem(use.at, message, related=(Related(use.pods[0].meta.name_at, "the pods"),))


def _meant(use: PortUse, name: str, names: dict[str, ContainerPort]) -> str | None:
    near = [other for other, p in names.items() if p.protocol is use.port.protocol and is_misspelling(name, other)]
    return near[0] if len(near) == 1 else None
