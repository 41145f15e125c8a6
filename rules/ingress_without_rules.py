"""An Ingress routes nothing: it has neither a path nor a default backend.

Why: the API server refuses an Ingress without `rules` and `defaultBackend`; one whose rules have no paths is accepted
and answers every request with the controller's error page.
Fix: add `http.paths` to a rule, or a `defaultBackend`.
Silent: the masters of mergeable Ingresses, whose paths are in their minions.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Severity
from k8slint.model.cluster import Cluster
from k8slint.rule import rule

MERGEABLE = "nginx.org/mergeable-ingress-type"
"""NGINX Ingress Controller: `master` holds the host, `minion` the paths."""


@rule(Severity.WARNING)
def ingress_without_rules(cluster: Cluster) -> Iterator[Problem]:
    for ingress in cluster.ingresses:
        if ingress.backends or ingress.meta.annotations.get(MERGEABLE) == "master":
            continue
        at = ingress.rules[0].host_at if ingress.rules else ingress.spec_at
        what = "its rules have no paths" if ingress.rules else "it has no rules"
        yield Problem(at, f"the Ingress routes nothing: {what}, and there is no default backend")
