"""The annotations by which pods and Services ask to be scraped.

A convention that Prometheus' example configuration for Kubernetes made common, not an API: the port is one of the
pod's also where a Service is annotated. (Prometheus: documentation/examples/prometheus-kubernetes.yml)
"""

from __future__ import annotations

from dataclasses import field

from k8slint.inputs.at import At
from k8slint.model.meta import Labels
from k8slint.record import dataclass

PREFIX = "prometheus.io/"


@dataclass(frozen=True)
class Scrape:
    """A wish to be scraped; `port` is None where the annotation is absent or no number."""

    port: int | None
    scheme: str
    at: At = field(compare=False)
    port_at: At = field(compare=False)


def scrape(annotations: Labels) -> Scrape | None:
    """The wish that annotations state; None where they state none."""
    if annotations.get(f"{PREFIX}scrape") != "true":
        return None
    text = annotations.get(f"{PREFIX}port", "")
    port = int(text) if text.isascii() and text.isdigit() and len(text) <= 5 else 0
    scheme = annotations.get(f"{PREFIX}scheme", "http")
    at = annotations.at_key(f"{PREFIX}scrape")
    return Scrape(port if 0 < port < 65536 else None, scheme, at, annotations.at_key(f"{PREFIX}port"))
