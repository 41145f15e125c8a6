"""Packets at both ends of the connection.

The pod's own port is what arrives there, whatever the Service's is; the client's side is before or after the Service's
translation, as the cluster does it in the node or in the socket, so both ports are asked for. Of TCP the segments with
SYN or RST tell what becomes of a connection. `tcp[…]` reads IPv4 only; byte 13 of the segment is `ip6[53]` after an
IPv6 header without extensions. (pcap-filter(7); Kubernetes documentation, "Virtual IPs and Service Proxies")
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.live.attempt import Attempt
from k8slint.live.command import Command
from k8slint.live.kubectl import debugged, within
from k8slint.live.pods import Pods
from k8slint.model.port import Protocol
from k8slint.path.hop import HopKind

_FLAGS = "(tcp[tcpflags] & (tcp-syn|tcp-rst) != 0 or ip6[53] & 6 != 0)"
_HOPS = frozenset({HopKind.EGRESS, HopKind.INGRESS, HopKind.POD, HopKind.TARGET_PORT})
_TCPDUMP = ("timeout", "60", "tcpdump", "-lni", "any", "-c", "50")


def capture_commands(attempt: Attempt) -> Iterator[Command]:
    """For a minute, or fifty packets; a debug container cannot be removed, so what runs in it has to end."""
    if attempt.port is None:
        return
    if pods := attempt.at_server:
        yield from _captured(pods, _filter(attempt.protocol, attempt.port), "arrive", *_at_server(attempt.protocol))
    if pods := attempt.at_client:
        ports = {attempt.port, *filter(None, (attempt.name.port if attempt.name else None,))}
        yield from _captured(pods, _filter(attempt.protocol, *sorted(ports)), "leave", *_at_client(attempt.protocol))


def _captured(pods: Pods, chosen: str, verb: str, good: str, bad: str) -> Iterator[Command]:
    where = f"the packets that {verb} at the {pods.role.lower()}, while the connection is tried in another terminal"
    yield Command(where, debugged(pods, *_TCPDUMP, chosen, profile="netadmin"), good, bad, _HOPS)
    if not pods.bare_pod.startswith("-"):
        purpose = f"the same into the file {pods.role.lower()}.pcap with the plugin ksniff, if debug is not allowed"
        yield Command(purpose, _sniffed(pods, chosen), confirms=_HOPS)


def _sniffed(pods: Pods, chosen: str) -> tuple[str, ...]:
    """(ksniff's README)"""
    container = ("-c", pods.container.name) if pods.container else ()
    options = ("-f", chosen, "-o", f"{pods.role.lower()}.pcap")
    return ("kubectl", "sniff", pods.bare_pod, *within(pods.namespace), *container, *options)


def _filter(protocol: Protocol, *ports: int) -> str:
    kind = protocol.lower()
    chosen = " or ".join(f"{kind} port {port}" for port in ports)
    chosen = f"({chosen})" if len(ports) > 1 else chosen
    return f"{chosen} and {_FLAGS}" if protocol is Protocol.TCP else chosen


def _at_server(protocol: Protocol) -> tuple[str, str]:
    if protocol is Protocol.TCP:
        return "SYN and SYN-ACK", "no SYN: it is dropped on the way. SYN alone: a policy drops it. RST: nobody listens"
    return "packets both ways", "nothing arrives: it is dropped on the way. No answer: the application or its egress"


def _at_client(protocol: Protocol) -> tuple[str, str]:
    if protocol is Protocol.TCP:
        return "SYN and SYN-ACK", "SYN again and again: dropped, here or there. No SYN: the client never connects"
    return "packets both ways", "packets without an answer: dropped, here or there"
