"""Looking up the Service's name, from the client's pod."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.live.attempt import Attempt
from k8slint.live.command import Command
from k8slint.live.kubectl import debugged, executed, get
from k8slint.live.pods import Pods
from k8slint.live.tool import Tool
from k8slint.path.hop import HopKind


def lookup_commands(attempt: Attempt) -> Iterator[Command]:
    """The name in full: the search list of the pod and its ndots have no part in the answer."""
    pods, name = attempt.at_client, attempt.name
    if pods and name and name.host:
        yield Command(
            "the name, looked up by the client",
            _lookup(pods, name.host),
            "the address of the Service, or those of the pods where it is headless",
            "NXDOMAIN or nothing: no such Service. Timed out: policies keep the client from the DNS server",
            frozenset({HopKind.NAME, HopKind.DNS}),
        )
        yield Command(
            "the DNS server, where it is the usual one",
            get("pods", "kube-system", "-l", "k8s-app=kube-dns", "-o", "wide"),
            "Running, and all containers READY",
            confirms=frozenset({HopKind.DNS}),
        )


def _lookup(pods: Pods, host: str) -> tuple[str, ...]:
    """glibc's and musl's getent and BusyBox' nslookup are in the images that have the tools of `probe`."""
    if pods.tool is Tool.NONE:
        return debugged(pods, "nslookup", host)
    return executed(pods, *(("nslookup",) if pods.tool is Tool.NC else ("getent", "hosts")), host)
