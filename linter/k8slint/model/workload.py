"""What makes pods: Pods themselves, the built-in controllers, and pod templates in known custom kinds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field

from k8slint.inputs.at import At
from k8slint.model.container import Container, ContainerPort
from k8slint.model.meta import Labels, Namespaced
from k8slint.model.port import PortRef, Protocol
from k8slint.model.selector import Operator, Requirement, Selector
from k8slint.record import dataclass

ANY_VALUE = None
"""A label that a controller sets to a value nobody can know beforehand."""


@dataclass(frozen=True)
class Volume:
    """A volume that comes from a ConfigMap or Secret; other kinds of volume are not modelled."""

    name: str
    kind: str
    source: str
    optional: bool
    at: At = field(compare=False)


@dataclass(frozen=True)
class PodTemplate:
    """The pod that a workload makes. `dns_policy` has its API default filled in.

    `has_node_affinity` is set where `nodeAffinity` requires something of the nodes, whatever it is; `mounts_token` is
    what the pod says of its account's token, None where it says nothing.
    """

    labels: Labels
    annotations: Labels
    containers: tuple[Container, ...]
    volumes: tuple[Volume, ...]
    host_network: bool
    dns_policy: str
    has_nameservers: bool
    node_selector: Labels
    node_name: str | None
    has_node_affinity: bool
    service_account: str
    hostname: str | None
    subdomain: str | None
    at: At = field(compare=False)
    spec_at: At = field(compare=False)
    mounts_token: bool | None = None

    @property
    def ports(self) -> Iterator[tuple[Container, ContainerPort]]:
        """The ports that containers and native sidecars declare, with their container."""
        for container in self.containers:
            if container.serves:
                yield from ((container, port) for port in container.ports)

    @property
    def ports_are_known(self) -> bool:
        """Whether each of them has a number that can be. Where not, the one that is meant may be any."""
        return all(port.number for _, port in self.ports)

    def resolve(self, port: PortRef, protocol: Protocol) -> int | None:
        """The number that a port reference means on this pod; None for a name that it lacks.

        Names are looked up with their protocol over containers and native sidecars; a number stands for itself
        whether it is declared or not. (API reference: ServicePort.targetPort, NetworkPolicyPort.port)
        """
        if isinstance(port, int):
            return port
        return next((p.number for _, p in self.ports if p.name == port and p.protocol is protocol), None)

    def declares(self, number: int, protocol: Protocol) -> bool:
        """Whether a container declares that port; declarations are informational, so absence proves nothing."""
        return any(port.number == number and port.protocol is protocol for _, port in self.ports)


@dataclass(frozen=True)
class Workload(Namespaced):
    """A maker of pods. `replicas` is None where it is not a number of its own (DaemonSet, Job, autoscaled).

    `runtime_labels` are set on its pods by controllers: a tuple of the possible values, or ANY_VALUE. `owner` is kind
    and name of a Pod's controller, `addresses` its `status.podIPs`, where a live snapshot has them.
    """

    pod: PodTemplate
    replicas: int | None
    selector: Selector | None
    service_name: str | None = None
    runtime_labels: dict[str, tuple[str, ...] | None] = field(default_factory=dict)
    owner: tuple[str, str] | None = None
    addresses: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The kind as the user wrote it."""
        return self.meta.kind

    @property
    def id(self) -> str:
        """`NAMESPACE/KIND/NAME`. (contract: endpoints)"""
        kind, name = self.owner or (self.kind, self.name)
        return f"{self.namespace}/{kind}/{name}"

    @property
    def is_hook(self) -> bool:
        """Whether Helm makes it for a while only: hooks and tests. A Deployment that is a hook stays, and serves."""
        return self.kind in ("Pod", "Job") and (self.meta.is_hook or "helm.sh/hook" in self.pod.annotations)

    @property
    def is_transient(self) -> bool:
        """Whether its pods come and go by design: Jobs, CronJobs and Helm's hooks."""
        return self.kind in ("Job", "CronJob") or self.is_hook

    def matches(self, selector: Selector) -> bool:
        """Whether its pods match, counting labels that controllers add at run time as present."""
        return all(self.meets(requirement) for requirement in selector.requirements)

    def claims(self, selector: Selector) -> bool:
        """Whether its pods match, or would if they had the labels that their controller selects."""
        wanted = self.selector.equalities if self.selector else {}
        return self.matches(selector) or all(
            requirement.matches(wanted) or self.meets(requirement) for requirement in selector.requirements
        )

    def meets(self, requirement: Requirement) -> bool:
        """Whether its pods meet one condition, at run time."""
        if requirement.key not in self.runtime_labels:
            return requirement.matches(self.pod.labels)
        values = self.runtime_labels[requirement.key]
        match requirement.operator:
            case Operator.IN:
                return values is ANY_VALUE or bool(requirement.values.intersection(values))
            case Operator.NOT_IN:
                return values is ANY_VALUE or bool(set(values) - requirement.values)
            case Operator.EXISTS:
                return True
            case Operator.DOES_NOT_EXIST:
                return False


def listed(workloads: Iterable[Workload]) -> str:
    """Kinds and names for a message; of many only the first three."""
    names = list(dict.fromkeys(f"{w.kind} {w.name}" for w in workloads))
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more
