"""The pods of the ingress controller that serves an Ingress, where the input declares them.

They are known by their image; by the class or controller that their arguments name; and by being front doors at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from k8slint.model.cluster import Cluster
from k8slint.model.front_controller import is_front_controller
from k8slint.model.ingress import Ingress
from k8slint.model.ingress_controller import Controller, controller_of
from k8slint.model.told import words
from k8slint.model.workload import Workload

OUTSIDE = frozenset({Controller.ALB, Controller.GCE, Controller.AZURE})
"""Controllers whose balancers are no pods of the cluster."""

_IMAGES = {
    Controller.NGINX: r"ingress-nginx/controller|nginx-ingress-controller|controller-chroot",
    Controller.NGINX_INC: r"nginx/nginx-ingress|nginx-ic/nginx-plus-ingress|nginx-ingress",
    Controller.TRAEFIK: r"traefik",
    Controller.HAPROXY: r"haproxy-ingress|haproxy-ingress-controller|kubernetes-ingress",
    Controller.KONG: r"kong|kong-gateway|kong/gateway",
    Controller.CONTOUR: r"envoy|envoy-distroless",
    Controller.ISTIO: r"proxyv2",
    Controller.CILIUM: r"cilium-envoy|cilium/cilium",
}
_CONTROLLER_IMAGE = {kind: re.compile(rf"(^|/)({image})(:|@|$)") for kind, image in _IMAGES.items()}
_CLASS_OPTIONS = ("--ingress-class", "--ingressclass", "-ingress-class", "--ingress.class", "--controller-class")
_CLASS_SUFFIX = ("ingressclass", "ingress-class", "ingress-class-name")


def controllers(cluster: Cluster, ingress: Ingress) -> tuple[Workload, ...]:
    """The workloads that may serve an Ingress, those whose image and class fit best in front.

    None where the balancer is no pod, and none whose image or class is evidently another's.
    """
    kind = controller_of(cluster, ingress)
    if kind in OUTSIDE:
        return ()
    names = _names(cluster, ingress)
    fits = [(fit, w) for kinds, w in cluster.once(_candidates) if (fit := _fit(kinds, w, kind, names)) is not None]
    return tuple(workload for _, workload in sorted(fits, key=lambda pair: -pair[0]))


def _candidates(cluster: Cluster) -> tuple[tuple[frozenset[Controller], Workload], ...]:
    """Workloads that are front doors, with the controllers whose image they run."""
    found = ((_kinds(w), w) for w in cluster.workloads if not w.is_transient)
    return tuple((kinds, w) for kinds, w in found if kinds and (is_front_controller(w) or Controller.CILIUM in kinds))


def _kinds(workload: Workload) -> frozenset[Controller]:
    images = [container.image for container in workload.pod.containers]
    return frozenset(kind for kind, image in _CONTROLLER_IMAGE.items() if any(map(image.search, images)))


def _names(cluster: Cluster, ingress: Ingress) -> frozenset[str]:
    """The class of an Ingress, or the default one, and what its IngressClass names as the controller."""
    name = ingress.effective_class
    classes = [c for c in cluster.ingress_classes if c.name == name or (name is None and c.is_default)]
    return frozenset(text for c in classes for text in (c.name, c.controller) if text) | ({name} if name else set())


def _fit(
    kinds: frozenset[Controller], workload: Workload, kind: Controller | None, names: frozenset[str]
) -> int | None:
    """How well a workload fits; None where it serves something else."""
    if kind and kind not in kinds:
        return None
    served = set(_served(workload))
    if served and names and not served & names and not any(name.endswith(tuple(served)) for name in names):
        return None
    return 2 * bool(kind) + bool(served & names)


def _served(workload: Workload) -> Iterator[str]:
    """The classes and controllers that its arguments name; an empty option names none."""
    for container in workload.pod.containers:
        for word in words(container):
            option = word.key.lower()
            if word.text and (option in _CLASS_OPTIONS or option.endswith(_CLASS_SUFFIX)):
                yield word.text
