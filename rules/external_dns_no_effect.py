"""An annotation for ExternalDNS stands on an object from which it is not read.

Why: ExternalDNS reads each annotation from certain kinds of objects and passes over it silently elsewhere: the name is
never published, or leads somewhere else. (ExternalDNS documentation, "Annotations" and the page of each source)
Fix: move it to the object that is read for it: the Service, Ingress or route that the name leads to; `target` of the
Gateway API to the Gateway, everything else to the Route.
Silent: objects that ask ExternalDNS to stay away (`controller`); kinds of other projects, which ExternalDNS may be told
to read; what the flags of an ExternalDNS in the input turn on.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Related, Severity, Verdict
from k8slint.model.cluster import Cluster
from k8slint.model.external_dns import annotated, ignores
from k8slint.model.external_dns_reach import Ignored, ignored
from k8slint.rule import rule


@rule(Severity.WARNING)
def external_dns_no_effect(cluster: Cluster) -> Iterator[Problem]:
    by_reason: dict[tuple[object, str], list[Ignored]] = {}
    for annotation in annotated(cluster):
        if not ignores(annotation.meta) and (found := ignored(cluster, annotation)):
            by_reason.setdefault((annotation.meta.at, found.reason), []).append(found)
    for group in by_reason.values():
        yield _problem(group)


def _problem(group: list[Ignored]) -> Problem:
    """One problem for what an object says in vain for one reason."""
    first, *more = group
    keys = ", ".join(ignored.annotation.key for ignored in group)
    related = tuple(Related(ignored.annotation.at.key, "and this") for ignored in more)
    verdict = Verdict.ASSUMED if first.assumed else Verdict.PROVEN
    return Problem(first.annotation.at.key, f"{keys} has no effect: {first.reason}", None, verdict, related)
