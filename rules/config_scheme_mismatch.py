"""A container is told to call a Service with https:// where the port speaks plain HTTP, or the other way round.

Why: the TLS handshake fails, or a request without encryption is refused.
Fix: write the scheme that the port speaks, or name the port that speaks the one that is written.
Silent: ports whose name, application protocol and number say nothing about TLS, or contradict each other.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.edge.scheme import speaks_tls
from k8slint.edge.setting_value import SettingValue, setting_values
from k8slint.finding import Problem, Related, Severity
from k8slint.model.cluster import Cluster
from k8slint.model.service import ServicePort
from k8slint.rule import rule

BY_NUMBER = {80: False, 443: True}
"""Whether TLS is spoken on the ports of HTTP. (IANA)"""


@rule(Severity.WARNING)
def config_scheme_mismatch(cluster: Cluster) -> Iterator[Problem]:
    for value in cluster.once(setting_values):
        port, called = value.resolution.port, speaks_tls(value.edge.scheme)
        if port and called is not None and _speaks_tls(port) is not called and _speaks_tls(port) is not None:
            yield _problem(value, port)


def _problem(value: SettingValue, port: ServicePort) -> Problem:
    speaks = "HTTPS" if _speaks_tls(port) else "plain HTTP"
    name = value.resolution.name
    message = f"{value.edge.scheme}:// to port {port} of Service {name.service}, which speaks {speaks}"
    related = (Related(port.port_at, "the port"), *value.others)
    return Problem(value.host_at, message, related=related)


def _speaks_tls(port: ServicePort) -> bool | None:
    """What the application protocol says, else name and number where they agree or one of them is silent."""
    if port.app_protocol:
        return _of_word(port.app_protocol)
    said = {said for said in (_of_word(port.name or ""), BY_NUMBER.get(port.port or 0)) if said is not None}
    return said.pop() if len(said) == 1 else None


def _of_word(word: str) -> bool | None:
    """Whether a name as meshes read it (`http`, `https-web`) is that of HTTP with or without TLS."""
    first = word.lower().replace("_", "-").split("-")[0]
    return True if first in ("https", "tls") else False if first in ("http", "http2", "h2c", "grpc") else None
