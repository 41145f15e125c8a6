"""A pod on the host network is told names of the cluster that its DNS policy cannot resolve.

Why: with `hostNetwork: true` the policy ClusterFirst, which is also the default, works as Default does: the pod asks
the node's resolver, which knows no Services. With the policy None and no nameserver the API server refuses the pod.
Fix: set `dnsPolicy: ClusterFirstWithHostNet`.
Silent: pods that are told no cluster name, as node exporters and network plugins are; pods that list nameservers of
their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from k8slint.finding import Fix, Problem, Related, Severity
from k8slint.inputs.at import At
from k8slint.model.cluster import Cluster
from k8slint.model.target import cluster_names, targets
from k8slint.model.told import Told, told
from k8slint.model.workload import PodTemplate, Workload
from k8slint.rule import rule

_NOT_RESOLVED = re.compile(r"issuer|audience|no_?proxy|san(s|$)|cert|subject|server-?name", re.IGNORECASE)
"""Keys whose values hold names that are compared, never looked up."""


@rule(Severity.WARNING)
def dns_policy_ineffective(cluster: Cluster) -> Iterator[Problem]:
    for workload in cluster.workloads:
        pod, at = workload.pod, workload.pod.spec_at / "dnsPolicy"
        if pod.dns_policy == "None" and not pod.has_nameservers:
            message = "dnsPolicy None needs a nameserver in dnsConfig; the API server refuses the pod"
            yield Problem(at, message, Severity.ERROR)
        elif _asks_node(pod) and (found := next(_names(cluster, workload), None)):
            name, text = found
            policy = f"dnsPolicy {pod.dns_policy}" + ("" if at.written else ", the default,")
            message = (
                f"{policy} asks the node's resolver on the host network, which does not know {name}; "
                "set ClusterFirstWithHostNet"
            )
            related = (Related(text.at, f"told {name} here"),)
            yield Problem(_place(at, pod), message, related=related, fix=_fix(at))


def _asks_node(pod: PodTemplate) -> bool:
    """Source: the Kubernetes documentation, DNS for Services and Pods, the pod's DNS policy."""
    return pod.host_network and pod.dns_policy in ("ClusterFirst", "Default") and not pod.has_nameservers


def _place(at: At, pod: PodTemplate) -> At:
    return at if at.written else pod.spec_at / "hostNetwork"


def _fix(at: At) -> Fix | None:
    return Fix.replace(at, "ClusterFirstWithHostNet", "use cluster DNS on the host network") if at.written else None


def _names(cluster: Cluster, workload: Workload) -> Iterator[tuple[str, Told]]:
    """The names of Services in what its containers are told."""
    for container in workload.pod.containers:
        for text in told(cluster, workload, container):
            if not _NOT_RESOLVED.search(text.key):
                yield from ((f"{name}.{namespace}.svc", text) for namespace, name in cluster_names(text.text))
                yield from ((host, text) for host in _short_names(cluster, workload.namespace, text.text))


def _short_names(cluster: Cluster, namespace: str, text: str) -> Iterator[str]:
    """Hosts of addresses that are Services of the input; a word alone is no target."""
    for target in targets(text):
        name, _, other = target.host.partition(".")
        if (target.scheme or target.port) and cluster.service(other or namespace, name):
            yield target.host
