"""The order in which commands narrow the fault fastest, and what has to be known before each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from k8slint.live.attempt import Attempt
from k8slint.live.command import Command
from k8slint.live.kubectl import DEBUG
from k8slint.path.hop import HopKind


def in_order(attempt: Attempt, commands: Iterable[Command], broken: HopKind | None) -> tuple[Command, ...]:
    """Those about the broken hop first, the others along the path; each after what it needs."""
    unique = {command.argv: command for command in commands}.values()
    return tuple(_with_needs(attempt, sorted(unique, key=lambda command: broken not in command.confirms)))


def _with_needs(attempt: Attempt, commands: Iterable[Command]) -> Iterator[Command]:
    """Without those for which a variable would have to be set that nothing sets."""
    finders = attempt.finders
    given: set[tuple[str, ...]] = set()
    for command in commands:
        if command.variables <= finders.keys():
            needs = (*_permission(command), *(finders[variable] for variable in sorted(command.variables)))
            yield from (need for need in needs if need.argv not in given)
            given |= {need.argv for need in needs}
            yield command


def _permission(command: Command) -> Iterator[Command]:
    """`kubectl debug` patches a subresource of the pod. (KEP-277, ephemeral containers)"""
    if command.argv[:2] == DEBUG:
        namespace = command.argv[2:4]
        asked = ("kubectl", "auth", "can-i", "patch", "pods", "--subresource=ephemeralcontainers", *namespace)
        yield Command("whether you may add debug containers", asked, "yes")
