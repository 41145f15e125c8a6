"""Gateways. (Gateway API: the CEL rules of its CRD)

Listeners that claim the same port are the subject of `gateway-listener-conflict`.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Related
from k8slint.inputs.field import Field
from k8slint.validity.form import is_ip
from k8slint.validity.relations.selector import label_selector


def gateway(field: Field) -> Iterator[Problem]:
    """Each listener by its protocol, and their names."""
    seen: dict[str, Field] = {}
    for listener in field["spec"]["listeners"].each():
        yield from _listener(listener)
        name = listener["name"].text() or ""
        if name and seen.setdefault(name, listener) is not listener:
            related = (Related(seen[name]["name"].at, "the first one"),)
            yield Problem(listener["name"].at, f"two listeners are called {name}", related=related)
    for address in field["spec"]["addresses"].each():
        text = address["value"].text()
        if text and (address["type"].text() or "IPAddress") == "IPAddress" and not is_ip(text):
            yield Problem(address["value"].at, f"address {text} is not an IP address, which is the default type")


def _listener(listener: Field) -> Iterator[Problem]:
    protocol, tls = listener["protocol"].text(), listener["tls"]
    related = (Related(listener["protocol"].at, "the protocol"),)
    if tls and protocol in ("HTTP", "TCP", "UDP"):
        yield Problem(tls.at.key, f"a listener of protocol {protocol} cannot have tls", related=related)
    elif tls:
        yield from _tls(protocol, tls, related)
    if listener["hostname"].value and protocol in ("TCP", "UDP"):
        message = f"a listener of protocol {protocol} cannot have a hostname"
        yield Problem(listener["hostname"].at, message, related=related)
    yield from label_selector(listener["allowedRoutes"]["namespaces"]["selector"])


def _tls(protocol: str | None, tls: Field, related: tuple[Related, ...]) -> Iterator[Problem]:
    mode = tls["mode"].text() or "Terminate"
    if mode == "Passthrough" and protocol == "HTTPS":
        message = "a listener of protocol HTTPS terminates TLS; Passthrough needs protocol TLS"
        yield Problem(tls["mode"].at, message, related=related)
    elif mode == "Terminate" and not tls["certificateRefs"].value and not tls["options"].value:
        yield Problem(tls.at.key, "a listener that terminates TLS needs certificateRefs (or options)", related=related)
