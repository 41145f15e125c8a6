"""Two administrators' policies have the same priority and decide some connection differently.

Why: the order of policies with one priority is not defined, so the connection is allowed in one cluster and denied in
the next, or before and after a restart. (network-policy-api: priority)
Fix: give them different priorities, the one that should win the lower number.
Silent: policies of one priority that decide everything alike in both orders.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Related, Severity
from k8slint.model.cluster import Cluster
from k8slint.reach.tie import Tie, ties
from k8slint.reach.witness import Witness, named
from k8slint.rule import rule


@rule(Severity.WARNING)
def policy_priority_tied(cluster: Cluster) -> Iterator[Problem]:
    for tie in ties(cluster):
        yield _problem(tie)


def _problem(tie: Tie) -> Problem:
    at = tie.second.meta.at / "spec" / "priority"
    same = f"priority {tie.second.priority} is also that of {tie.first.name}"
    related = (Related(tie.first.meta.at / "spec" / "priority", tie.first.name),)
    if not isinstance(tie.answer, Witness):
        unknown = f"{same}; whether their order matters was not settled within the bound on the solver's work"
        return Problem(at, unknown, Severity.INFO, related=related)
    case = tie.answer
    ends = f"{named(case.source)} to {named(case.destination)} on {case.port}/{case.protocol}"
    message = f"{same}, and their order, which nothing defines, decides about {ends}"
    return Problem(at, message, related=related, witness=case.as_dict())
