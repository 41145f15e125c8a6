"""Facts about the cluster that manifests do not state: version, ranges, network plugin, classes."""

from __future__ import annotations

from k8slint.record import dataclass

ENFORCING = frozenset(
    {"antrea", "calico", "canal", "cilium", "gke-dataplane-v2", "kindnet", "kube-ovn", "kube-router"}
    | {"openshift-sdn", "ovn-kubernetes", "weave"}
)
"""Network plugins that enforce NetworkPolicies as they are installed. (documentation of each)"""

NOT_ENFORCING = frozenset({"bridge", "flannel", "kubenet"})
"""Network plugins that ignore NetworkPolicies; the cloud providers' own do as an option of the cluster says."""


@dataclass(frozen=True)
class Profile:
    """The target cluster, by default an unmodified recent Kubernetes about which nothing else is known.

    `pod_cidrs` and `service_cidrs` are CIDRs as text; `ingress_classes` names classes that exist,
    `default_ingress_class` tells whether one of them is the default (None: not known); `cni` names the network plugin
    (None: not known), and `policies` whether NetworkPolicies are enforced where more is known than the plugin;
    `external_dns` is the version of ExternalDNS (None: not known).
    """

    version: tuple[int, int] = (1, 34)
    node_port_range: tuple[int, int] = (30000, 32767)
    pod_cidrs: tuple[str, ...] = ()
    service_cidrs: tuple[str, ...] = ()
    cni: str | None = None
    policies: bool | None = None
    ingress_classes: tuple[str, ...] = ()
    default_ingress_class: bool | None = None
    dns_domain: str = "cluster.local"
    external_dns: tuple[int, int] | None = None

    @property
    def enforces_policies(self) -> bool | None:
        """Whether NetworkPolicies have an effect in this cluster; None where that is not known."""
        if self.policies is not None:
            return self.policies
        return True if self.cni in ENFORCING else False if self.cni in NOT_ENFORCING else None
