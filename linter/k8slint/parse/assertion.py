"""ReachabilityAssertions (k8slint.dev/v1)."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.inputs.field import Field
from k8slint.model.assertion import AssertedEnd, AssertedPods, Assertion, ReachabilityAssertions
from k8slint.model.meta import Meta
from k8slint.model.namespace import one_namespace
from k8slint.model.network_policy import IpBlock, Ports
from k8slint.model.selector import Selector
from k8slint.parse.network_policy import parse_policy_port
from k8slint.parse.selector import parse_label_selector


def parse_assertions(meta: Meta, field: Field) -> ReachabilityAssertions:
    """The entries of `allow` and `deny`, in their order."""
    entries = [(entry, key == "allow") for key in ("allow", "deny") for entry in field[key].each()]
    return ReachabilityAssertions(meta, tuple(_assertion(entry, allow) for entry, allow in entries))


def _assertion(field: Field, allow: bool) -> Assertion:
    ports = field["ports"]
    return Assertion(
        field["name"].text(),
        allow,
        tuple(_ends(field["from"])),
        tuple(_ends(field["to"])),
        tuple(parse_policy_port(port) for port in ports.each()) if ports.value else Ports.ALL,
        field.at,
    )


def _ends(field: Field) -> Iterator[AssertedEnd]:
    """One end, or a list of alternatives."""
    for end in field.each() if isinstance(field.value, list) else (field,):
        if block := end["ipBlock"]:
            yield IpBlock(block["cidr"].text() or "", block["except"].texts(), block.at)
        elif isinstance(end.value, dict):
            pods = end["podSelector"]
            selector = parse_label_selector(pods) if pods else None
            yield AssertedPods(end["workload"].text(), _namespaces(end), selector, end["possible"].flag(), end.at)


def _namespaces(end: Field) -> Selector | None:
    """`namespace: shop` is short for the selector of that name."""
    if name := end["namespace"].text():
        return one_namespace(name, end["namespace"].at)
    return parse_label_selector(end["namespaceSelector"]) if end["namespaceSelector"] else None
