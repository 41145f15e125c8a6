"""What a host name means to a pod: which Service of which namespace, and which pod behind it.

(DNS specification of Kubernetes; DNS for Services and Pods, "Namespaces of Services": the search list of a pod)
"""

from __future__ import annotations

from enum import IntEnum

from k8slint.record import dataclass


class Form(IntEnum):
    """How much of a cluster name is written, in rising order of certainty that a Service is meant."""

    SHORT = 1
    """`cart`: a Service of the pod's own namespace, or a host of whoever runs the network."""
    NAMESPACED = 2
    """`cart.shop`: a Service of namespace shop, or a host of some domain."""
    SVC = 3
    """`cart.shop.svc`, with or without the cluster's domain: nothing but a Service."""
    OBJECT = 4
    """A field of the API that names a Service: `clientConfig.service`, a route's backend."""


@dataclass(frozen=True)
class ServiceName:
    """A Service by namespace and name; `pod` is the pod behind it that is meant (`cart-0` in `cart-0.cart`)."""

    namespace: str
    service: str
    form: Form
    pod: str | None = None

    def __str__(self) -> str:
        return f"{self.namespace}/{self.service}"
