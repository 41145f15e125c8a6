"""The way in from outside, as far as a path names it: a URL, and the objects of its doors, listeners and routes."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

from k8slint.door.door import DoorKind
from k8slint.door.doors import doors
from k8slint.finding import ObjectRef
from k8slint.live.command import Command, Filled
from k8slint.live.kubectl import get, resource
from k8slint.live.named import named
from k8slint.model.cluster import Cluster
from k8slint.model.workload import Workload
from k8slint.path.hop import HopKind
from k8slint.path.path import Path
from k8slint.record import dataclass

HOPS = (HopKind.HOSTNAME, HopKind.DOOR, HopKind.LISTENER, HopKind.ROUTE)
"""The hops before the Service."""

_VARIABLE = "DOOR_ADDRESS"
_BALANCER = "{.status.loadBalancer.ingress[0].ip}{.status.loadBalancer.ingress[0].hostname}"
"""Either is there. (API reference: LoadBalancerIngress)"""

_STATUS = {
    ("networking.k8s.io", "Ingress"): _BALANCER,
    ("", "Service"): _BALANCER,
    ("gateway.networking.k8s.io", "Gateway"): "{.status.addresses[0].value}",
    ("route.openshift.io", "Route"): "{.status.ingress[0].routerCanonicalHostname}",
}
"""Where an object's status has the address that clients connect to. (API reference of each)"""
_ON_NODES = {DoorKind.NODE_PORT, DoorKind.HOST_PORT}
_NODE = '{.items[0].status.addresses[?(@.type=="InternalIP")].address}'


@dataclass(frozen=True)
class Front:
    """`stages` are the hops with the objects that they name, `controllers` the pods that pass requests on."""

    url: str
    stages: tuple[tuple[HopKind, ObjectRef], ...]
    controllers: tuple[Workload, ...] = ()
    on_nodes: bool = False

    @property
    def parts(self) -> SplitResult | None:
        """The URL in parts; None for what is no URL of the web."""
        try:
            found = urlsplit(self.url)
            valid = found.scheme in ("http", "https") and found.hostname and found.port != 0
        except ValueError:
            return None
        return found if valid else None

    @property
    def port(self) -> int:
        """The port that clients connect to."""
        found = self.parts
        return (found.port if found else None) or (443 if found and found.scheme == "https" else 80)

    @property
    def address(self) -> Filled:
        """The door's address, when an earlier command has set it: for `curl --connect-to`."""
        host = (self.parts.hostname if self.parts else None) or ""
        bracketed = f"[{host}]" if ":" in host else host
        return Filled(_VARIABLE, f"{bracketed}:{self.port}:", f":{self.port}")

    @property
    def finders(self) -> dict[str, Command]:
        """What sets that variable."""
        door = next((ref for kind, ref in self.stages if kind is HopKind.DOOR and _path(ref)), None)
        if self.on_nodes:
            argv = get("nodes", None, "-o", f"jsonpath={_NODE}")
            return {_VARIABLE: Command("the address of a node", argv, sets=_VARIABLE)}
        if door is None:
            return {}
        argv = get(resource(door), door.namespace, "-o", f"jsonpath={_path(door)}")
        return {_VARIABLE: Command(f"the address of {door.kind} {door.name}", argv, sets=_VARIABLE)}


def front_of(cluster: Cluster, path: Path) -> Front | None:
    """The front of a path that has one."""
    hops = [hop for hop in path.hops if hop.kind in HOPS]
    if not hops:
        return None
    stages = tuple(dict.fromkeys((hop.kind, ref) for hop in hops for ref in named(cluster, hop)))
    refs = {ref for kind, ref in stages if kind is HopKind.DOOR}
    passed = [door for door in doors(cluster) if door.meta.ref in refs]
    controllers = tuple(dict.fromkeys(workload for door in passed for workload in door.controllers))
    kinds = {door.kind for door in passed}
    return Front(path.destination, stages, controllers, bool(kinds) and kinds <= _ON_NODES)


def _path(ref: ObjectRef) -> str | None:
    return _STATUS.get((ref.api_version.rpartition("/")[0], ref.kind))
