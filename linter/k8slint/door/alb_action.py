"""Actions of the AWS Load Balancer Controller: JSON in annotations, which a backend names with port `use-annotation`.

Source: AWS Load Balancer Controller, Ingress annotations, `alb.ingress.kubernetes.io/actions.${action-name}`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from k8slint.model.port import PortRef
from k8slint.record import dataclass

PREFIX = "alb.ingress.kubernetes.io/actions."


@dataclass(frozen=True)
class Forward:
    """A Service that an action sends to."""

    service: str
    port: PortRef
    weight: int


def forwards(text: str) -> tuple[Forward, ...]:
    """The Services of an action; none for redirects, fixed responses and what is no action."""
    try:
        action = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    return tuple(_forwards(action)) if isinstance(action, dict) else ()


def _forwards(action: dict[str, Any]) -> Iterator[Forward]:
    """Both spellings: one target, or several with weights."""
    config = _get(action, "ForwardConfig")
    groups = _get(config, "TargetGroups") if isinstance(config, dict) else None
    for group in groups if isinstance(groups, list) else [action]:
        if isinstance(group, dict):
            name, port, weight = (_get(group, key) for key in ("ServiceName", "ServicePort", "Weight"))
            if isinstance(name, str) and isinstance(port, str | int):
                number = int(port) if str(port).isdecimal() else port
                yield Forward(name, number, weight if isinstance(weight, int) else 1)


def _get(values: dict[str, Any], key: str) -> Any:
    """By the key in either case: `serviceName` or `ServiceName`."""
    return values.get(key, values.get(key[0].lower() + key[1:]))
