"""The pods of the ingress controller that serves an Ingress, where the input declares them.

They are known by their image; by the class or controller that their arguments name; and by being front doors at all.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.model.cluster import Cluster
from k8slint.model.front_controller import is_front_controller
from k8slint.model.ingress import Ingress
from k8slint.model.ingress_controller import Controller, controller_of
from k8slint.model.told import words
from k8slint.model.workload import Workload
from k8slint.pattern import regex
from k8slint.record import dataclass

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
_CONTROLLER_IMAGE = {kind: regex(rf"(^|/)({image})(:|@|$)") for kind, image in _IMAGES.items()}
_CLASS_OPTIONS = ("--ingress-class", "--ingressclass", "-ingress-class", "--ingress.class", "--controller-class")
_CLASS_SUFFIX = ("ingressclass", "ingress-class", "ingress-class-name")


def controllers(cluster: Cluster, ingress: Ingress) -> tuple[Workload, ...]:
    """The workloads that may serve an Ingress, those whose image and class fit best in front.

    None where the balancer is no pod, and none whose image or class is evidently another's.
    """
    kind, names, known = controller_of(cluster, ingress), _names(cluster, ingress), cluster.once(_known)
    if (kind, names) not in known:
        known[kind, names] = () if kind in OUTSIDE else tuple(_fitting(cluster, kind, names))
    return known[kind, names]


def _known(_: Cluster) -> dict[tuple[Controller | None, frozenset[str]], tuple[Workload, ...]]:
    """Those of each controller and class, worked out once."""
    return {}


def _fitting(cluster: Cluster, kind: Controller | None, names: frozenset[str]) -> Iterator[Workload]:
    found = [(_fit(candidate, kind, names), candidate.workload) for candidate in cluster.once(_candidates)]
    yield from (workload for fit, workload in sorted(found, key=lambda pair: -pair[0]) if fit >= 0)


@dataclass(frozen=True)
class _Candidate:
    """A front door: the controllers whose image it runs, the classes and controllers that its arguments name."""

    workload: Workload
    kinds: frozenset[Controller]
    served: frozenset[str]


def _candidates(cluster: Cluster) -> tuple[_Candidate, ...]:
    """Cilium's agents are front doors, and are not called so."""
    doors = (w for w in cluster.workloads if not w.is_transient and (is_front_controller(w) or _is_agent(w)))
    return tuple(_Candidate(w, kinds, frozenset(_served(w))) for w in doors if (kinds := _kinds(w)))


def _is_agent(workload: Workload) -> bool:
    return any(_CONTROLLER_IMAGE[Controller.CILIUM].search(container.image) for container in workload.pod.containers)


def _kinds(workload: Workload) -> frozenset[Controller]:
    images = [container.image for container in workload.pod.containers]
    return frozenset(kind for kind, image in _CONTROLLER_IMAGE.items() if any(map(image.search, images)))


def _names(cluster: Cluster, ingress: Ingress) -> frozenset[str]:
    """The class of an Ingress, or the default one, and what its IngressClass names as the controller."""
    name = ingress.effective_class
    classes = [c for c in cluster.ingress_classes if c.name == name or (name is None and c.is_default)]
    return frozenset(text for c in classes for text in (c.name, c.controller) if text) | ({name} if name else set())


def _fit(candidate: _Candidate, kind: Controller | None, names: frozenset[str]) -> int:
    """How well a workload fits; -1 where it serves something else."""
    served = candidate.served
    if kind and kind not in candidate.kinds:
        return -1
    if served and names and not any(name.endswith(tuple(served)) for name in names):
        return -1
    return 2 * bool(kind) + bool(served & names)


def _served(workload: Workload) -> Iterator[str]:
    """The classes and controllers that its arguments name; an empty option names none."""
    for container in workload.pod.containers:
        for word in words(container):
            option = word.key.lower()
            if word.text and (option in _CLASS_OPTIONS or option.endswith(_CLASS_SUFFIX)):
                yield word.text
