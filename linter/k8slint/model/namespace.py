"""Namespaces that the input declares."""

from __future__ import annotations

from k8slint.inputs.at import At
from k8slint.model.meta import Meta
from k8slint.model.selector import Operator, Requirement, Selector
from k8slint.record import dataclass

NAME_LABEL = "kubernetes.io/metadata.name"
"""On every namespace, with its name, whatever the manifest says. (API reference: automatic labelling)"""


@dataclass(frozen=True)
class Namespace:
    """A declared namespace; its labels are known, those of any other are not."""

    meta: Meta

    @property
    def name(self) -> str:
        """Its name."""
        return self.meta.name

    @property
    def labels(self) -> dict[str, str]:
        """Its labels, with the one that the API server adds."""
        return {**self.meta.labels, NAME_LABEL: self.name}


def one_namespace(name: str, at: At) -> Selector:
    """The namespace of that name, as a selector of the label that every namespace has."""
    return Selector((Requirement(NAME_LABEL, Operator.IN, frozenset({name}), at),), at)
