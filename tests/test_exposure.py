"""Exposure: exact against the plain reading, small by precise expectations, and told in words."""

from __future__ import annotations

from ipaddress import ip_address
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from k8slint.manifests import load_text
from k8slint.model.network_policy import Direction
from k8slint.model.port import Protocol
from k8slint.reach.answer import Never
from k8slint.reach.clause import PortName, Span, Traffic
from k8slint.reach.exposure import Exposure, Exposures, Opening
from k8slint.reach.reachability import Reachability
from k8slint.reach.who import Pods
from tests.clusters import ADDRESSES_TRIED, LABELS, MANY, NAME, NAMES, NUMBERS, PROTOCOLS, Made, clusters
from tests.plain import Plain, Pod
from tests.test_agreement import FLOWS, admits

POSSIBLE = st.builds(
    lambda namespace, labels, ports: Pod("possible", namespace, labels, tuple((*key, n) for key, n in ports.items())),
    st.sampled_from(["shop", "pay", "ops", "elsewhere", "new"]),
    LABELS | st.just({"app": "unheard-of"}),
    st.dictionaries(st.tuples(NAMES, PROTOCOLS), NUMBERS, max_size=1),
)
OF_NEW = st.sampled_from([{}, {"team": "a"}, {"team": "b"}])


@MANY
@given(clusters(), st.lists(POSSIBLE, min_size=4, max_size=4), OF_NEW)
def test_who_gets_in_is_told_and_nobody_else(made: Made, possible: list[Pod], labels: dict[str, str]) -> None:
    plain = made.plain._replace(namespaces={**made.plain.namespaces, "elsewhere": labels, "new": labels})
    for exposure in _exposures(made, Direction.INGRESS):
        pod = made.pods[exposure.endpoint.id]
        assert all(isinstance(opening.rest, Never) for opening in exposure.openings)
        sources: list[Pod | str] = [*possible, *ADDRESSES_TRIED]
        for source, (protocol, port) in product(sources, FLOWS):
            expected = plain.lets_in(source, pod, protocol, port)
            assert _told(exposure, plain, source, pod, protocol, port) == expected, (source, protocol, port)


@MANY
@given(clusters(), st.lists(POSSIBLE, min_size=4, max_size=4), OF_NEW)
def test_who_is_reached_is_told_or_hinted_at(made: Made, possible: list[Pod], labels: dict[str, str]) -> None:
    """No formula over labels tells apart pods whose addresses or ports decide: then a witness says that it is open."""
    plain = made.plain._replace(namespaces={**made.plain.namespaces, "elsewhere": labels, "new": labels})
    for exposure in _exposures(made, Direction.EGRESS):
        pod = made.pods[exposure.endpoint.id]
        complete = all(isinstance(opening.rest, Never) for opening in exposure.openings)
        destinations: list[Pod | str] = [*possible, *ADDRESSES_TRIED]
        for destination, (protocol, port) in product(destinations, FLOWS):
            told = _told(exposure, plain, destination, destination, protocol, port)
            expected = plain.lets_out(pod, destination, protocol, port)
            assert told == expected or (expected and not complete), (destination, protocol, port)


def _exposures(made: Made, direction: Direction) -> list[Exposure]:
    reach = Reachability.of(made.cluster)
    exposures = Exposures.of(made.cluster, reach)
    return [exposures.exposure(endpoint, direction) for endpoint in reach.endpoints]


def _told(
    exposure: Exposure, plain: Plain, peer: Pod | str, destination: Pod | str, protocol: Protocol, port: int
) -> bool:
    return not exposure.protected or any(
        _flows(opening.traffic, destination, protocol, port) and _meant(opening, plain, peer)
        for opening in exposure.openings
    )


def _flows(traffic: Traffic, destination: Pod | str, protocol: Protocol, port: int) -> bool:
    ports = () if isinstance(destination, str) else destination.ports
    spans = tuple(item for item in traffic if isinstance(item, Span))
    names = (item.name for item in traffic if isinstance(item, PortName) and item.protocol in (None, protocol))
    return admits(spans, protocol, port) or any((name, protocol, port) in ports for name in names)


def _meant(opening: Opening, plain: Plain, peer: Pod | str) -> bool:
    if isinstance(peer, str):
        return any(ip_address(peer) in network for network in opening.networks)
    return _in_terms(opening, peer.labels, {**plain.labels_of(peer.namespace), NAME: peer.namespace})


def _in_terms(opening: Opening, labels: dict[str, str], of_namespace: dict[str, str]) -> bool:
    return any(
        _matches(term.pods, labels, of_namespace) and not any(_matches(pods, labels, of_namespace) for pods in term.but)
        for term in opening.terms
    )


def _matches(pods: Pods, labels: dict[str, str], of_namespace: dict[str, str]) -> bool:
    return all(r.matches(labels) for r in pods.labels) and all(r.matches(of_namespace) for r in pods.namespaces)


BY_NUMBER_AND_NAME = """\
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
---
apiVersion: policy.networking.k8s.io/v1alpha1
kind: AdminNetworkPolicy
metadata: {name: first}
spec:
  priority: 1
  subject: {namespaces: {}}
  egress:
    - {action: Allow, to: [{namespaces: {}}], ports: [{namedPort: dns}]}
    - {action: Deny, to: [{namespaces: {}}], ports: [{namedPort: dns}, {portNumber: {protocol: TCP, port: 80}}]}
"""


def test_a_rule_with_a_number_and_a_name_speaks_differently_of_that_number() -> None:
    """At TCP 80 only pods get through that have named it; a port like any other did not stand for it."""
    cluster = load_text(BY_NUMBER_AND_NAME)
    reach = Reachability.of(cluster)
    exposure = Exposures.of(cluster, reach).exposure(reach.endpoints[0], Direction.EGRESS)
    open_to_pods = [opening.traffic for opening in exposure.openings if opening.terms]
    assert not any(admits(tuple(map(span, traffic)), Protocol.TCP, 80) for traffic in open_to_pods)
    assert any(admits(tuple(map(span, traffic)), Protocol.TCP, 81) for traffic in open_to_pods)
    (hint,) = (opening for opening in exposure.openings if not isinstance(opening.rest, Never))
    assert hint.traffic == (Span(Protocol.TCP, 80, 80),)


def span(item: object) -> Span:
    assert isinstance(item, Span)
    return item
