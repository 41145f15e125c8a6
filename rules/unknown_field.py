"""A field that the API does not have.

Why: the API server refuses it under strict validation and drops it otherwise, and what it was meant to say is not
said. In a policy it is an error: a rule that loses its peers or ports admits everyone (`ingress: [{to: …}]` becomes
`ingress: [{}]`), and so does a Service that loses its source ranges. A Service
without its selector, ports or target port is an error, too: it leads nowhere.
Fix: rename it to the field that is meant, or move it to where it belongs.
Silent: fields of newer, older and experimental versions of the API; names that something fills in; status.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Severity
from k8slint.model.cluster import Cluster
from k8slint.rule import rule
from k8slint.validity.judge import verdicts


@rule(Severity.WARNING)
def unknown_field(cluster: Cluster) -> Iterator[Problem]:
    yield from cluster.once(verdicts).unknown
