"""Pods that call the API server have policies for egress that leave no way to it.

Why: what runs in them (an operator, an exporter, a controller) fails at its first call. The API server is no pod that a
podSelector or namespaceSelector selects: it runs on the host network or outside of the cluster.
Fix: add an egress rule with an `ipBlock` that holds the API server's address, or at least ports 443 and 6443.
Silent: pods whose account no binding of the input gives a role; rules towards any block of addresses, with port 443 or
6443, or without peers and ports; policies for egress without any rule that select these pods by label, which
`policy-types-contradict-rules` reports; namespaces with policies of a CNI plugin, and clusters with policies of
administrators, which may allow it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from k8slint.finding import Problem, Related, Severity
from k8slint.inputs.at import At
from k8slint.model.api_client import api_binding
from k8slint.model.api_way import may_reach_api_server
from k8slint.model.cluster import Cluster
from k8slint.model.network_policy import Direction, NetworkPolicy
from k8slint.model.service_account import Binding
from k8slint.model.workload import Workload, listed
from k8slint.rule import rule

PLUGIN_GROUPS = ("cilium.io", "projectcalico.org", "crd.projectcalico.org", "policy.antrea.io", "crd.antrea.io")
"""Groups of the policies that CNI plugins have beside the API's."""


@rule(Severity.WARNING)
def api_server_egress_blocked(cluster: Cluster) -> Iterator[Problem]:
    if cluster.admin_policies or any(meta.group in PLUGIN_GROUPS for meta in cluster.others):
        return
    cut: dict[At, tuple[NetworkPolicy, Binding, list[Workload]]] = {}
    isolating = _isolating(cluster)
    for workload in cluster.workloads:
        policies = isolating.get(workload.meta.at, ())
        is_cut = policies and not _has_way(policies) and not _is_contradiction(policies)
        if is_cut and (binding := api_binding(cluster, workload)):
            policy = _written_for(policies)
            cut.setdefault(policy.meta.at, (policy, binding, []))[2].append(workload)
    yield from (_problem(policy, binding, workloads) for policy, binding, workloads in cut.values())


def _isolating(cluster: Cluster) -> Mapping[At, Sequence[NetworkPolicy]]:
    """The policies that isolate each workload for egress."""
    found: dict[At, list[NetworkPolicy]] = defaultdict(list)
    for policy in cluster.network_policies:
        if Direction.EGRESS in policy.types:
            for workload in cluster.pods_selected_by(policy.pods, policy.namespace):
                if not workload.pod.host_network:
                    found[workload.meta.at].append(policy)
    return found


def _has_way(policies: Sequence[NetworkPolicy]) -> bool:
    return any(may_reach_api_server(rule) for policy in policies for rule in policy.egress)


def _is_contradiction(policies: Sequence[NetworkPolicy]) -> bool:
    """Whether a policy for these very pods lists Egress and nobody writes a rule, which is another rule's matter."""
    return not any(p.egress for p in policies) and any(not p.pods.is_empty for p in policies)


def _written_for(policies: Sequence[NetworkPolicy]) -> NetworkPolicy:
    """The policy to change: one with rules for pods by label, else one with rules, else the first."""
    return max(policies, key=lambda policy: (bool(policy.egress), not policy.pods.is_empty))


def _problem(policy: NetworkPolicy, binding: Binding, workloads: Sequence[Workload]) -> Problem:
    verb = "calls" if len(workloads) == 1 else "call"
    message = f"no egress rule leads to the API server, which {listed(workloads)} {verb}"
    section = policy.section_at(Direction.EGRESS)
    related = (
        Related(workloads[0].meta.name_at, "the pods"),
        Related(binding.meta.name_at, f"the binding of their account to {binding.role}"),
    )
    return Problem(section.key if section.written else policy.types_at, message, related=related)
