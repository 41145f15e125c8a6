"""What rules open to everybody, however they are spelled, and the fewest rules that do it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from k8slint.finding import Related
from k8slint.model.cluster import Cluster
from k8slint.model.network_policy import Direction
from k8slint.model.workload import Workload
from k8slint.reach.clause import Addresses, Clause
from k8slint.reach.stranger import ANY_POD, INTERNET, Openness, Subject, is_everything, means
from k8slint.record import dataclass

SAMPLE = {4: "203.0.113.7", 6: "2001:db8::7"}
"""Addresses for examples. (RFC 5737, RFC 3849)"""


@dataclass(frozen=True)
class Breadth:
    """Rules that together open something, and the workloads at which they do; `family` of the addresses meant."""

    direction: Direction
    rules: tuple[Clause, ...]
    workloads: tuple[Workload, ...]
    family: int = 4

    @property
    def pods(self) -> str:
        """The first workload by name, and how many more there are."""
        first, more = self.workloads[0], len(self.workloads) - 1
        name = f"{first.kind} {first.name}"
        return f"{name} and {more} more workload{'s' if more > 1 else ''}" if more else name

    @property
    def related(self) -> tuple[Related, ...]:
        """The rules after the first."""
        return tuple(Related(rule.at, f"{rule.policy.kind} {rule.policy.name}") for rule in self.rules[1:])

    def witness(self, somebody: str, port: int = 1) -> dict[str, Any]:
        """One case. (contract: `witness`)"""
        ends = (somebody, self.workloads[0].id)
        source, destination = ends if self.direction is Direction.INGRESS else reversed(ends)
        return {"source": source, "destination": destination, "protocol": "TCP", "port": port}


def all_open(cluster: Cluster) -> tuple[Breadth, ...]:
    """Where rules allow every pod and every address of a family on every port."""
    openness = cluster.once(Openness.of)
    return _grouped(
        (direction, rules, subject, 4)
        for direction in Direction
        for subject in openness.subjects
        if (rules := _everything(openness, subject, direction))
    )


def open_to_internet(cluster: Cluster) -> tuple[Breadth, ...]:
    """Where rules that list addresses list, together, every address of a family for some port."""
    openness = cluster.once(Openness.of)
    return _grouped(
        (direction, rules, subject, family)
        for direction in Direction
        for subject in openness.subjects
        for family in INTERNET
        if (rules := _internet(openness, subject, direction, family))
    )


def _everything(openness: Openness, subject: Subject, direction: Direction) -> tuple[Clause, ...] | None:
    rules = openness.rules(subject, direction)
    family = next((f for f in INTERNET if rules and _is_all(openness, subject, direction, f)), None)
    if family is None:
        return None
    explicit = next((rule for rule in rules if is_everything(rule)), None)
    if explicit:
        return (explicit,)
    pods = openness.because(subject, direction, ANY_POD)
    addresses = openness.because(subject, direction, INTERNET[family])
    return None if pods is None or addresses is None else _together(pods, addresses)


def _is_all(openness: Openness, subject: Subject, direction: Direction, family: int) -> bool:
    peers = openness.pods | openness.addresses(family)
    return openness.ports(subject, direction, peers) == openness.reach.port_atoms.all


def _internet(openness: Openness, subject: Subject, direction: Direction, family: int) -> tuple[Clause, ...] | None:
    """The fewest of the rules with addresses that still cover the family, at the ports that they open to all of it."""
    every = openness.addresses(family)
    listing = [r for r in openness.rules(subject, direction) if means(r, (Addresses,))]
    is_open = openness.ports(subject, direction, every)
    met = {rule: [(p & is_open, peers & every) for p, peers in openness.met(rule, subject)] for rule in listing}
    for rule in listing:
        ports = next((ports for ports, peers in met[rule] if ports and peers), 0)
        if ports and _cover(met, listing, ports & -ports, every):
            return _fewest(met, listing, ports & -ports, every)
    return None


def _cover(met: dict[Clause, list[tuple[int, int]]], rules: Iterable[Clause], port: int, every: int) -> bool:
    reached = 0
    for rule in rules:
        for ports, peers in met[rule]:
            reached |= peers if ports & port else 0
    return reached == every


def _fewest(met: dict[Clause, list[tuple[int, int]]], rules: list[Clause], port: int, every: int) -> tuple[Clause, ...]:
    kept = next(([rule] for rule in rules if _cover(met, [rule], port, every)), rules)
    for rule in tuple(kept):
        rest = [other for other in kept if other is not rule]
        kept = rest if rest and _cover(met, rest, port, every) else kept
    return tuple(kept)


def _together(*parts: Iterable[Clause]) -> tuple[Clause, ...]:
    return tuple(sorted({clause for part in parts for clause in part}, key=lambda c: (c.tier, c.order)))


def _grouped(found: Iterator[tuple[Direction, tuple[Clause, ...], Subject, int]]) -> tuple[Breadth, ...]:
    """One for each set of rules."""
    groups: dict[tuple[Direction, tuple[Clause, ...]], tuple[list[Workload], int]] = {}
    for direction, rules, subject, family in found:
        groups.setdefault((direction, rules), ([], family))[0].extend(subject.workloads)
    return tuple(
        Breadth(direction, rules, tuple({w.id: w for w in workloads}.values()), family)
        for (direction, rules), (workloads, family) in groups.items()
    )
