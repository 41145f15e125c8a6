"""The door that an Ingress opens: who serves it, from which side, for whom.

Sources: AWS Load Balancer Controller (Ingress annotations: internal by default), GKE Ingress (classes), Application
Gateway Ingress Controller (annotations), ingress-nginx (annotations).
"""

from __future__ import annotations

from k8slint.door.controller import OUTSIDE, controllers
from k8slint.door.door import Door, DoorKind
from k8slint.model.balancer_side import is_internal
from k8slint.model.cluster import Cluster
from k8slint.model.ingress import Ingress
from k8slint.model.ingress_controller import Controller, controller_of
from k8slint.model.service import ServiceType
from k8slint.model.workload import Workload

ALB_GROUP = "alb.ingress.kubernetes.io/group.name"
_ALB_SCHEME = "alb.ingress.kubernetes.io/scheme"
_AZURE_PRIVATE = "appgw.ingress.kubernetes.io/use-private-ip"
ALLOW_LISTS = (
    "nginx.ingress.kubernetes.io/whitelist-source-range",
    "nginx.ingress.kubernetes.io/allowlist-source-range",
    "alb.ingress.kubernetes.io/inbound-cidrs",
    "haproxy-ingress.github.io/allowlist-source-range",
    "haproxy.org/allow-list",
)
"""Annotations with the ranges that are let in, parted by commas."""
_BY_HOST = frozenset(
    {Controller.NGINX, Controller.NGINX_INC, Controller.GCE, Controller.AZURE}
    | {Controller.CONTOUR, Controller.ISTIO, Controller.CILIUM}
)
"""Controllers that make a server of each host, so that a request which it does not take is lost."""


def ingress_door(cluster: Cluster, ingress: Ingress) -> Door:
    """The door of an Ingress. Its controller opens connections of its own, so that pods never see a client's."""
    pods = controllers(cluster, ingress)
    return Door(
        DoorKind.INGRESS,
        ingress.meta,
        ingress.spec_at,
        _internal(cluster, ingress, pods),
        allowed_sources(ingress),
        keeps_client=False,
        controllers=pods,
        front=_front(cluster, ingress),
        falls_through=controller_of(cluster, ingress) not in _BY_HOST,
    )


def _front(cluster: Cluster, ingress: Ingress) -> tuple[str, ...]:
    """Ingresses of one class share a server; the clouds' controllers make one for each, or for a named group."""
    controller, own = controller_of(cluster, ingress), ("ingress", ingress.namespace, ingress.name)
    if controller is Controller.ALB:
        group = ingress.meta.annotations.get(ALB_GROUP)
        return ("ingress group", group) if group else own
    return own if controller is Controller.GCE else ("ingress class", ingress.effective_class or "")


def allowed_sources(ingress: Ingress) -> tuple[str, ...]:
    """The ranges that an annotation lets in; none where everyone gets in."""
    text = next((ingress.meta.annotations[key] for key in ALLOW_LISTS if key in ingress.meta.annotations), "")
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _internal(cluster: Cluster, ingress: Ingress, pods: tuple[Workload, ...]) -> bool | None:
    controller, annotations = controller_of(cluster, ingress), ingress.meta.annotations
    if controller in OUTSIDE:
        said = {
            Controller.ALB: {"internal": True, "internet-facing": False}.get(annotations.get(_ALB_SCHEME, "")),
            Controller.GCE: ingress.effective_class == "gce-internal",
            Controller.AZURE: annotations.get(_AZURE_PRIVATE) == "true",
        }
        return said[controller]
    services = (s for pod in pods[:1] for s in cluster.services_of(pod) if s.type is ServiceType.LOAD_BALANCER)
    service = next(services, None)
    return is_internal(cluster, service) if service else None
