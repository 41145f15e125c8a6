"""Two objects publish one name through ExternalDNS, and lead it to two places.

Why: ExternalDNS makes one record of the two: it takes one of them, or both by turns, and which one may change from run
to run. (ExternalDNS documentation, "FAQ" and "Annotations")
Fix: give one of them another name; where the DNS is to choose between them, give each a `set-identifier` and a routing
policy.
Silent: objects that lead to the same place (the same targets, class, Gateway or shared address); hosts of Ingresses and
routes that no annotation and no DNSEndpoint names; names for the network inside beside those for the world. An error
where both say themselves where the name leads.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.door.name_claim import Claim, claims
from k8slint.finding import Problem, Related, Severity, Verdict
from k8slint.model.cluster import Cluster
from k8slint.model.external_dns import annotated
from k8slint.model.placeholder import is_placeholder
from k8slint.rule import rule


@rule(Severity.WARNING)
def external_dns_hostname_claimed_twice(cluster: Cluster) -> Iterator[Problem]:
    if annotated(cluster) or cluster.dns_endpoints:
        yield from (_problem(claim) for claim in claims(cluster) if not is_placeholder(claim.second.text))


def _problem(claim: Claim) -> Problem:
    first, second = claim.first, claim.second
    places = f" ({', '.join(second.targets)} here, {', '.join(first.targets)} there)" if claim.is_sure else ""
    message = f"{second.text} is already published by {first.meta.ref}, and leads elsewhere there{places}"
    level = Severity.ERROR if claim.is_sure else None
    verdict = Verdict.PROVEN if claim.is_sure else Verdict.ASSUMED
    return Problem(second.at, message, level, verdict, (Related(first.at, "published here, too"),))
