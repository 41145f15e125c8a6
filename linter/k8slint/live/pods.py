"""How the pods of a workload are named to kubectl."""

from __future__ import annotations

from k8slint.live.command import Command, Filled
from k8slint.live.tool import Tool, tool_of
from k8slint.model.container import Container, Role
from k8slint.model.workload import Workload
from k8slint.record import dataclass

_EXEC = {
    "apps": ("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"),
    "batch": ("Job",),
    "": ("ReplicationController", "Pod"),
}
"""The kinds that `kubectl exec` and `logs` find a pod of, by API group. (kubectl reference: exec, logs)"""

_MESH = frozenset({"istio-proxy", "linkerd-proxy"})
"""Sidecars whose own connections the mesh does not redirect: they see another network than the application."""

_ORDINAL = "statefulset.kubernetes.io/pod-name"


@dataclass(frozen=True)
class Pods:
    """Pods of a workload, at the end `role` (`CLIENT`, `SERVER`) of a connection."""

    workload: Workload
    role: str

    @property
    def namespace(self) -> str:
        """Their namespace."""
        return self.workload.namespace

    @property
    def any_pod(self) -> str:
        """For commands that choose a pod by themselves: `deployment/cart`."""
        kind, name = self.workload.kind, self.workload.name
        return f"{kind.lower()}/{name}" if name and kind in _EXEC.get(self.workload.meta.group, ()) else self.one_pod

    @property
    def one_pod(self) -> str:
        """For commands that want a pod: its name where that is known beforehand."""
        return f"pod/{self._known}" if self._known else Filled(self._variable, "pod/")

    @property
    def bare_pod(self) -> str:
        """The pod without `pod/`."""
        return self._known or Filled(self._variable)

    @property
    def address(self) -> Filled:
        """The address of one of them."""
        return Filled(f"{self.role}_ADDRESS")

    @property
    def _variable(self) -> str:
        return f"{self.role}_POD"

    @property
    def _known(self) -> str | None:
        if self.workload.kind == "Pod":
            return self.workload.name or None
        return next(iter(self.workload.runtime_labels.get(_ORDINAL) or ()), None)

    @property
    def selector(self) -> str | None:
        """A label query for them; None where nothing sets them apart. Jobs label their pods with their name."""
        workload = self.workload
        if workload.kind == "Job":
            return f"job-name={workload.name}"
        labels = workload.selector.equalities if workload.selector else {}
        pairs = labels or dict(workload.pod.labels)
        return ",".join(f"{key}={value}" for key, value in pairs.items()) or None

    @property
    def finders(self) -> dict[str, Command]:
        """What sets the variables that stand for one of them; none where nothing sets its pods apart."""
        if not self._known and not self.selector:
            return {}
        one = f"a running pod of {self.workload.kind} {self.workload.name}"
        address = self.address.variable
        return {
            self._variable: self._finder(self._variable, one, ".metadata.name"),
            address: self._finder(address, f"the address of {one}", ".status.podIP"),
        }

    def _finder(self, variable: str, purpose: str, path: str) -> Command:
        if name := self._known:
            chosen: tuple[str, ...] = (f"pod/{name}", "-n", self.namespace, "-o", f"jsonpath={{{path}}}")
        else:
            query = ("-l", self.selector or "", "--field-selector=status.phase=Running")
            chosen = ("pods", "-n", self.namespace, *query, "-o", f"jsonpath={{.items[0]{path}}}")
        return Command(purpose, ("kubectl", "get", *chosen), sets=variable)

    @property
    def container(self) -> Container | None:
        """The one to work in: containers of a pod share its network, so the first that is likely to have tools."""
        running = [c for c in self.workload.pod.containers if c.serves and c.name not in _MESH]
        running.sort(key=lambda c: (tool_of(c.image) is Tool.NONE, c.role is not Role.APP))
        return next(iter(running), None)

    @property
    def tool(self) -> Tool:
        """What is likely to be in that container."""
        return tool_of(self.container.image) if self.container else Tool.NONE
