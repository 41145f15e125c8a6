"""`metadata`, which every object has."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping
from dataclasses import field

from k8slint.finding import ObjectRef
from k8slint.inputs.at import At
from k8slint.inputs.field import Field
from k8slint.record import dataclass


@dataclass(frozen=True)
class Labels(Mapping[str, str]):
    """Labels or annotations, and where they are written."""

    values_: Mapping[str, str]
    at: At = field(compare=False)

    def __getitem__(self, key: str) -> str:
        return self.values_[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_)

    def __len__(self) -> int:
        return len(self.values_)

    def items(self) -> ItemsView[str, str]:
        """Keys and values, at the speed of a dict."""
        return self.values_.items()

    def __hash__(self) -> int:
        return hash(frozenset(self.values_.items()))

    def __str__(self) -> str:
        return ", ".join(f"{key}={value}" for key, value in sorted(self.values_.items()))

    def at_key(self, key: str) -> At:
        """Where the value of that key is written."""
        return self.at / key


@dataclass(frozen=True)
class Meta:
    """Identity, labels and place of an object. `namespace` is None for cluster-scoped kinds.

    `context` marks an object that takes part in the analysis but is not under review.
    """

    api_version: str
    kind: str
    namespace: str | None
    name: str
    labels: Labels
    annotations: Labels
    at: At = field(compare=False)

    @property
    def group(self) -> str:
        """The API group; empty for the core group."""
        return self.api_version.rpartition("/")[0]

    @property
    def ref(self) -> ObjectRef:
        """The object's API identity."""
        return ObjectRef(self.api_version, self.kind, self.namespace, self.name)

    @property
    def written_ref(self) -> ObjectRef:
        """The object as its file calls it: overlays, releases and hashes of contents give it other names."""
        document = self.at.document
        if document.origin:
            name = document.origin.name
            return ObjectRef(self.api_version, self.kind, name.namespace, name.name) if name else self.ref
        if document.namespace is None:
            return self.ref
        return ObjectRef(self.api_version, self.kind, Field.root(document)["metadata"]["namespace"].text(), self.name)

    @property
    def name_at(self) -> At:
        """Where its name is written, which is where findings about the object as a whole point."""
        return self.at / "metadata" / "name"

    @property
    def namespace_at(self) -> At:
        """Where its namespace is written, or would have to be."""
        return self.at / "metadata" / "namespace"

    @property
    def states_namespace(self) -> bool:
        """Whether the input says which namespace it is in, so that no later tool does."""
        return self.at.document.namespace is not None or self.namespace_at.written

    @property
    def is_hook(self) -> bool:
        """Made by Helm for a while only: hooks and tests."""
        return "helm.sh/hook" in self.annotations

    @property
    def context(self) -> bool:
        """Whether it takes part in the analysis without being under review."""
        return self.at.document.context


@dataclass(frozen=True)
class Namespaced:
    """An object that lives in a namespace."""

    meta: Meta

    @property
    def name(self) -> str:
        """Its name."""
        return self.meta.name

    @property
    def namespace(self) -> str:
        """Its namespace."""
        return self.meta.namespace or "default"
