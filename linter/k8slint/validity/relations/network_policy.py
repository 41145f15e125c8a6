"""NetworkPolicies. (API server: ValidateNetworkPolicySpec)"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Related
from k8slint.inputs.field import Field
from k8slint.model.address import network
from k8slint.validity.relations.selector import label_selector


def network_policy(field: Field) -> Iterator[Problem]:
    """Selectors, peers and ports of every rule."""
    spec = field["spec"]
    yield from label_selector(spec["podSelector"])
    for section, peers in (("ingress", "from"), ("egress", "to")):
        for rule in spec[section].each():
            for peer in rule[peers].each():
                yield from _peer(peer)
            for port in rule["ports"].each():
                yield from _port(port)


def _peer(peer: Field) -> Iterator[Problem]:
    block, selectors = peer["ipBlock"], [key for key in ("podSelector", "namespaceSelector") if peer[key]]
    for key in selectors:
        yield from label_selector(peer[key])
    if block and selectors:
        message = f"a peer with ipBlock cannot have {' and '.join(selectors)} too: write two list items"
        yield Problem(block.at, message, related=(Related(peer[selectors[0]].at, f"the {selectors[0]}"),))
    yield from _excepts(block)


def _excepts(block: Field) -> Iterator[Problem]:
    whole = network(block["cidr"].text() or "")
    for item in block["except"].each():
        part = network(item.text() or "")
        if whole is None or part is None:
            continue
        if part.version != whole.version or part == whole or not whole.supernet_of(part):  # type: ignore[arg-type]
            message = f"except {item.text()} is not a part of cidr {block['cidr'].text()}"
            yield Problem(item.at, message, related=(Related(block["cidr"].at, "the cidr"),))


def _port(entry: Field) -> Iterator[Problem]:
    port, end = entry["port"], entry["endPort"]
    if not end:
        return
    first, last = port.number(), end.number()
    if not port:
        yield Problem(end.at, "endPort needs a port, the first of the range")
    elif isinstance(port.value, str):
        yield Problem(end.at, f"endPort needs a port that is a number; it is the name {port.value}")
    elif first is not None and last is not None and last < first:
        yield Problem(end.at, f"endPort {last} is less than port {first}", related=(Related(port.at, "the port"),))
