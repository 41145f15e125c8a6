"""Cloud load balancers: the annotations that ask for an internal one, and which controller reads them.

Sources: the Kubernetes documentation (Service, internal load balancer) and each cloud's controller: AWS Load Balancer
Controller (service annotations), GKE (LoadBalancer Service parameters), cloud-provider-azure, cloud-provider-openstack,
OCI, IBM Cloud, Alibaba Cloud, DigitalOcean, Yandex Cloud.
"""

from __future__ import annotations

from k8slint.model.address import covered_family
from k8slint.model.service import Service
from k8slint.record import dataclass

AWS_INTERNAL = "service.beta.kubernetes.io/aws-load-balancer-internal"
AWS_SCHEME = "service.beta.kubernetes.io/aws-load-balancer-scheme"
SOURCE_RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges"
SECURITY_GROUPS = "service.beta.kubernetes.io/aws-load-balancer-security-groups"
AWS_TARGET_TYPE = "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type"
AWS_TYPE = "service.beta.kubernetes.io/aws-load-balancer-type"

_TRUE = ("true", "True", "TRUE", "t", "T", "1")
_GKE_YES, _GKE_NO = ("Internal", "internal"), ("External", "external")
_FALSE = ("false", "False", "FALSE", "f", "F", "0")


@dataclass(frozen=True)
class Internal:
    """An annotation that asks for an internal balancer: with the values `yes`, where `no` asks for the opposite.

    `any_value` where the controller takes whatever is not `no` for a yes.
    """

    key: str
    cloud: str
    yes: tuple[str, ...] = _TRUE
    no: tuple[str, ...] = _FALSE
    any_value: bool = False

    def asks(self, value: str) -> bool:
        """Whether the value asks for an internal balancer."""
        return value in self.yes or (self.any_value and value not in self.no)

    def understands(self, value: str) -> bool:
        """Whether the value means anything to the controller."""
        return self.any_value or value in (*self.yes, *self.no)


INTERNALS = (
    Internal(AWS_INTERNAL, "AWS", no=(*_FALSE, ""), any_value=True),
    Internal(AWS_SCHEME, "AWS", ("internal",), ("internet-facing",)),
    Internal(
        "networking.gke.io/load-balancer-type", "Google Cloud", ("Internal", "internal"), ("External", "external")
    ),
    Internal("cloud.google.com/load-balancer-type", "Google Cloud", ("Internal", "internal"), ("External", "external")),
    Internal("service.beta.kubernetes.io/azure-load-balancer-internal", "Azure", ("true",)),
    Internal("service.beta.kubernetes.io/openstack-internal-load-balancer", "OpenStack"),
    Internal("service.beta.kubernetes.io/oci-load-balancer-internal", "Oracle Cloud"),
    Internal("oci-network-load-balancer.oraclecloud.com/internal", "Oracle Cloud"),
    Internal("service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type", "IBM Cloud", ("private",), ("public",)),
    Internal(
        "service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type", "Alibaba", ("intranet",), ("internet",)
    ),
    Internal("service.beta.kubernetes.io/do-loadbalancer-network", "DigitalOcean", ("INTERNAL",), ("EXTERNAL",)),
    Internal("yandex.cloud/load-balancer-type", "Yandex Cloud", ("internal",), ("external",)),
)
INTERNAL_BY_KEY = {internal.key: internal for internal in INTERNALS}

_CLASSES = {"service.k8s.aws": "AWS", "eks.amazonaws.com": "AWS", "networking.gke.io": "Google Cloud"}
GKE_INTERNAL_CLASS = "networking.gke.io/l4-regional-internal"
GKE_EXTERNAL_CLASS = "networking.gke.io/l4-regional-external"


def cloud_of_class(name: str | None) -> str | None:
    """The cloud whose controller owns a `loadBalancerClass`; None where that is not known."""
    return _CLASSES.get(name.partition("/")[0]) if name else None


def asks_for_internal(service: Service) -> list[Internal]:
    """The annotations of a Service that ask for an internal balancer."""
    found = (INTERNAL_BY_KEY.get(key) for key in service.meta.annotations)
    return [internal for internal in found if internal and internal.asks(service.meta.annotations[internal.key])]


def means_internal(service: Service) -> bool:
    """Whether somebody meant the balancer to be internal, whether or not a controller reads the wish."""
    return service.load_balancer_class == GKE_INTERNAL_CLASS or bool(asks_for_internal(service))


def limits_sources(service: Service) -> bool:
    """Whether the balancer takes connections from certain addresses only."""
    if SECURITY_GROUPS in service.meta.annotations:
        return True
    ranges = source_ranges(service)
    return bool(ranges) and covered_family(ranges) is None


def source_ranges(service: Service) -> tuple[str, ...]:
    """The ranges that the balancer takes connections from; the field counts before the annotation."""
    written = service.meta.annotations.get(SOURCE_RANGES, "").split(",")
    return service.load_balancer_source_ranges or tuple(text.strip() for text in written if text.strip())


def sends_to_pods(service: Service) -> bool:
    """Whether the balancer sends to pod addresses, so that no node stands between."""
    annotations = service.meta.annotations
    return annotations.get(AWS_TARGET_TYPE) == "ip" or annotations.get(AWS_TYPE) == "nlb-ip"
