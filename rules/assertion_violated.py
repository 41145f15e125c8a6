"""A reachability assertion does not hold.

Why: somebody wrote down what must, or must not, be reachable, and the policies say otherwise.
Fix: change the policy that decides (`k8slint explain SOURCE DESTINATION --port PORT PATH` names it), or the assertion.
Silent: assertions that name nothing (`assertion-vacuous`), and those that the solver could not settle within its bound,
which are reported as undecided, at info.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Severity
from k8slint.model.cluster import Cluster
from k8slint.reach.assertion import Undecided, Violation, outcomes
from k8slint.rule import rule


@rule(Severity.ERROR)
def assertion_violated(cluster: Cluster) -> Iterator[Problem]:
    for outcome in cluster.once(outcomes):
        if isinstance(outcome, Violation):
            yield _problem(outcome)
        elif isinstance(outcome, Undecided):
            yield Problem(outcome.assertion.at, "not decided within the solver's bound", severity=Severity.INFO)


def _problem(violation: Violation) -> Problem:
    assertion, witness = violation.assertion, violation.witness
    said, done = ("allow", "denied") if assertion.allow else ("deny", "allowed")
    name = f"{assertion.name}: " if assertion.name else ""
    message = f"{name}{violation.source} -> {violation.destination} {witness['protocol']} {witness['port']} is {done}"
    return Problem(assertion.at, f"{message}, where this asserts {said}", witness=witness)
