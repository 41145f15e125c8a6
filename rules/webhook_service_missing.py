"""A webhook or APIService names a Service that the input does not have.

Why: the API server cannot call it. A webhook that fails closed then refuses every request that it matches, a
conversion webhook makes the resources of its kind unreadable, an API whose Service is missing is unavailable.
Fix: name the Service, in the namespace in which it is.
Silent: Services that an operator in the input makes or that the configuration declares; names that something fills in
later; namespaces of which the input shows no workload or no Service. An error where a name comes near or the Service
is in another namespace, or where the input is declared complete; else a warning where requests are refused, or a note.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Edit, Fix, Problem, Related, Severity, Verdict
from k8slint.inputs.at import At
from k8slint.inputs.scalar import written
from k8slint.model.absence import covers, service_elsewhere
from k8slint.model.api_extension import ApiCall, FailurePolicy, Purpose, ServiceReference
from k8slint.model.cluster import Cluster
from k8slint.model.extension_service import api_calls, called_services
from k8slint.model.service import Service
from k8slint.rule import rule


@rule(Severity.ERROR)
def webhook_service_missing(cluster: Cluster) -> Iterator[Problem]:
    """API reference: ServiceReference of admissionregistration.k8s.io, apiextensions.k8s.io, apiregistration.k8s.io."""
    for calls in _missing(cluster):
        if problem := _problem(cluster, calls):
            yield problem


def _missing(cluster: Cluster) -> list[list[ApiCall]]:
    """The calls without a Service, those of one object to one name together."""
    missing: dict[tuple[At, str, str], list[ApiCall]] = {}
    for meta, call in api_calls(cluster):
        if not called_services(cluster, call.service):
            missing.setdefault((meta.at, call.service.namespace, call.service.name), []).append(call)
    return list(missing.values())


def _problem(cluster: Cluster, calls: list[ApiCall]) -> Problem | None:
    reference = calls[0].service
    if service_elsewhere(cluster, reference.namespace, reference.name):
        return None
    if meant := cluster.nearest_service(reference.namespace, reference.name):
        return _misspelled(calls, meant)
    if other := _in_other_namespace(cluster, reference):
        return _astray(calls, other)
    return _absent(cluster, calls)


def _misspelled(calls: list[ApiCall], meant: Service) -> Problem:
    at, message = calls[0].service.name_at, f"{_lack(calls)}; the nearest is {meant.name}{_harm(calls)}"
    related = (Related(meant.meta.name_at, "the nearest Service"), *_repeated(calls))
    fix = _fix([call.service.name_at for call in calls], meant.name, f"call Service {meant.name}")
    return Problem(at, message, None, Verdict.ASSUMED, related, fix)


def _astray(calls: list[ApiCall], other: Service) -> Problem:
    at, message = calls[0].service.namespace_at, f"{_lack(calls)}; it is in namespace {other.namespace}{_harm(calls)}"
    related = (Related(other.meta.name_at, "the Service"), *_repeated(calls))
    places = [call.service.namespace_at for call in calls]
    fix = _fix(places, other.namespace, f"call it in namespace {other.namespace}")
    return Problem(at, message, None, Verdict.ASSUMED, related, fix)


def _in_other_namespace(cluster: Cluster, reference: ServiceReference) -> Service | None:
    """The Service of that name, if only one namespace has it."""
    found = cluster.services_named(reference.name)
    return found[0] if len({service.namespace for service in found}) == 1 else None


def _absent(cluster: Cluster, calls: list[ApiCall]) -> Problem | None:
    reference, namespace = calls[0].service, calls[0].service.namespace
    complete = cluster.is_complete(namespace)
    if not complete and not (covers(cluster, namespace) and cluster.services_in(namespace)):
        return None
    message = f"{_lack(calls)} in this input{_harm(calls)}"
    level = Severity.ERROR if complete else Severity.WARNING if _fails_closed(calls) else Severity.INFO
    return Problem(reference.name_at, message, level, Verdict.ASSUMED, tuple(_repeated(calls)))


def _lack(calls: list[ApiCall]) -> str:
    return f"namespace {calls[0].service.namespace} has no Service {calls[0].service.name}"


def _harm(calls: list[ApiCall]) -> str:
    """What comes of it."""
    match calls[0].purpose:
        case Purpose.ADMISSION if _fails_closed(calls):
            return ": what the webhook is to check is refused (failurePolicy Fail)"
        case Purpose.CONVERSION:
            return ": objects of this kind cannot be converted"
        case _:
            return ""


def _fails_closed(calls: list[ApiCall]) -> bool:
    """Whether requests are refused that a webhook is not asked about."""
    return any(c.purpose is Purpose.ADMISSION and c.failure_policy is FailurePolicy.FAIL for c in calls)


def _fix(places: list[At], text: str, description: str) -> Fix:
    return Fix(description, tuple(Edit(at.location, written(text)) for at in places))


def _repeated(calls: list[ApiCall]) -> Iterator[Related]:
    return (Related(call.service.name_at, "and here") for call in calls[1:])
