"""An Ingress speaks plain HTTP to a TLS port, or TLS to a plain one.

Why: the backend refuses or misunderstands every request, and clients get an error (502, or "plain HTTP request was sent
to HTTPS port").
Fix: tell the controller the backend's protocol, with the annotation that it reads; or name the Service's other port.
Silent: controllers that find out by themselves or of which nothing is known; ports whose protocol neither a name nor a
number tells; TLS that is passed through.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from k8slint.finding import Problem, Related, Severity
from k8slint.model.cluster import Cluster
from k8slint.model.ingress import Ingress, IngressBackend
from k8slint.model.ingress_controller import Controller, controller_of
from k8slint.model.service import Service, ServicePort
from k8slint.record import dataclass
from k8slint.rule import rule

_ANNOTATIONS = {
    Controller.NGINX: ("nginx.ingress.kubernetes.io/backend-protocol",),
    Controller.ALB: ("alb.ingress.kubernetes.io/backend-protocol",),
    Controller.AZURE: ("appgw.ingress.kubernetes.io/backend-protocol",),
    Controller.GCE: ("cloud.google.com/app-protocols", "service.alpha.kubernetes.io/app-protocols"),
}
"""Where each controller looks for the protocol, on the Ingress or on the Service."""

_PASSED_THROUGH = (
    "nginx.ingress.kubernetes.io/ssl-passthrough",
    "nginx.ingress.kubernetes.io/secure-backends",
    "nginx.ingress.kubernetes.io/configuration-snippet",
    "nginx.ingress.kubernetes.io/server-snippet",
)
"""Other ways to speak TLS with the backend."""

_TLS_NUMBERS = (443, 8443)
_PLAIN_NUMBERS = (80, 8080)


@dataclass(frozen=True)
class _Hop:
    """A backend whose port is known, and the controller that speaks to it."""

    ingress: Ingress
    backend: IngressBackend
    service: Service
    port: ServicePort
    controller: Controller

    @property
    def annotated(self) -> tuple[Ingress | Service, str] | None:
        """The object and the annotation that say which protocol to speak."""
        for owner in (self.ingress, self.service):
            for key in _ANNOTATIONS[self.controller]:
                if key in owner.meta.annotations:
                    return owner, key
        return None


@rule(Severity.WARNING)
def ingress_backend_protocol_mismatch(cluster: Cluster) -> Iterator[Problem]:
    for ingress in cluster.ingresses:
        hops = list(_hops(cluster, ingress))
        yield from (_plain_to_tls(hop) for hop in hops if hop.annotated is None and _is_tls(hop.port))
        yield from _tls_to_plain(hop for hop in hops if _is_plain(hop.port))


def _hops(cluster: Cluster, ingress: Ingress) -> Iterator[_Hop]:
    controller = controller_of(cluster, ingress)
    if controller not in _ANNOTATIONS or any(key in ingress.meta.annotations for key in _PASSED_THROUGH):
        return
    for backend in ingress.backends:
        service = cluster.service(ingress.namespace, backend.service or "")
        port = service.port(backend.port) if service and backend.port is not None else None
        if service and port:
            yield _Hop(ingress, backend, service, port, controller)


def _plain_to_tls(hop: _Hop) -> Problem:
    key = _ANNOTATIONS[hop.controller][0]
    message = (
        f"port {hop.port} of Service {hop.service.name} expects TLS, and {hop.controller} speaks HTTP to it "
        f"without the annotation {key}"
    )
    return Problem(hop.backend.port_at, message, related=(Related(hop.port.port_at, "the TLS port"),))


def _tls_to_plain(hops: Iterable[_Hop]) -> Iterator[Problem]:
    """One problem an annotation, however many ports it is wrong for."""
    seen: set[int] = set()
    for hop in hops:
        owner, key = hop.annotated or (hop.ingress, "")
        if id(owner) in seen or owner.meta.annotations.get(key, "").upper() not in ("HTTPS", "GRPCS"):
            continue
        seen.add(id(owner))
        where = f"port {hop.port} of Service {hop.service.name}"
        message = f"this makes {hop.controller} speak TLS to {where}, which is plain"
        related = (Related(hop.port.port_at, "the plain port"), Related(hop.backend.port_at, "the backend"))
        yield Problem(owner.meta.annotations.at_key(key), message, related=related)


def _is_tls(port: ServicePort) -> bool:
    """By the port's own words; a number alone counts where the target port agrees."""
    if port.app_protocol:
        return port.app_protocol.lower() == "https"
    if port.name:
        return port.name == "https" or port.name.startswith("https-")
    return port.port in _TLS_NUMBERS and (port.target in _TLS_NUMBERS or port.target == "https")


def _is_plain(port: ServicePort) -> bool:
    if port.app_protocol:
        return port.app_protocol.lower() == "http"
    if port.port in _TLS_NUMBERS or port.target in (*_TLS_NUMBERS, "https"):
        return False
    if port.name:
        return port.name == "http" or port.name.startswith("http-")
    return port.port in _PLAIN_NUMBERS and (port.target in _PLAIN_NUMBERS or port.target == "http")
