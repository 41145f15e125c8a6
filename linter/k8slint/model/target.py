"""What a text tells a container to connect to."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.model.port import MAX_PORT
from k8slint.pattern import regex
from k8slint.record import dataclass

LONGEST = 1_000
"""Longer texts are no address, and are not tried."""

_HOST = r"(?P<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?)"
_WHOLE = regex(
    r"(?:(?P<scheme>[A-Za-z][A-Za-z0-9+.:-]*)://(?:[^@/\s]*@)?)?" + _HOST + r"(?::(?P<port>[0-9]{1,5}))?(?:[/?#]\S*)?"
)
_CLUSTER_NAME = regex(
    r"(?<![A-Za-z0-9.-])(?:[a-z0-9-]+\.)?([a-z0-9](?:[a-z0-9-]*[a-z0-9])?)\.([a-z0-9](?:[a-z0-9-]*[a-z0-9])?)"
    r"\.svc(?![A-Za-z0-9-])"
)
LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})


@dataclass(frozen=True)
class Target:
    """`scheme://host:port`; scheme and port are None where they are not written."""

    scheme: str | None
    host: str
    port: int | None

    @property
    def is_loopback(self) -> bool:
        """Whether it stays in the pod."""
        return self.host.lower() in LOOPBACK


def may_be_loopback(text: str) -> bool:
    """Whether some target of a text may stay in the pod: few texts speak of it at all."""
    lowered = text.lower()
    return any(host in lowered for host in LOOPBACK)


def targets(text: str) -> Iterator[Target]:
    """The targets that a text consists of: one, or a list with commas. Prose, scripts and files have none."""
    if len(text) <= LONGEST:
        for part in text.split(","):
            if match := _WHOLE.fullmatch(part.strip()):
                port = int(match["port"]) if match["port"] else None
                if port is None or 0 < port <= MAX_PORT:
                    yield Target(match["scheme"], match["host"], port)


def cluster_names(text: str) -> Iterator[tuple[str, str]]:
    """Namespace and name of each Service that a text names in the form `name.namespace.svc`."""
    return ((match[2], match[1]) for match in _CLUSTER_NAME.finditer(text))
