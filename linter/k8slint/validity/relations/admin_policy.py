"""AdminNetworkPolicy, BaselineAdminNetworkPolicy and ClusterNetworkPolicy. (Network Policy API)"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Related
from k8slint.inputs.field import Field
from k8slint.validity.relations.selector import label_selector

_WITHOUT_NAMED_PORTS = ("networks", "nodes", "domainNames")
_PROTOCOLS = ("tcp", "udp", "sctp")


def admin_policy(field: Field) -> Iterator[Problem]:
    """Subject, peers and ports of a policy of either version."""
    spec = field["spec"]
    yield from _selectors(spec["subject"])
    for section, peers in (("ingress", "from"), ("egress", "to")):
        for rule in spec[section].each():
            for peer in rule[peers].each():
                yield from _selectors(peer)
            yield from _ranges(rule)
            yield from _named_port(rule, rule[peers])
            yield from _domain_names(rule, rule[peers])


def _selectors(peer: Field) -> Iterator[Problem]:
    pods = peer["pods"]
    for selector in (peer["namespaces"], peer["nodes"], pods["namespaceSelector"], pods["podSelector"]):
        yield from label_selector(selector)


def _ranges(rule: Field) -> Iterator[Problem]:
    ranges = [entry["portRange"] for entry in rule["ports"].each()]
    ranges += [entry[name]["destinationPort"]["range"] for entry in rule["protocols"].each() for name in _PROTOCOLS]
    for entry in ranges:
        start, end = entry["start"].number(), entry["end"].number()
        if start is not None and end is not None and start >= end:
            related = (Related(entry["start"].at, "the start"),)
            yield Problem(entry["end"].at, f"end {end} of the range is not above start {start}", related=related)


def _named_port(rule: Field, peers: Field) -> Iterator[Problem]:
    names = [entry["namedPort"] for entry in rule["ports"].each()]
    names += [entry["destinationNamedPort"] for entry in rule["protocols"].each()]
    name = next((name for name in names if name), None)
    for peer in peers.each():
        for key in _WITHOUT_NAMED_PORTS:
            if name and peer[key]:
                message = f"port {name.text()} is a name, and {key} have no named ports: give its number"
                yield Problem(name.at, message, related=(Related(peer[key].at.key, f"the {key}"),))
                return


def _domain_names(rule: Field, peers: Field) -> Iterator[Problem]:
    """The API supports them only where they let traffic through."""
    action = rule["action"]
    if action.value not in ("Deny", "Pass"):
        return
    for peer in peers.each():
        if peer["domainNames"]:
            message = f"domainNames cannot stand in a rule with action {action.text()}"
            yield Problem(peer["domainNames"].at.key, message, related=(Related(action.at, "the action"),))
