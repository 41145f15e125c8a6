"""Two routes claim the same requests and send them to different backends.

Why: the older route wins, and by name where both are of one age; the other gets nothing, and which is which changes
when one of them is made anew. (Gateway API reference: HTTPRouteRule.matches; TCPRoutes and UDPRoutes claim all that
their listener gets)
Fix: give one of them another hostname, path or listener; or make them one route whose backends have weights.
Silent: routes to the same backends; the same route read twice; listeners of which it is not known whether they admit
both.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Related, Severity, Verdict
from k8slint.model.cluster import Cluster
from k8slint.model.placeholder import is_placeholder
from k8slint.model.route_clash import RouteClash, route_clashes
from k8slint.rule import rule


@rule(Severity.ERROR)
def route_conflict(cluster: Cluster) -> Iterator[Problem]:
    for clash in route_clashes(cluster):
        text = str(clash.second)
        known = clash.second.listener is None or clash.sure
        if known and not is_placeholder(text):
            yield _problem(clash, text)


def _problem(clash: RouteClash, text: str) -> Problem:
    """A doubt where the Gateway is not in the input, which may admit only one of them."""
    first, second = clash.first, clash.second
    message = f"{first.route} claims {text}, too, and sends it elsewhere: the older route wins"
    related = (Related(first.match.at, "the other route"),)
    if clash.sure:
        return Problem(second.match.at, message, related=related)
    return Problem(second.match.at, message, Severity.WARNING, Verdict.ASSUMED, related)
