"""A route or Gateway refers to an object of another namespace, which does not allow it.

Why: the reference counts as broken: requests get an error, a listener has no certificate. The namespace that is
referred to has to hold a ReferenceGrant for it. (Gateway API reference: ReferenceGrant)
Fix: add a ReferenceGrant to the namespace of the target; or mend the one that is meant for it.
Silent: targets in namespaces of which the input shows nothing, for the grant may be there; objects whose own namespace
is set later, where the target is not in the input.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Edit, Fix, Problem, Related, Severity, Verdict
from k8slint.inputs.at import At
from k8slint.inputs.scalar import written
from k8slint.model.cluster import Cluster
from k8slint.model.grant_miss import Crossing, GrantMiss, crossings, grant_miss
from k8slint.model.granting import grants_by_namespace, is_granted
from k8slint.model.placeholder import is_placeholder
from k8slint.model.reference import SECRET, SERVICE
from k8slint.rule import rule


@rule(Severity.ERROR)
def reference_not_granted(cluster: Cluster) -> Iterator[Problem]:
    missing: dict[tuple[str, str, str], list[Crossing]] = {}
    near: dict[At, tuple[GrantMiss, list[Crossing]]] = {}
    for crossing in cluster.once(crossings):
        if is_placeholder(crossing.target.namespace) or is_granted(cluster, crossing.source, crossing.target):
            continue
        if miss := grant_miss(cluster, crossing):
            near.setdefault(miss.at, (miss, []))[1].append(crossing)
        elif _is_shown(cluster, crossing):
            key = (crossing.source.kind, crossing.namespace, str(crossing.target))
            missing.setdefault(key, []).append(crossing)
    yield from (_mistaken(miss, found) for miss, found in near.values())
    yield from (_missing(cluster, found) for found in missing.values())


def _is_shown(cluster: Cluster, crossing: Crossing) -> bool:
    """Whether the input holds the target's namespace, as far as the target is concerned."""
    target = crossing.target
    if cluster.is_complete(target.namespace):
        return True
    if target.kind == SERVICE:
        found = cluster.service(target.namespace, target.name)
        return found is not None and found.meta.states_namespace
    secrets = cluster.secrets_named(target.name) if target.kind == SECRET else ()
    return any(secret.namespace == target.namespace and secret.meta.states_namespace for secret in secrets)


def _mistaken(miss: GrantMiss, found: list[Crossing]) -> Problem:
    crossing = found[0]
    related = tuple(Related(one.target.name_at, "the reference") for one in found)
    who, target = _who(crossing), crossing.target
    if miss.at == miss.grant.meta.namespace_at:
        where = f"this ReferenceGrant is in namespace {miss.has}; it has to be in {miss.wanted}"
        message = f"{where} for {who} to refer to {target}"
    else:
        message = f"this ReferenceGrant says {miss.has}, and {who}, which refer to {target}, need {miss.wanted}"
    fix = _fix(miss) if miss.at.written and miss.at.path[-1] != "group" else None
    return Problem(miss.at, message, None, Verdict.ASSUMED, related, fix)


def _fix(miss: GrantMiss) -> Fix:
    edit = Edit(miss.at.location, written(miss.wanted))
    return Fix(f"write {miss.wanted}", (edit,), safe=False)


def _missing(cluster: Cluster, found: list[Crossing]) -> Problem:
    """A doubt where a later tool sets the namespace of the object that refers."""
    crossing = found[0]
    namespace = crossing.target.namespace
    message = f"namespace {namespace} has no ReferenceGrant that lets {_who(crossing)} refer to {crossing.target}"
    grants = cluster.once(grants_by_namespace).get(namespace, ())[:5]
    related = (
        *(Related(grant.meta.name_at, "a grant for others") for grant in grants),
        *(Related(one.target.namespace_at, "and here") for one in found[1:]),
    )
    level = None if crossing.source.states_namespace else Severity.WARNING
    return Problem(crossing.target.namespace_at, message, level, Verdict.ASSUMED, related)


def _who(crossing: Crossing) -> str:
    return f"{crossing.kind.kind}s of {crossing.namespace}"
