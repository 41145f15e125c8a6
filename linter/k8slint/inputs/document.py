"""One object as it is written: a YAML document, or an item of a List."""

from __future__ import annotations

from dataclasses import dataclass

from k8slint.inputs.node import Span, YamlMap
from k8slint.inputs.source import Source


@dataclass(frozen=True, eq=False, slots=True)
class Document:
    """A mapping with `apiVersion` and `kind`, compared by identity.

    `namespace` is what an object without one belongs to here (a kustomization's `namespace`), if anything says so;
    `context` marks an object that takes part in the analysis but is not under review.
    """

    source: Source
    root: YamlMap
    span: Span
    namespace: str | None = None
    context: bool = False

    @property
    def api_version(self) -> str:
        """`apiVersion` as written: `v1`, `networking.k8s.io/v1`."""
        return str(self.root.get("apiVersion") or "")

    @property
    def group(self) -> str:
        """The API group; empty for the core group."""
        return self.api_version.rpartition("/")[0]

    @property
    def kind(self) -> str:
        """`kind` as written."""
        return str(self.root.get("kind") or "")
