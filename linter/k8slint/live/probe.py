"""Opening the connection from the client's pod, with what its image is likely to hold.

A refused connection comes back at once: nobody listens, or the Service has no endpoints (kube-proxy rejects). One that
runs into its time limit met a policy, a firewall or a route that drops. (Kubernetes documentation, "Debug Services")
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.live.attempt import Attempt
from k8slint.live.command import Command
from k8slint.live.kubectl import debugged, executed
from k8slint.live.pods import Pods
from k8slint.live.tool import Tool, split
from k8slint.model.port import Protocol
from k8slint.path.hop import HopKind

_PYTHON = "import socket, sys; socket.create_connection((sys.argv[1], int(sys.argv[2])), 3); print('open')"
_NODE = (
    "const [, host, port] = process.argv; const s = require('net').connect({host, port}); "
    "s.setTimeout(3000, () => s.destroy(Error('timed out'))); "
    "s.on('connect', () => { console.log('open'); s.destroy() })"
)
_RUBY = "Socket.tcp(ARGV[0], ARGV[1], connect_timeout: 3) { puts 'open' }"
_BASH = 'exec 3<>"/dev/tcp/$0/$1" && echo open'

_GOOD = "open, succeeded, or an answer of the server"
_BAD = "timed out: a policy or a firewall drops it. Refused: nobody listens"
_HOPS = frozenset({HopKind.EGRESS, HopKind.INGRESS, HopKind.POD})
_CLIENTS = {
    "redis": ("redis-cli", "-h", "-p", "ping"),
    "postgres": ("pg_isready", "-h", "-p"),
    "mysql": ("mysqladmin", "-h", "-P", "ping"),
}
"""What asks a server whether it answers: the program, its options for host and port. (manual of each)"""
_UDP = "UDP has no handshake: only an answer of the application proves anything, so look at the capture as well"


def to_service(attempt: Attempt) -> Iterator[Command]:
    """Through the Service, as the application connects."""
    pods, name = attempt.at_client, attempt.name
    if pods and name and name.host and name.port:
        bad = f"{_BAD}, or the Service has no endpoints"
        yield from _tried(attempt, pods, name.host, name.port, "the connection as the client makes it", bad)


def to_pod(attempt: Attempt) -> Iterator[Command]:
    """Past the Service, to a pod's own address and port: what fails here is not the Service's fault."""
    pods, server, port = attempt.at_client, attempt.at_server, attempt.port
    host = attempt.address or (server.address if server else None)
    if pods and host and port:
        what = "the same past the Service, straight to a pod" if attempt.name else "the connection itself"
        yield from _tried(attempt, pods, host, port, what, _BAD)


def _tried(attempt: Attempt, pods: Pods, host: str, port: int, what: str, bad: str) -> Iterator[Command]:
    """Of SCTP nothing is tried: neither common images nor the debug image have a client for it."""
    number = str(port)
    if attempt.protocol is Protocol.UDP:
        yield Command(f"{what}. {_UDP}", debugged(pods, "nc", "-zvu", "-w", "3", host, number), confirms=_HOPS)
    elif attempt.protocol is Protocol.TCP:
        words = _own_client(attempt, pods, host, number) or _words(pods.tool, host, number)
        has_tool = pods.container is not None and pods.tool is not Tool.NONE
        argv = executed(pods, *words) if has_tool else debugged(pods, *words)
        yield Command(what, argv, _GOOD, bad, _HOPS)


def _words(tool: Tool, host: str, port: str) -> tuple[str, ...]:
    match tool:
        case Tool.BASH:
            return ("timeout", "3", "bash", "-c", _BASH, host, port)
        case Tool.PYTHON:
            return ("python3", "-c", _PYTHON, host, port)
        case Tool.NODE:
            return ("node", "-e", _NODE, host, port)
        case Tool.RUBY:
            return ("ruby", "-rsocket", "-e", _RUBY, host, port)
        case Tool.CURL:
            return ("curl", "-sv", "-o", "/dev/null", "--max-time", "5", f"http://{host}:{port}/")
        case Tool.NC | Tool.NONE:
            return ("nc", "-zv", "-w", "3", host, port)


def _own_client(attempt: Attempt, pods: Pods, host: str, port: str) -> tuple[str, ...]:
    """The server's own client program, where the client's container has the server's image."""
    if pods.container is None:
        return ()
    name = split(pods.container.image)[0]
    serving = {split(c.image)[0] for server in attempt.servers for c in server.pod.containers}
    if name not in _CLIENTS or name not in serving:
        return ()
    program, at_host, at_port, *question = _CLIENTS[name]
    return ("timeout", "3", program, at_host, host, at_port, port, *question)
