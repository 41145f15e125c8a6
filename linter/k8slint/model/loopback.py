"""Who calls whom inside a pod, over localhost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from k8slint.model.target import may_be_loopback, targets
from k8slint.model.told import Told
from k8slint.pattern import regex
from k8slint.record import dataclass

_WORD = regex(r"[A-Z]?[a-z0-9]+|[A-Z0-9]+")
_TO_OTHERS = regex(
    r"\b(?:url|urls|uri|host|hosts|hostname|addr|address|addresses|endpoint|endpoints|server|servers|upstream|target"
    r"|backend|broker|brokers|remote|peer|peers|proxy|dsn)\b"
)
"""Words in keys whose values are called, where no scheme says so."""

_OWN = regex(
    r"\b(?:listen|bind|origin|origins|cors|allow|allowed|log|logs|public|vite|react|redirect|callback|external|advertise"
    r"|advertised|admin|metric|metrics|health|healthcheck|healthz|probe|debug|pprof|status|ready|readiness|liveness"
    r"|issuer|nextauth|oauth|site|root|base|self|web|app|frontend|dashboard|webhook)\b"
)
"""Words in keys whose values are addresses of the container itself, or meant for a browser."""

_PORT = regex(r"[1-9][0-9]{0,4}")


@dataclass(frozen=True)
class LocalCall:
    """A port on localhost that a container is told to call. `texts` are the one or two that say so, the host first."""

    port: int
    texts: tuple[Told, ...]

    @property
    def told(self) -> Told:
        """The text with the host."""
        return self.texts[0]


def local_calls(texts: tuple[Told, ...]) -> Iterator[LocalCall]:
    """The calls in what one container is told: an address, or a host and a port in two variables of one stem."""
    by_key = {text.key: text for text in texts}
    for text in (each for each in texts if may_be_loopback(each.text)):
        key = " ".join(_WORD.findall(text.key)).lower()
        if _OWN.search(key):
            continue
        for target in targets(text.text):
            if not target.is_loopback:
                continue
            if target.port and (target.scheme or _TO_OTHERS.search(key)):
                yield LocalCall(target.port, (text,))
            elif not target.scheme and (port := _port_beside(text.key, by_key)):
                yield LocalCall(int(port.text), (text, port))


def _port_beside(key: str, by_key: dict[str, Told]) -> Told | None:
    """The variable that holds the port to the host that another one holds: REDIS_HOST and REDIS_PORT."""
    stem = re.sub(r"(?i)host(name)?$|addr(ess)?$|server$", "", key)
    if not stem or stem == key:
        return None
    port = by_key.get(f"{stem}PORT") or by_key.get(f"{stem}port")
    return port if port and _PORT.fullmatch(port.text) else None
