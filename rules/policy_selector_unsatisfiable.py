"""A selector in a policy asks for labels that nothing can have.

Why: its requirements exclude each other, so it never matches: a policy with such a podSelector protects no pod, a rule
with such a peer lets nobody through.
Fix: drop the requirement that is not meant.
Silent: selectors that some labels meet, whether or not anything has them; requirements without values, which the API
refuses.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Related, Severity
from k8slint.model.cluster import Cluster
from k8slint.model.contradiction import contradictions, names_values
from k8slint.model.selecting import Selecting, selectors
from k8slint.model.selector import Requirement
from k8slint.rule import rule


@rule(Severity.ERROR)
def policy_selector_unsatisfiable(cluster: Cluster) -> Iterator[Problem]:
    for selecting in selectors(cluster):
        for found in contradictions(selecting.selector, of_namespaces=selecting.of_namespaces):
            if all(map(names_values, found)):
                yield _problem(selecting, found)


def _problem(selecting: Selecting, found: tuple[Requirement, ...]) -> Problem:
    what, last = "namespace" if selecting.of_namespaces else "pod", found[-1]
    wanted = " and ".join(str(requirement) for requirement in found)
    reason = "contradict each other" if len(found) > 1 else f"is false of every {what}"
    related = tuple(Related(r.at, str(r)) for r in found[:-1] if r.at)
    return Problem(last.at or selecting.selector.at, f"no {what} can match: {wanted} {reason}", related=related)
