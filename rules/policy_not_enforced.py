"""The cluster's network plugin ignores NetworkPolicies, so none of them has an effect.

Why: the API server accepts policies whether or not anything enforces them. Every pod stays reachable, and nothing in
the cluster says so.
Fix: install a plugin or a controller that enforces policies (Calico, Cilium, kube-router), and say so in the
configuration (`cluster.cni`, `cluster.enforcesPolicies`).
Silent: a plugin that the configuration does not name, or whose enforcement is an option of the cluster. Reported once,
at the first policy.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Severity
from k8slint.model.cluster import Cluster
from k8slint.rule import rule


@rule(Severity.WARNING)
def policy_not_enforced(cluster: Cluster) -> Iterator[Problem]:
    """Kubernetes documentation, "Network Policies": prerequisites. The plugins are in `profile.py`."""
    profile = cluster.config.profile
    policies = [policy for policy in cluster.network_policies if not policy.meta.context]
    if policies and profile.enforces_policies is False:
        plugin = f"the network plugin {profile.cni}" if profile.cni else "the cluster"
        many = "this policy has" if len(policies) == 1 else f"the {len(policies)} policies of this input have"
        yield Problem(policies[0].meta.name_at, f"{plugin} does not enforce NetworkPolicies: {many} no effect")
