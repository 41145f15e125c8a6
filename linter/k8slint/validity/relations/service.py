"""Services and their endpoints. (API server: validateService, validateEndpoints)

Fields that do nothing for a Service's type are the subject of `service-field-ignored`, and repeated ports of
`service-port-clash`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from k8slint.finding import Problem, Related
from k8slint.inputs.field import Field
from k8slint.validity.form import is_cluster_ip, is_endpoint_ip


def service(field: Field) -> Iterator[Problem]:
    """What a Service must have, by its type."""
    spec = field["spec"]
    if spec["type"].value == "ExternalName":
        if not spec["externalName"].value:
            yield Problem(spec["type"].at, "a Service of type ExternalName needs an externalName")
        return
    if not spec["ports"].value and not _headless(spec):
        yield Problem(spec["ports"].at, "the Service has no ports; only a headless one may have none")
    yield from _cluster_ips(spec)
    yield from _affinity(spec)
    for item in spec["externalIPs"].each():
        yield from _reachable(item)


def _headless(spec: Field) -> bool:
    return "None" in (spec["clusterIP"].value, spec["clusterIPs"][0].value)


def _cluster_ips(spec: Field) -> Iterator[Problem]:
    one, many = spec["clusterIP"], spec["clusterIPs"]
    first = many[0]
    if one.value and first.value and one.value != first.value:
        message = f"clusterIPs begins with {first.text()}, and clusterIP is {one.text()}"
        yield Problem(first.at, message, related=(Related(one.at, "the clusterIP"),))
    families = [":" in text for text in many.texts()]
    if len(families) == 2 and families[0] == families[1] and all(is_cluster_ip(text) for text in many.texts()):
        yield Problem(many[1].at, "clusterIPs has two addresses of one IP version; the second one must be of the other")


def _affinity(spec: Field) -> Iterator[Problem]:
    config = spec["sessionAffinityConfig"]
    if config and spec["sessionAffinity"].value in (None, "", "None"):
        yield Problem(config.at.key, "sessionAffinityConfig needs sessionAffinity ClientIP")


def _reachable(item: Field) -> Iterator[Problem]:
    text = item.text() or ""
    if is_cluster_ip(text) and not is_endpoint_ip(text):
        yield Problem(item.at, f"{text} is loopback, link-local or unspecified: no packet arrives under it")


def endpoint_slice(field: Field) -> Iterator[Problem]:
    """Addresses are of the slice's type, and port names are told apart."""
    kind = field["addressType"].text() or ""
    fits = _ADDRESS_TYPES.get(kind)
    for endpoint in field["endpoints"].each():
        for item in endpoint["addresses"].each():
            if fits and isinstance(item.value, str) and not fits(item.value):
                related = (Related(field["addressType"].at, "the address type"),)
                yield Problem(item.at, f"address {item.value} is not of addressType {kind}", related=related)
    seen: dict[str, Field] = {}
    for port in field["ports"].each():
        name = port["name"].text() or ""
        if seen.setdefault(name, port) is not port:
            what = f"port name {name} is taken" if name else "another port has no name either"
            yield Problem(port["name"].at, what, related=(Related(seen[name].at, "the first one"),))


_ADDRESS_TYPES: dict[str, Callable[[str], bool]] = {
    "IPv4": lambda text: ":" not in text and is_endpoint_ip(text),
    "IPv6": lambda text: ":" in text and is_endpoint_ip(text),
    "FQDN": lambda text: "." in text.strip(".") and not is_endpoint_ip(text),
}
