"""What a user means by `--from` and `--to`: endpoints by name or pattern, or addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase

from k8slint.near import closest
from k8slint.reach.clause import Network
from k8slint.reach.connection import Connection
from k8slint.reach.endpoint import Endpoint
from k8slint.reach.network import parse_network
from k8slint.record import dataclass

End = Endpoint | tuple[Network, ...]


class NoSuchEnd(Exception):
    """A name that fits no endpoint of the input."""


@dataclass(frozen=True)
class EndPattern:
    """`cart`, `shop/cart`, `shop/Deployment/cart`, each with `*`; or an address or CIDR."""

    text: str

    @property
    def network(self) -> Network | None:
        """The addresses meant, where it is no name."""
        return parse_network(self.text)

    def matches(self, end: End) -> bool:
        """Whether an endpoint is meant, or a set of addresses holds a part of what is meant."""
        network = self.network
        if isinstance(end, Endpoint):
            return network is None and any(fnmatchcase(form, self.text) for form in _forms(end))
        return network is not None and any(n.version == network.version and n.overlaps(network) for n in end)

    def one_of(self, endpoints: Iterable[Endpoint]) -> Endpoint:
        """The one endpoint that is meant.

        Raises:
            NoSuchEnd: none fits, or more than one; the message names the candidates.
        """
        known = list(endpoints)
        found = [endpoint for endpoint in known if self.matches(endpoint)]
        if len(found) == 1:
            return found[0]
        if not found:
            near = closest(self.text, (form for endpoint in known for form in _forms(endpoint)))
            raise NoSuchEnd(f"no workload is named {self.text}{f'; the nearest is {near}' if near else ''}")
        raise NoSuchEnd(f"{self.text} fits several workloads: {', '.join(endpoint.id for endpoint in found)}")


def _forms(endpoint: Endpoint) -> Iterator[str]:
    """What people call it: its id, its name with or without the namespace, its pods' names, its Deployment's name."""
    namespace, _, rest = endpoint.id.partition("/")
    yield endpoint.id
    names = {rest.rpartition("/")[2], *(workload.name for workload in endpoint.workloads)}
    hashes = {workload.pod.labels.get("pod-template-hash") for workload in endpoint.workloads}
    names |= {name.removesuffix(f"-{hash_}") for name in names for hash_ in hashes if hash_}
    for name in names:
        yield from (name, f"{namespace}/{name}")


@dataclass(frozen=True)
class Filter:
    """Which connections a user asks for; what is None does not restrict. A namespace may be at either end."""

    source: EndPattern | None = None
    destination: EndPattern | None = None
    namespace: str | None = None

    def covers(self, endpoint: Endpoint) -> bool:
        """Whether an endpoint is in the namespace."""
        return self.namespace is None or _within(endpoint, self.namespace)

    def opens(self, end: End) -> bool:
        """Whether connections from an end are asked for."""
        return self.source is None or self.source.matches(end)

    def receives(self, end: End) -> bool:
        """Whether connections to an end are asked for."""
        return self.destination is None or self.destination.matches(end)

    def admits(self, connection: Connection) -> bool:
        """Whether a connection is asked for."""
        ends = (connection.source, connection.destination)
        return (
            self.opens(connection.source)
            and self.receives(connection.destination)
            and (self.namespace is None or any(_within(end, self.namespace) for end in ends))
        )


def _within(end: End, namespace: str) -> bool:
    return isinstance(end, Endpoint) and end.id.startswith(f"{namespace}/")


def end_of(pattern: EndPattern, endpoints: Iterable[Endpoint]) -> Endpoint | Network:
    """The one endpoint that a pattern means, or its addresses.

    Raises:
        NoSuchEnd: no endpoint fits, or several.
    """
    return pattern.network or pattern.one_of(endpoints)
