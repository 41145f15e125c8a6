"""A pod is told names of the cluster that its DNS policy cannot resolve.

Why: with `hostNetwork: true` the policy ClusterFirst, which is also the default, works as Default does: the pod asks
the node's resolver, which knows no Services. With the policy None and no nameserver the API server refuses the pod.
Fix: set `dnsPolicy: ClusterFirstWithHostNet` on the host network, else ClusterFirst.
Silent: pods that are told no cluster name, as node exporters and network plugins are; pods that list nameservers of
their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from k8slint.finding import Fix, Problem, Related, Severity
from k8slint.inputs.at import At
from k8slint.model.cluster import Cluster
from k8slint.model.insertion import above
from k8slint.model.target import cluster_names, targets
from k8slint.model.told import Told, told
from k8slint.model.workload import PodTemplate, Workload
from k8slint.pattern import regex
from k8slint.rule import rule

_NOT_RESOLVED = regex(r"issuer|audience|no_?proxy|san(s|$)|cert|subject|server-?name", re.IGNORECASE)
"""Keys whose values hold names that are compared, never looked up."""


@rule(Severity.WARNING)
def dns_policy_ineffective(cluster: Cluster) -> Iterator[Problem]:
    for workload in cluster.workloads:
        pod, at = workload.pod, workload.pod.spec_at / "dnsPolicy"
        if pod.dns_policy == "None" and not pod.has_nameservers:
            message = "dnsPolicy None needs a nameserver in dnsConfig; the API server refuses the pod"
            yield Problem(at, message, Severity.ERROR)
        elif _asks_node(pod) and (found := next(_names(cluster, workload), None)):
            yield _problem(pod, at, *found)


def _problem(pod: PodTemplate, at: At, name: str, text: Told) -> Problem:
    policy = pod.dns_policy + ("" if at.written else ", the default,") + (" on the host network" * pod.host_network)
    better = "ClusterFirstWithHostNet" if pod.host_network else "ClusterFirst"
    message = f"dnsPolicy {policy} asks the node's resolver, which does not know {name}; set {better}"
    place, related = at if at.written else pod.spec_at / "hostNetwork", (Related(text.at, f"told {name} here"),)
    return Problem(place, message, related=related, fix=_fix(pod, at, better))


def _asks_node(pod: PodTemplate) -> bool:
    """Source: the Kubernetes documentation, DNS for Services and Pods, the pod's DNS policy."""
    falls_back = pod.host_network and pod.dns_policy == "ClusterFirst"
    return (falls_back or pod.dns_policy == "Default") and not pod.has_nameservers


def _fix(pod: PodTemplate, at: At, better: str) -> Fix | None:
    """Another value, or a line above `hostNetwork` where that stands on a line of its own."""
    if at.written:
        return Fix.replace(at, better, f"set {better}")
    return above((pod.spec_at / "hostNetwork").key, f"dnsPolicy: {better}", f"set {better}")


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
