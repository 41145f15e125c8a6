"""Facts about the cluster that manifests do not state: version, ranges, network plugin, classes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """The target cluster, by default an unmodified recent Kubernetes about which nothing else is known.

    `pod_cidrs` and `service_cidrs` are CIDRs as text; `ingress_classes` names classes that exist, `default_class`
    whether one of them is the default (None: not known); `cni` names the network plugin (None: not known).
    """

    version: tuple[int, int] = (1, 34)
    node_port_range: tuple[int, int] = (30000, 32767)
    pod_cidrs: tuple[str, ...] = ()
    service_cidrs: tuple[str, ...] = ()
    cni: str | None = None
    ingress_classes: tuple[str, ...] = ()
    default_ingress_class: bool | None = None
    dns_domain: str = "cluster.local"
