"""A path: the hops of one connection in the order in which it passes them."""

from __future__ import annotations

from k8slint.edge.name import ServiceName
from k8slint.model.port import PortRef, Protocol
from k8slint.model.workload import Workload
from k8slint.path.hop import Hop, State
from k8slint.record import dataclass


@dataclass(frozen=True)
class Path:
    """`source` and `destination` in words (an endpoint's id, a URL, `shop/redis:6379`).

    `client` opens the connection where it is a workload of the input; `pods` are the workloads that it may end at,
    `port` is theirs, as far as the path gets. `name` is the Service that it goes through, `asked` the port of it.
    """

    source: str
    destination: str
    hops: tuple[Hop, ...]
    protocol: Protocol = Protocol.TCP
    client: Workload | None = None
    pods: tuple[Workload, ...] = ()
    port: int | None = None
    name: ServiceName | None = None
    asked: PortRef | None = None

    @property
    def broken(self) -> Hop | None:
        """The first hop that breaks; None where none does."""
        return next((hop for hop in self.hops if hop.state is State.BROKEN), None)

    @property
    def state(self) -> State:
        """That of the weakest hop."""
        return min((hop.state for hop in self.hops), default=State.UNKNOWN)
