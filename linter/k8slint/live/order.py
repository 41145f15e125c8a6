"""The order in which commands narrow the fault fastest, and what has to be known before each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from k8slint.live.attempt import Attempt
from k8slint.live.command import Command
from k8slint.live.kubectl import DEBUG
from k8slint.path.hop import HopKind


def in_order(attempt: Attempt, commands: Iterable[Command], broken: HopKind | None) -> tuple[Command, ...]:
    """Those about the broken hop first, the others along the path; each once, after what it needs."""
    found = sorted(commands, key=lambda command: broken not in command.confirms)
    return tuple({each.argv: each for command in found for each in _with_needs(attempt, command)}.values())


def _with_needs(attempt: Attempt, command: Command) -> Iterator[Command]:
    """Nothing where a variable would have to be set that nothing sets."""
    finders = attempt.finders
    if command.variables <= finders.keys():
        yield from _permission(command)
        yield from (finders[variable] for variable in sorted(command.variables))
        yield command


def _permission(command: Command) -> Iterator[Command]:
    """`kubectl debug` patches a subresource of the pod. (KEP-277, ephemeral containers)"""
    if command.argv[:2] == DEBUG:
        namespace = command.argv[2:4]
        asked = ("kubectl", "auth", "can-i", "patch", "pods", "--subresource=ephemeralcontainers", *namespace)
        yield Command("whether you may add debug containers", asked, "yes")
