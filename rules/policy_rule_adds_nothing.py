"""A rule of a policy allows nothing that others do not allow already, for every pod that anyone may create.

Why: it can be dropped without any effect; or, more often, somebody believed that it limits what another rule opens.
Policies only add: no rule takes back what another allows. In an administrator's policy, a rule that comes after others
that match all of its traffic is never reached.
Fix: drop it, or narrow the rule that covers it.
Silent: rules that add to the others for some pod, even one that does not exist yet; of two rules that cover each other
the later one is reported.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Related, Severity
from k8slint.model.cluster import Cluster
from k8slint.reach.clause import Tier
from k8slint.reach.surplus import Surplus, surplus
from k8slint.rule import rule


@rule(Severity.INFO)
def policy_rule_adds_nothing(cluster: Cluster) -> Iterator[Problem]:
    for found in cluster.once(surplus):
        yield _problem(found)


def _problem(found: Surplus) -> Problem:
    rules = ", ".join(dict.fromkeys(_name(found, rule.policy.name, rule.index) for rule in found.because))
    verb = "allow" if found.clause.tier is Tier.NETWORK_POLICY else "decide"
    what = (
        f"this rule adds nothing: {rules} already {verb if len(found.because) > 1 else verb + 's'} all of its traffic"
    )
    related = tuple(Related(rule.at, f"{rule.policy.kind} {rule.policy.name}") for rule in found.because)
    return Problem(found.clause.at, what, related=related)


def _name(found: Surplus, policy: str, index: int) -> str:
    place = f"{found.clause.direction} rule {index + 1}"
    return place if policy == found.clause.policy.name else f"{place} of {policy}"
