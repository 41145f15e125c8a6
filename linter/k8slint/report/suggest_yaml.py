"""`k8slint suggest`: policies as YAML, each rule with a comment of what it is for."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

import yaml

from k8slint.model.network_policy import Direction
from k8slint.report.escape import printable
from k8slint.suggest.policy import Policy
from k8slint.suggest.rule import Rule

_PEERS = {Direction.INGRESS: "from", Direction.EGRESS: "to"}
_EMPTY = {
    Direction.INGRESS: "Nothing in the input connects to it.",
    Direction.EGRESS: "Nothing in the input says that it calls anything.",
}


def suggestions(policies: Iterable[Policy]) -> str:
    """The policies as YAML documents."""
    return "---\n".join("\n".join(_policy(policy)) + "\n" for policy in policies)


def _policy(policy: Policy) -> Iterator[str]:
    if not policy.labels and not policy.rules:
        yield "# What no other policy admits is refused."
    head = {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "NetworkPolicy",
        "metadata": {"name": policy.name, "namespace": policy.namespace},
    }
    yield _dumped(head)
    selector = {"matchLabels": dict(policy.labels)} if policy.labels else {}
    yield _dumped({"spec": {"podSelector": selector, "policyTypes": [d.capitalize() for d in policy.directions]}})
    if policy.labels or policy.rules:
        for direction in policy.directions:
            yield from _section(direction, policy.of(direction))


def _section(direction: Direction, rules: tuple[Rule, ...]) -> Iterator[str]:
    if not rules:
        yield f"  # {_EMPTY[direction]}"
        yield f"  {direction}: []"
        return
    yield f"  {direction}:"
    for rule in rules:
        yield from (f"    # {printable(reason)}" for reason in rule.because)
        yield textwrap.indent(_dumped([_rule(rule)]), "    ")


def _rule(rule: Rule) -> dict[str, Any]:
    ports = [{"protocol": str(protocol), "port": number} for protocol, number in rule.ports]
    return {_PEERS[rule.direction]: [dict(rule.peer)], "ports": ports}


def _dumped(value: Any) -> str:
    return yaml.safe_dump(value, sort_keys=False, width=120).rstrip("\n")
