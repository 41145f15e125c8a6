"""Which controller serves an Ingress: what a path or an annotation means depends on it.

Known by the class's controller where the input declares the class, by the customary name of the class otherwise, and
by the annotations of the Ingress where it names none. Sources: each controller's documentation.
"""

from __future__ import annotations

from enum import StrEnum

from k8slint.model.cluster import Cluster
from k8slint.model.ingress import Ingress


class Controller(StrEnum):
    """The controllers whose ways some rule knows."""

    NGINX = "ingress-nginx"
    NGINX_INC = "NGINX Ingress Controller"
    ALB = "AWS Load Balancer Controller"
    GCE = "GKE Ingress"
    AZURE = "Application Gateway Ingress Controller"
    TRAEFIK = "Traefik"
    HAPROXY = "HAProxy"
    KONG = "Kong"
    CONTOUR = "Contour"
    ISTIO = "Istio"
    CILIUM = "Cilium"


_CONTROLLERS = {
    "k8s.io/ingress-nginx": Controller.NGINX,
    "webapprouting.kubernetes.azure.com/nginx": Controller.NGINX,
    "nginx.org/ingress-controller": Controller.NGINX_INC,
    "ingress.k8s.aws/alb": Controller.ALB,
    "eks.amazonaws.com/alb": Controller.ALB,
    "azure/application-gateway": Controller.AZURE,
    "traefik.io/ingress-controller": Controller.TRAEFIK,
    "haproxy.org/ingress-controller": Controller.HAPROXY,
    "haproxy-ingress.github.io/controller": Controller.HAPROXY,
    "ingress-controllers.konghq.com/kong": Controller.KONG,
    "projectcontour.io/ingress-controller": Controller.CONTOUR,
    "istio.io/ingress-controller": Controller.ISTIO,
    "cilium.io/ingress-controller": Controller.CILIUM,
}
"""By `spec.controller` of the IngressClass."""

CLASS_NAMES = {
    "nginx": Controller.NGINX,
    "ingress-nginx": Controller.NGINX,
    "addon-http-application-routing": Controller.NGINX,
    "webapprouting.kubernetes.azure.com": Controller.NGINX,
    "alb": Controller.ALB,
    "gce": Controller.GCE,
    "gce-internal": Controller.GCE,
    "azure-application-gateway": Controller.AZURE,
    "azure/application-gateway": Controller.AZURE,
    "traefik": Controller.TRAEFIK,
    "haproxy": Controller.HAPROXY,
    "kong": Controller.KONG,
    "contour": Controller.CONTOUR,
    "istio": Controller.ISTIO,
    "cilium": Controller.CILIUM,
    "openshift-default": None,
    "tailscale": None,
    "higress": None,
    "apisix": None,
    "gloo": None,
    "cloudflare-tunnel": None,
}
"""By the name that the controller's own installation gives its class; None for controllers that no rule knows."""

_ANNOTATIONS = {
    "nginx.ingress.kubernetes.io": Controller.NGINX,
    "nginx.org": Controller.NGINX_INC,
    "alb.ingress.kubernetes.io": Controller.ALB,
    "networking.gke.io": Controller.GCE,
    "kubernetes.io/ingress.global-static-ip-name": Controller.GCE,
    "kubernetes.io/ingress.allow-http": Controller.GCE,
    "appgw.ingress.kubernetes.io": Controller.AZURE,
    "traefik.ingress.kubernetes.io": Controller.TRAEFIK,
    "haproxy.org": Controller.HAPROXY,
    "haproxy-ingress.github.io": Controller.HAPROXY,
    "konghq.com": Controller.KONG,
    "projectcontour.io": Controller.CONTOUR,
}
"""By annotations that only it reads, whole or by their prefix."""


def controller_of(cluster: Cluster, ingress: Ingress) -> Controller | None:
    """The controller that serves an Ingress; None where it is not known."""
    name = ingress.effective_class
    if name is None:
        keys = [word for key in ingress.meta.annotations for word in (key, key.partition("/")[0])]
        found = {_ANNOTATIONS[key] for key in keys if key in _ANNOTATIONS}
        return found.pop() if len(found) == 1 else None
    declared = next((c.controller for c in cluster.ingress_classes if c.name == name and c.controller), None)
    return _CONTROLLERS.get(declared) if declared else CLASS_NAMES.get(name)
