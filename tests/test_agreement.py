"""Bitsets, the solver and the plain reading agree on clusters that hypothesis makes up."""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from k8slint.model.port import Protocol
from k8slint.reach.answer import Never
from k8slint.reach.clause import Addresses, Everyone, Network, Span
from k8slint.reach.endpoint import Endpoint, PodKind
from k8slint.reach.prover import Prover
from k8slint.reach.reachability import Reachability
from k8slint.reach.who import Outside, Pods, Who
from k8slint.reach.witness import Witness
from tests.clusters import ADDRESSES_TRIED, MANY, NAME, PORTS_TRIED, Made, clusters
from tests.plain import Pod

FLOWS = tuple(product(Protocol, PORTS_TRIED))


def admits(spans: tuple[Span, ...], protocol: Protocol, port: int) -> bool:
    return any(span.protocol is protocol and span.first <= port <= span.last for span in spans)


def parties(made: Made, reach: Reachability) -> list[tuple[Endpoint | Network, Pod | str]]:
    """Every pod and some addresses, as k8slint and as the plain reading have them."""
    addresses = [(ip_network(text), text) for text in ADDRESSES_TRIED]
    return [*((endpoint, made.pods[endpoint.id]) for endpoint in reach.endpoints), *addresses]


def rows(reach: Reachability) -> dict[tuple[object, object], tuple[Span, ...]]:
    """All connections, with the addresses that are tried told apart."""
    found: dict[tuple[object, object], tuple[Span, ...]] = {}
    for connection in reach.connections():
        for source, destination in product(_each(connection.source), _each(connection.destination)):
            found[source, destination] = connection.traffic
    return found


def _each(end: Endpoint | tuple[Network, ...]) -> list[str]:
    return [end.id] if isinstance(end, Endpoint) else [text for text in ADDRESSES_TRIED if _inside(text, end)]


def _inside(text: str, networks: tuple[Network, ...]) -> bool:
    return any(ip_address(text) in network for network in networks)


@MANY
@given(clusters())
def test_bitsets_agree_with_the_plain_reading(made: Made) -> None:
    reach = Reachability.of(made.cluster)
    found = rows(reach)
    for (source, plain_source), (destination, plain_destination) in product(parties(made, reach), repeat=2):
        if not (isinstance(source, Endpoint) or isinstance(destination, Endpoint)):
            continue
        if isinstance(source, Endpoint) and isinstance(destination, Endpoint):
            spans = reach.ports(source, destination)
        else:
            spans = found.get((_key(source), _key(destination)), ())
        for protocol, port in FLOWS:
            expected = made.plain.connects(plain_source, plain_destination, protocol, port)
            assert admits(spans, protocol, port) == expected, (plain_source, plain_destination, protocol, port)


def _key(end: Endpoint | Network) -> str:
    return end.id if isinstance(end, Endpoint) else str(end.network_address)


@MANY
@given(clusters())
def test_the_solver_agrees_with_bitsets_on_declared_pods(made: Made) -> None:
    """The unknown ends are bound to two pods; is there a port at which the two readings differ?"""
    reach = Reachability.of(made.cluster)
    known = {namespace.name: namespace.labels for namespace in made.cluster.namespaces}
    prover = Prover(reach.clauses, known=known)
    scene, formulas = prover.anything, prover.formulas
    allowed = scene.allowed(reach.clauses)
    by_address = any(isinstance(p, Addresses) and p.pods for clause in reach.clauses.clauses for p in clause.peers)
    pods = [(endpoint, endpoint.pods[0]) for endpoint in reach.endpoints if not endpoint.host_network]
    pods = [(endpoint, pod) for endpoint, pod in pods if pod.addresses or not by_address]
    for (source, opener), (destination, receiver) in product(pods, repeat=2):
        bound = (prover.source.is_like(opener), prover.destination.is_like(receiver))
        by_bits = formulas.any(scene.flow.within(span) for span in reach.ports(source, destination))
        assert isinstance(prover.ask(scene, (*bound, formulas.differ(allowed, by_bits))), Never)


@MANY
@given(clusters())
def test_declared_ends_agree_with_bitsets(made: Made) -> None:
    reach = Reachability.of(made.cluster)
    prover = Prover(reach.clauses)
    for source, destination in product(reach.endpoints, repeat=2):
        scene = prover.between(source.pods[0], destination.pods[0])
        by_bits = prover.formulas.any(scene.flow.within(span) for span in reach.ports(source, destination))
        differ = prover.formulas.differ(scene.allowed(reach.clauses), by_bits)
        assert isinstance(prover.ask(scene, (differ,)), Never)


BLOCKS = [Outside((ip_network(text),)) for text in ("0.0.0.0/0", "10.0.0.0/8", "::/0", "192.168.0.1/32")]
GROUPS: list[Who] = [Pods(), Pods.inside("shop"), Everyone(), *BLOCKS]


@MANY
@given(clusters(), st.sampled_from(GROUPS), st.sampled_from(GROUPS), st.booleans())
def test_a_witness_is_what_the_plain_reading_says(made: Made, source: Who, destination: Who, wanted: bool) -> None:
    """A case that the solver gives is one, and where it gives none, no pod and address that is tried is one."""
    reach = Reachability.of(made.cluster)
    known = {namespace.name: namespace.labels for namespace in made.cluster.namespaces}
    prover = Prover(reach.clauses, known=known, groups=[Pods.inside("shop")])
    ask = prover.connected if wanted else prover.refused
    match ask(reach.clauses, source, destination, explain=True):
        case Witness() as case if not _is_node(case.source) and not _is_node(case.destination):
            plain = made.plain._replace(namespaces={**made.plain.namespaces, **_namespaces(case)})
            ends = _plain(case.source), _plain(case.destination)
            assert plain.connects(*ends, case.protocol, case.port) == wanted, case
        case Never():
            for opener, receiver in product(_tried(made, source), _tried(made, destination)):
                for protocol, port in FLOWS:
                    assert made.plain.connects(opener, receiver, protocol, port) != wanted
        case answer:
            assert isinstance(answer, Witness)


def _is_node(end: object) -> bool:
    return isinstance(end, PodKind) and end.host_network


def _namespaces(case: Witness) -> dict[str, dict[str, str]]:
    pods = [end for end in (case.source, case.destination) if isinstance(end, PodKind)]
    return {pod.namespace: {k: v for k, v in pod.namespace_labels.items() if k != NAME} for pod in pods}


def _plain(end: object) -> Pod | str:
    if not isinstance(end, PodKind):
        return str(end)
    ports = tuple((name, str(protocol), number) for (name, protocol), number in end.ports.items())
    address = str(end.addresses[0]) if end.addresses else None
    return Pod("possible", end.namespace, dict(end.labels), ports, False, address)


def _tried(made: Made, who: Who) -> list[Pod | str]:
    """Declared pods, some that could be, and some addresses, as far as they belong to the group."""
    possible = [Pod("new", namespace, labels, ()) for namespace in ("shop", "new") for labels in ({}, {"app": "new"})]
    pods = [pod for pod in (*made.pods.values(), *possible) if who in (Pods(), Everyone()) or pod.namespace == "shop"]
    pods = [pod for pod in pods if not pod.host_network or isinstance(who, Everyone)]
    if isinstance(who, Pods):
        return list(pods)
    addresses = [t for t in ADDRESSES_TRIED if not isinstance(who, Outside) or _inside(t, who.networks)]
    return [*(pods if isinstance(who, Everyone) else ()), *addresses]
