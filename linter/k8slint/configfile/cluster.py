"""The section `cluster` to a Profile."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_network
from typing import Any

from k8slint.configfile.mistake import Mistake, Mistakes
from k8slint.inputs.field import Field
from k8slint.preset import PRESETS
from k8slint.profile import Profile


def profile(field: Field, mistakes: Mistakes) -> Profile:
    """The preset's facts, and over them what the section states itself."""
    base = PRESETS.get(field["preset"].text() or "", Profile())
    changes: dict[str, Any] = {
        "version": _version(field["version"]),
        "node_port_range": _range(field["nodePortRange"], mistakes),
        "pod_cidrs": _cidrs(field["podCIDRs"], mistakes),
        "service_cidrs": _cidrs(field["serviceCIDRs"], mistakes),
        "cni": field["cni"].text(),
        "policies": field["enforcesPolicies"].flag(),
        "dns_domain": field["dnsDomain"].text(),
        "external_dns": _version(field["externalDNS"]),
        **_classes(field, base),
    }
    if changes["cni"] and changes["policies"] is None:
        base = replace(base, policies=None)  # what the preset knows is true of its own plugin
    return replace(base, **{name: value for name, value in changes.items() if value is not None})


def _version(field: Field) -> tuple[int, int] | None:
    text = field.text()
    if text is None:
        return None
    major, minor = text.removeprefix("v").split(".")[:2]
    return int(major), int(minor)


def _range(field: Field, mistakes: Mistakes) -> tuple[int, int] | None:
    text = field.text()
    if text is None:
        return None
    first, last = (int(end) for end in text.split("-"))
    if not 1 <= first <= last <= 65535:
        mistakes.append(Mistake.at(field.at, "must go from a lower to a higher port, both from 1 to 65535"))
    return first, last


def _cidrs(field: Field, mistakes: Mistakes) -> tuple[str, ...] | None:
    for item in field.each():
        try:
            ip_network(item.text() or "")
        except ValueError as error:
            mistakes.append(Mistake.at(item.at, f"must be an address range such as 10.244.0.0/16: {error}"))
    return field.texts() if field else None


def _classes(field: Field, base: Profile) -> dict[str, Any]:
    """The default class exists even where the list of classes does not name it."""
    default, listed = field["defaultIngressClass"], field["ingressClasses"]
    name = default.text() if default.flag() is None else None
    classes = listed.texts() if listed else base.ingress_classes
    return {
        "ingress_classes": classes if name is None or name in classes else (*classes, name),
        "default_ingress_class": (name is not None) if default else None,
    }
