"""The whole input as one network. Rules ask it; they never look for objects by themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from typing import Any, TypeVar

from k8slint.config import Config
from k8slint.inputs.at import At
from k8slint.inputs.document import Document
from k8slint.inputs.reading import Reading
from k8slint.model.address_pool import AddressPool
from k8slint.model.admin_policy import AdminPolicy
from k8slint.model.api_extension import ApiExtension
from k8slint.model.assertion import ReachabilityAssertions
from k8slint.model.dns_endpoint import DnsEndpoint
from k8slint.model.gateway import Gateway, GatewayClass
from k8slint.model.gateway_route import GatewayRoute
from k8slint.model.ingress import Ingress, IngressClass
from k8slint.model.maker import Maker
from k8slint.model.meta import Meta
from k8slint.model.monitor import Monitor
from k8slint.model.namespace import NAME_LABEL, Namespace
from k8slint.model.network_policy import NetworkPolicy
from k8slint.model.node import Node
from k8slint.model.reference import ReferenceGrant
from k8slint.model.role import Role
from k8slint.model.route import Route
from k8slint.model.selector import Selector
from k8slint.model.service import Endpoints, Service
from k8slint.model.service_account import Binding, ServiceAccount
from k8slint.model.store import ConfigMap, Secret
from k8slint.model.workload import Workload
from k8slint.record import dataclass
from k8slint.words import Words

K = TypeVar("K")
T = TypeVar("T")


@dataclass(frozen=True)
class Cluster:
    """`metas` are all objects under review in the order of the input, `documents` the texts of these and the others.

    `others` are the objects of kinds that have no model of their own; operators make things from some of them,
    and `makers` say what. `owned` are the texts of what controllers made of other workloads, which count for it.
    """

    config: Config
    reading: Reading
    metas: tuple[Meta, ...] = ()
    namespaces: tuple[Namespace, ...] = ()
    workloads: tuple[Workload, ...] = ()
    services: tuple[Service, ...] = ()
    endpoints: tuple[Endpoints, ...] = ()
    ingresses: tuple[Ingress, ...] = ()
    ingress_classes: tuple[IngressClass, ...] = ()
    network_policies: tuple[NetworkPolicy, ...] = ()
    admin_policies: tuple[AdminPolicy, ...] = ()
    roles: tuple[Role, ...] = ()
    bindings: tuple[Binding, ...] = ()
    service_accounts: tuple[ServiceAccount, ...] = ()
    routes: tuple[Route, ...] = ()
    gateway_classes: tuple[GatewayClass, ...] = ()
    gateways: tuple[Gateway, ...] = ()
    gateway_routes: tuple[GatewayRoute, ...] = ()
    reference_grants: tuple[ReferenceGrant, ...] = ()
    assertions: tuple[ReachabilityAssertions, ...] = ()
    nodes: tuple[Node, ...] = ()
    address_pools: tuple[AddressPool, ...] = ()
    dns_endpoints: tuple[DnsEndpoint, ...] = ()
    config_maps: tuple[ConfigMap, ...] = ()
    secrets: tuple[Secret, ...] = ()
    api_extensions: tuple[ApiExtension, ...] = ()
    monitors: tuple[Monitor, ...] = ()
    others: tuple[Meta, ...] = ()
    makers: tuple[Maker, ...] = ()
    documents: Mapping[Document, Meta] = field(default_factory=dict)
    owned: frozenset[Document] = frozenset()

    def workloads_in(self, namespace: str) -> tuple[Workload, ...]:
        """The workloads of a namespace."""
        return self._workloads_by_namespace.get(namespace, ())

    def services_in(self, namespace: str) -> tuple[Service, ...]:
        """The Services of a namespace."""
        return self._services_by_namespace.get(namespace, ())

    def service(self, namespace: str, name: str) -> Service | None:
        """The Service of that name; the last one where the input has it twice."""
        return self._services_by_key.get((namespace, name))

    def definitions(self, namespace: str, name: str) -> tuple[Service, ...]:
        """All Services of that name in a namespace, of which the input may have variants."""
        return self._definitions.get((namespace, name), ())

    def nearest_service(self, namespace: str, name: str) -> Service | None:
        """The one Service of a namespace of whose name another one is a slip."""
        meant = self.service_names(namespace).nearest(name)
        return self.service(namespace, meant) if meant else None

    def service_names(self, namespace: str) -> Words:
        """The names of a namespace's Services in the order of the input, to find near misses among."""
        if namespace not in self._service_names:
            self._service_names[namespace] = Words(service.name for service in self.services_in(namespace))
        return self._service_names[namespace]

    def services_named(self, name: str) -> tuple[Service, ...]:
        """The Services of that name in any namespace."""
        return self._services_by_name.get(name, ())

    def network_policies_in(self, namespace: str) -> tuple[NetworkPolicy, ...]:
        """The NetworkPolicies of a namespace."""
        return self._network_policies_by_namespace.get(namespace, ())

    def policies_of(self, workload: Workload) -> tuple[NetworkPolicy, ...]:
        """The NetworkPolicies that select a workload's pods."""
        return self._policies_by_workload.get(workload.meta.at, ())

    def config_map(self, namespace: str, name: str) -> ConfigMap | None:
        """The ConfigMap of that name; the last one where the input has it twice."""
        return self._config_maps_by_key.get((namespace, name))

    def secrets_named(self, name: str) -> tuple[Secret, ...]:
        """The Secrets of that name in any namespace."""
        return self._secrets_by_name.get(name, ())

    def secrets_in(self, namespace: str) -> tuple[Secret, ...]:
        """The Secrets of a namespace, made here or by another object."""
        return self._secrets_by_namespace.get(namespace, ())

    def pods_selected_by(self, selector: Selector, namespace: str) -> tuple[Workload, ...]:
        """The workloads of a namespace whose pods match, in the order of the input; an empty selector matches all."""
        return tuple(w for w in self._candidates(selector, namespace) if w.matches(selector))

    def pods_of(self, service: Service) -> tuple[Workload, ...]:
        """The workloads that a Service selects; none where its endpoints are managed by hand."""
        return self.pods_selected_by(service.selector, service.namespace) if service.selector else ()

    def services_of(self, workload: Workload) -> tuple[Service, ...]:
        """The Services that select a workload's pods."""
        return self._services_by_workload.get(workload.meta.at, ())

    def namespace_labels(self, name: str) -> dict[str, str] | None:
        """The labels of a namespace; None where the input does not declare it, so that they are unknown."""
        found = self._namespaces_by_name.get(name)
        return found.labels if found else None

    @cached_property
    def known_namespaces(self) -> dict[str, dict[str, str]]:
        """The namespaces that the input declares or uses, with the labels that are known: of some only the name."""
        used = {name: {NAME_LABEL: name} for name in self._workloads_by_namespace}
        return {**used, **{n.name: n.labels for n in self.namespaces}}

    def is_complete(self, namespace: str | None) -> bool:
        """Whether the user declared the input to hold everything in that namespace."""
        return self.config.is_complete(namespace)

    def once(self, question: Callable[[Cluster], T]) -> T:
        """The answer to a question that several rules have, found once and kept with the cluster."""
        if question not in self._answers:
            self._answers[question] = question(self)
        answer: T = self._answers[question]
        return answer

    def answer(self, question: Callable[[Cluster], T], answer: T) -> None:
        """The answer to a question of `once` beforehand, for a cluster that is made of one that was asked already."""
        self._answers[question] = answer

    @cached_property
    def _answers(self) -> dict[Callable[[Cluster], Any], Any]:
        return {}

    def _candidates(self, selector: Selector, namespace: str) -> Sequence[Workload]:
        """Workloads among which those that match are: the rarest label that the selector demands decides."""
        pairs = [pair for pair in selector.equalities.items() if pair[0] not in self._runtime_keys]
        found = (self._workloads_by_label.get((namespace, *pair), ()) for pair in pairs)
        return min(found, key=len, default=self.workloads_in(namespace))

    @cached_property
    def _workloads_by_label(self) -> Mapping[tuple[str, str, str], Sequence[Workload]]:
        """By namespace, key and value, as far as manifests show the labels."""
        groups: dict[tuple[str, str, str], list[Workload]] = defaultdict(list)
        for workload in self.workloads:
            for key, value in workload.pod.labels.items():
                groups[workload.namespace, key, value].append(workload)
        return groups

    @cached_property
    def _runtime_keys(self) -> frozenset[str]:
        return frozenset(key for workload in self.workloads for key in workload.runtime_labels)

    @cached_property
    def _services_by_workload(self) -> dict[At, tuple[Service, ...]]:
        return _grouped((w.meta.at, s) for s in self.services if s.selector for w in self.pods_of(s))

    @cached_property
    def _policies_by_workload(self) -> dict[At, tuple[NetworkPolicy, ...]]:
        policies = self.network_policies
        return _grouped((w.meta.at, p) for p in policies for w in self.pods_selected_by(p.pods, p.namespace))

    @cached_property
    def _workloads_by_namespace(self) -> dict[str, tuple[Workload, ...]]:
        return _grouped((w.namespace, w) for w in self.workloads)

    @cached_property
    def _services_by_namespace(self) -> dict[str, tuple[Service, ...]]:
        return _grouped((s.namespace, s) for s in self.services)

    @cached_property
    def _network_policies_by_namespace(self) -> dict[str, tuple[NetworkPolicy, ...]]:
        return _grouped((p.namespace, p) for p in self.network_policies)

    @cached_property
    def _definitions(self) -> dict[tuple[str, str], tuple[Service, ...]]:
        return _grouped(((s.namespace, s.name), s) for s in self.services)

    @cached_property
    def _service_names(self) -> dict[str, Words]:
        return {}

    @cached_property
    def _services_by_key(self) -> dict[tuple[str, str], Service]:
        return {(s.namespace, s.name): s for s in self.services}

    @cached_property
    def _config_maps_by_key(self) -> dict[tuple[str, str], ConfigMap]:
        return {(m.meta.namespace or "", m.meta.name): m for m in self.config_maps}

    @cached_property
    def _secrets_by_namespace(self) -> dict[str, tuple[Secret, ...]]:
        return _grouped((s.namespace, s) for s in self.secrets)

    @cached_property
    def _secrets_by_name(self) -> dict[str, tuple[Secret, ...]]:
        return _grouped((s.name, s) for s in self.secrets)

    @cached_property
    def _services_by_name(self) -> dict[str, tuple[Service, ...]]:
        return _grouped((s.name, s) for s in self.services)

    @cached_property
    def _namespaces_by_name(self) -> dict[str, Namespace]:
        return {n.name: n for n in self.namespaces}


def _grouped(pairs: Iterable[tuple[K, T]]) -> dict[K, tuple[T, ...]]:
    groups: dict[K, list[T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}
