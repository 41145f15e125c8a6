"""A container is told to call a host that is no Service of the cluster.

Why: the name does not resolve, so what depends on it fails once the pods run, and nothing fails before.
Fix: name a Service that exists, or add the one that is missing.
Silent: hosts outside of the cluster; Services that an operator in the input makes, that the configuration declares
(`external`) or that every cluster has; namespaces that the input does not show; features that a setting beside the name
switches off; values that something fills in later. What is left is shown as info, as a warning where a Service of the
namespace has a longer or shorter name (`cart`, `cart-ui`), or the name and port that the setting speaks of, or where
several begin like a name that is written out (`shop-cart.shop.svc` beside `shop-web`, `shop-mail` and `shop-pay`), and
as an error where one has nearly the same, or the input is declared complete. Where several settings call a name that a
Service nearly has, and nothing calls that one, the Service is at fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from k8slint.edge.host import domain_slip
from k8slint.edge.misnamed import Misnamed, misnamed_services
from k8slint.edge.name import Form
from k8slint.edge.setting_value import SettingValue, setting_values
from k8slint.edge.spoken import spoken_of
from k8slint.finding import Fix, Problem, Related, Severity, Verdict
from k8slint.inputs.document import Document
from k8slint.inputs.scalar import written
from k8slint.model.absence import covers
from k8slint.model.cluster import Cluster
from k8slint.model.service import Service
from k8slint.near import nearest
from k8slint.rule import rule

FAMILY = 3
"""Services with a common beginning that show that the rest of them are in the input, too."""


@rule(Severity.INFO)
def config_host_unknown(cluster: Cluster) -> Iterator[Problem]:
    """One for a name in an object, however often it stands there."""
    groups: dict[tuple[Document, str], list[Problem]] = {}
    for value in cluster.once(setting_values):
        if problem := _problem(cluster, value):
            groups.setdefault((value.host_at.document, problem.message), []).append(problem)
    yield from map(_joined, groups.values())
    yield from map(_misnamed, cluster.once(misnamed_services).values())


def _problem(cluster: Cluster, value: SettingValue) -> Problem | None:
    if mended := domain_slip(value.edge.evidence.host, cluster.config.profile.dns_domain):
        return _beyond(value, mended)
    if not value.is_missing or _is_misnamed(cluster, value):
        return None
    if meant := _meant(cluster, value):
        return _slip(value, meant)
    return _absent(cluster, value) if value.is_configured else None


def _joined(group: list[Problem]) -> Problem:
    first, *others = group
    fixes = [problem.fix for problem in group if problem.fix]
    edits = tuple(dict.fromkeys(edit for fix in fixes for edit in fix.edits))
    related = (*first.related, *(Related(other.at, "and here") for other in others))
    return replace(first, related=related, fix=replace(fixes[0], edits=edits) if fixes else None)


def _is_misnamed(cluster: Cluster, value: SettingValue) -> bool:
    """Whether the Service, not the setting, has the wrong name."""
    name = value.resolution.name
    return (name.namespace, name.service) in cluster.once(misnamed_services)


def _misnamed(found: Misnamed) -> Problem:
    service = found.service
    what = f"{len(found.places)} places call {found.wanted}, which namespace {service.namespace} does not have"
    message = f"nothing calls Service {service.name}; {what}"
    fix = Fix.replace(service.meta.name_at, written(found.wanted), f"name it {found.wanted}")
    return Problem(service.meta.name_at, message, Severity.ERROR, Verdict.ASSUMED, found.related, fix)


def _beyond(value: SettingValue, mended: str) -> Problem:
    message = f"the cluster has no names of the form {value.edge.evidence.host}; the nearest is {mended}"
    fix = value.fix(value.host_at, value.edge.evidence.host, mended)
    return Problem(value.host_at, message, Severity.ERROR, related=value.others, fix=fix)


def _meant(cluster: Cluster, value: SettingValue) -> Service | None:
    """The Service that a slip of its name, or of its namespace's, would explain."""
    name = value.resolution.name
    if meant := cluster.nearest_service(name.namespace, name.service):
        return meant
    if name.form is Form.SHORT or name.namespace in cluster.known_namespaces:
        return None
    namespaces = {service.namespace: service for service in cluster.services_named(name.service)}
    near = nearest(name.namespace, namespaces)
    return namespaces[near] if near else None


def _slip(value: SettingValue, meant: Service) -> Problem:
    """An error, but where the Service does not have the port, so that another may be meant."""
    name, port = value.resolution.name, value.edge.port
    fits = port is None or meant.port(port) is not None
    host = value.edge.evidence.host.replace(name.service, meant.name, 1) if name.service != meant.name else ""
    host = host or value.edge.evidence.host.replace(f".{name.namespace}", f".{meant.namespace}", 1)
    nearest_one = meant.name if meant.name != name.service else f"{meant.name} in namespace {meant.namespace}"
    message = f"namespace {name.namespace} has no Service {name.service}; the nearest is {nearest_one}"
    related = (Related(meant.meta.name_at, "the nearest Service"), *value.others)
    fix = value.fix(value.host_at, value.edge.evidence.host, host)
    level = Severity.ERROR if fits else Severity.WARNING
    return Problem(value.host_at, message, level, Verdict.ASSUMED, related, fix)


def _absent(cluster: Cluster, value: SettingValue) -> Problem | None:
    """Nothing comes near: a note, where the input shows the namespace's Services and none has the name."""
    name = value.resolution.name
    services = cluster.services_in(name.namespace)
    elsewhere = cluster.services_named(name.service)
    if not covers(cluster, name.namespace) or not services or (elsewhere and name.form is Form.SHORT):
        return None  # a Service of another namespace is config-host-other-namespace
    variants = cluster.service_names(name.namespace).variants(name.service)
    alike = cluster.definitions(name.namespace, variants[0]) if variants else spoken_of(cluster, value)
    known = (alike or elsewhere)[:1]
    message = f"namespace {name.namespace} has no Service {name.service} in this input"
    message += "".join(f"; namespace {service.namespace} has {service.name}" for service in known)
    shown = _has_family(cluster, value) or (alike and not value.edge.in_file)
    level = Severity.WARNING if shown else None
    if cluster.is_complete(name.namespace):
        level = Severity.ERROR
    related = (*(Related(service.meta.name_at, "the Service that comes near") for service in known), *value.others)
    return Problem(value.host_at, message, level, Verdict.ASSUMED, related)


def _has_family(cluster: Cluster, value: SettingValue) -> bool:
    """Whether the input holds the release that the Service would belong to: several names begin as its own does."""
    name = value.resolution.name
    stem = name.service.rpartition("-")[0]
    if name.form is not Form.SVC or not stem:
        return False
    return cluster.service_names(name.namespace).beginning(f"{stem}-") >= FAMILY
