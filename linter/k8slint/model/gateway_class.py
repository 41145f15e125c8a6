"""What the name of a GatewayClass tells where the input does not declare it. (documentation of each controller)"""

from __future__ import annotations

from k8slint.model.gateway import Gateway

INTERNAL = frozenset(
    {
        *("gke-l7-rilb", "gke-l7-rilb-mc", "gke-l7-cross-regional-internal-managed-mc"),
        *("istio-waypoint", "kgateway-waypoint", "agentgateway-waypoint"),
    }
)
"""Classes whose Gateways the private network reaches, or only the mesh."""

EXTERNAL = frozenset(
    {
        *("gke-l7-global-external-managed", "gke-l7-global-external-managed-mc", "gke-l7-gxlb", "gke-l7-gxlb-mc"),
        *("gke-l7-regional-external-managed", "gke-l7-regional-external-managed-mc", "azure-alb-external"),
    }
)
"""Classes whose Gateways have public addresses."""

KNOWN = frozenset(
    {
        *INTERNAL,
        *EXTERNAL,
        *("istio", "istio-remote", "istio-east-west", "cilium", "nginx", "eg", "envoy", "envoy-gateway", "kong"),
        *("traefik", "contour", "haproxy", "apisix", "higress", "kgateway", "agentgateway", "gloo-gateway", "tyk"),
        *("consul", "amazon-vpc-lattice", "openshift-default", "ngrok", "easegress", "kuma", "stunner-gatewayclass"),
    }
)
"""Names that controllers, or their installation guides, give their classes."""


def is_internal(gateway: Gateway) -> bool | None:
    """Whether only a private network reaches it; None where that is not known."""
    if gateway.class_name in INTERNAL:
        return True
    return False if gateway.class_name in EXTERNAL else None
