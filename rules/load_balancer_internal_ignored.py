"""A Service asks for an internal load balancer in words that its controller does not read.

Why: the balancer is made all the same, with a public address, and nothing says that the wish was ignored.
Fix: use the annotation and the value that the controller of this cloud or `loadBalancerClass` reads.
Silent: wishes of several clouds side by side, as charts carry them; values that something fills in later;
annotations that this rule does not know.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Fix, Problem, Related, Severity, Verdict
from k8slint.model.balancer import (
    AWS_SCHEME,
    AWS_TYPE,
    GKE_EXTERNAL_CLASS,
    INTERNAL_BY_KEY,
    INTERNALS,
    asks_for_internal,
    cloud_of_class,
)
from k8slint.model.cluster import Cluster
from k8slint.model.placeholder import is_placeholder
from k8slint.model.service import Service, ServiceType
from k8slint.near import nearest
from k8slint.rule import rule


@rule(Severity.ERROR)
def load_balancer_internal_ignored(cluster: Cluster) -> Iterator[Problem]:
    for service in cluster.services:
        if service.type is not ServiceType.LOAD_BALANCER:
            yield from _without_balancer(service)
        elif not (problems := [*_misspelled_keys(service), *_unknown_values(service)]):
            yield from _wrong_class(service) or _wrong_controller(service)
        else:
            yield from problems


def _without_balancer(service: Service) -> Iterator[Problem]:
    for internal in asks_for_internal(service)[:1]:
        at = service.meta.annotations.at_key(internal.key)
        message = f"type {service.type} makes no load balancer, so this annotation does nothing"
        yield Problem(at, message, Severity.WARNING, related=(Related(service.type_at, "the type"),))


def _misspelled_keys(service: Service) -> Iterator[Problem]:
    annotations = service.meta.annotations
    for key in annotations:
        meant = None if key in INTERNAL_BY_KEY else nearest(key, INTERNAL_BY_KEY) or _elsewhere(key)
        if meant and meant not in annotations and not _asked(service, INTERNAL_BY_KEY[meant].cloud):
            at = annotations.at_key(key).key
            yield Problem(at, f"no controller reads {key}; it is {meant}", fix=Fix.replace(at, meant, f"write {meant}"))


def _asked(service: Service, cloud: str) -> bool:
    return any(internal.cloud == cloud for internal in asks_for_internal(service))


def _elsewhere(key: str) -> str | None:
    """The known key of the same name under another prefix, where the name says whose it is."""
    name = key.rpartition("/")[2]
    found = [known for known in INTERNAL_BY_KEY if known.rpartition("/")[2] == name]
    return found[0] if len(found) == 1 and "-load-balancer-" in name else None


def _unknown_values(service: Service) -> Iterator[Problem]:
    annotations = service.meta.annotations
    for internal in INTERNALS:
        value = annotations.get(internal.key)
        if value is None or internal.understands(value) or is_placeholder(value):
            continue
        at, meant = annotations.at_key(internal.key), internal.yes[0]
        message = f"{internal.cloud} does not understand {value!r} here: an internal balancer is {meant!r}"
        yield Problem(at, message, fix=Fix.replace(at, f'"{meant}"', f"write {meant}"))


def _wrong_class(service: Service) -> list[Problem]:
    cloud, asked = cloud_of_class(service.load_balancer_class), asks_for_internal(service)
    if cloud is None or not asked:
        return []
    read = _asked(service, cloud)
    if read and service.load_balancer_class != GKE_EXTERNAL_CLASS:
        return []
    reads = "no annotation" if read else f"the annotations of {cloud}"
    message = f"loadBalancerClass {service.load_balancer_class} reads {reads}: this does not make the balancer internal"
    related = (Related(service.spec_at / "loadBalancerClass", "the class"),)
    return [Problem(service.meta.annotations.at_key(asked[0].key), message, related=related)]


def _wrong_controller(service: Service) -> list[Problem]:
    """The controller inside of the AWS cloud provider does not know the scheme."""
    annotations = service.meta.annotations
    keys = [internal.key for internal in asks_for_internal(service)]
    if keys != [AWS_SCHEME] or service.load_balancer_class or annotations.get(AWS_TYPE) in ("external", "nlb-ip"):
        return []
    message = (
        "only the AWS Load Balancer Controller reads this, and nothing hands the Service to it: "
        "without loadBalancerClass service.k8s.aws/nlb the cloud provider may make a public balancer"
    )
    return [Problem(annotations.at_key(AWS_SCHEME), message, Severity.WARNING, Verdict.ASSUMED)]
