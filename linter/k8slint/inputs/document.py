"""One object as it is written: a YAML document, or an item of a List."""

from __future__ import annotations

from typing import TYPE_CHECKING

from k8slint.inputs.node import Span, Value, YamlMap
from k8slint.inputs.source import Source
from k8slint.record import dataclass

if TYPE_CHECKING:
    from k8slint.inputs.origin import Origin


@dataclass(frozen=True, eq=False)
class Document:
    """A mapping with `apiVersion` and `kind`, compared by identity.

    `span` is where it is written and `offset` where its text begins in the source: all spans inside count from there.
    `namespace` is what an object without one belongs to here (a kustomization's `namespace`), if anything says so;
    `context` marks an object that takes part in the analysis but is not under review. `origin` is set where the text
    was rendered, and knows the files that it was made of.
    """

    source: Source
    root: YamlMap
    span: Span = (0, 0)
    offset: int = 0
    namespace: str | None = None
    context: bool = False
    origin: Origin | None = None

    @property
    def written(self) -> Document:
        """The document of a file that it comes from; itself where it was not rendered."""
        return self.origin.document if self.origin else self

    @property
    def line(self) -> int:
        """The line that it begins in, from 1."""
        if self.origin:
            return self.written.line
        return self.source.position(self.offset + self.span[0])[0]

    @property
    def api_version(self) -> str:
        """`apiVersion` as written: `v1`, `networking.k8s.io/v1`; empty where it is no string."""
        return _text(self.root.get("apiVersion"))

    @property
    def group(self) -> str:
        """The API group; empty for the core group."""
        return self.api_version.rpartition("/")[0]

    @property
    def kind(self) -> str:
        """`kind` as written; empty where it is no string."""
        return _text(self.root.get("kind"))


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""
