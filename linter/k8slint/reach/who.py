"""Groups that questions are about."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address
from typing import TypeAlias

from k8slint.model.admin_policy import PodSelection
from k8slint.model.namespace import NAME_LABEL
from k8slint.model.selector import Operator, Requirement
from k8slint.reach.clause import Everyone, Network, homes_of
from k8slint.reach.endpoint import PodKind
from k8slint.record import dataclass

Someone: TypeAlias = PodKind | IPv4Address | IPv6Address
"""The party of one case. A node is a pod on the host network without a namespace."""


@dataclass(frozen=True)
class Pods:
    """Every pod that anyone may create with such labels in such a namespace; without requirements, every pod."""

    namespaces: tuple[Requirement, ...] = ()
    labels: tuple[Requirement, ...] = ()

    @classmethod
    def of(cls, selection: PodSelection) -> Pods:
        """The pods that a policy selects."""
        return cls(selection.namespaces.requirements, selection.pods.requirements)

    @classmethod
    def inside(cls, namespace: str, labels: tuple[Requirement, ...] = ()) -> Pods:
        """Pods of one namespace."""
        return cls((Requirement(NAME_LABEL, Operator.IN, frozenset({namespace})),), labels)


@dataclass(frozen=True)
class Outside:
    """Addresses that belong to no pod and no node."""

    networks: tuple[Network, ...]
    excepts: tuple[Network, ...] = ()


Who: TypeAlias = PodKind | Pods | Outside | Everyone


def homes(who: Who) -> frozenset[str] | None:
    """The namespaces in which pods of a group can be; None where they can be in any."""
    match who:
        case PodKind():
            return frozenset({who.namespace})
        case Pods(namespaces, _):
            return homes_of(namespaces)
        case Outside():
            return frozenset()
        case Everyone():
            return None
