"""No request can reach a rule of a route.

Why: other rules take all that it claims: an earlier rule of the route with the same matches, or a route with a more
precise hostname, which comes first whatever the paths. (Gateway API reference: HTTPRouteRule.matches)
Fix: ask for something that the other rule does not take, or remove the rule.
Silent: rules that do the same as those that take their requests; routes of unknown age that claim the same, which
`route-conflict` reports; regular expressions, unless they are the same or fit everything.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Related, Severity
from k8slint.model.cluster import Cluster
from k8slint.model.shadow import Shadow, shadows
from k8slint.rule import rule


@rule(Severity.WARNING)
def route_rule_shadowed(cluster: Cluster) -> Iterator[Problem]:
    for shadow in shadows(cluster):
        if shadow.first.outcome != shadow.winner.outcome:
            yield _problem(shadow)


def _problem(shadow: Shadow) -> Problem:
    winner = shadow.winner
    who = "an earlier rule" if winner.route is shadow.first.route else f"{winner.route} ({winner.host})"
    message = f"no request reaches this rule: {who} takes {shadow.first}"
    return Problem(shadow.first.match.at, message, related=(Related(winner.match.at, "takes its requests"),))
