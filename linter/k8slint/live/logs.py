"""What the containers of both ends say. (kubectl reference: logs)"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.live.attempt import Attempt
from k8slint.live.command import Command
from k8slint.live.pods import Pods
from k8slint.path.hop import HopKind

_OPTIONS = ("--all-containers", "--prefix", "--since=10m", "--tail=100")


def log_commands(attempt: Attempt) -> Iterator[Command]:
    """Of all containers, sidecars included: a mesh's proxy logs the connections that it refuses."""
    for pods in attempt.ends:
        end = pods.role.lower()
        hops = frozenset({HopKind.POD}) if pods.role == "SERVER" else frozenset()
        good = "connections or requests of the client" if pods.role == "SERVER" else ""
        bad = "nothing: no packet arrives" if pods.role == "SERVER" else "timeouts, refusals, unknown hosts"
        yield Command(f"the logs of the {end}", logs_of(pods), good, bad, hops)


def logs_of(pods: Pods) -> tuple[str, ...]:
    """Those of every pod where a label query finds them; of a controller kubectl picks one pod."""
    which = ("-l", pods.selector) if pods.selector and pods.workload.kind != "Pod" else (pods.any_pod,)
    return ("kubectl", "logs", "-n", pods.namespace, *which, *_OPTIONS)
