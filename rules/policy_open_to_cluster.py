"""Every pod of every namespace, present and future, may connect to a port that only its clients should reach.

Why: databases, caches and queues trust whoever connects. One pod that is taken over anywhere in the cluster reaches
them, although a policy selects them.
Fix: name the clients in `from`, by podSelector and namespaceSelector.
Silent: pods that no policy isolates (`pod-not-isolated`); what policy-allows-everything reports; metrics and exporter
ports.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Severity
from k8slint.model.cluster import Cluster
from k8slint.reach.open_port import open_ports
from k8slint.rule import rule


@rule(Severity.WARNING)
def policy_open_to_cluster(cluster: Cluster) -> Iterator[Problem]:
    for found in cluster.once(open_ports):
        breadth, more = found.breadth, len(found.breadth.rules) - 1
        rules = f"this rule and {more} more let" if more else "this rule lets"
        servers = ", ".join(f"{what} ({port.number}/{port.protocol})" for port, what in found.servers)
        witness = breadth.witness("a pod in namespace other", found.servers[0][0].number or 1)
        message = f"{rules} every pod of every namespace connect to {servers} of {breadth.pods}"
        yield Problem(breadth.rules[0].at, message, related=breadth.related, witness=witness)
