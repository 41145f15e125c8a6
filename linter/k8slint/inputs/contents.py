"""What one text holds, whatever stands in the others."""

from __future__ import annotations

from k8slint.inputs.at import Location
from k8slint.inputs.document import Document
from k8slint.inputs.fault import Fault
from k8slint.record import dataclass


@dataclass(frozen=True)
class Contents:
    """`documents` are its Kubernetes objects, `inert` counts those that were passed over unread, `document_count` all
    YAML documents. `template` is the place of an action where the text is a template. `values` and `aliased` are how
    many values were built, and how many of them because of aliases: the bounds are about all texts together.
    """

    documents: tuple[Document, ...]
    faults: tuple[Fault, ...]
    template: Location | None
    inert: int
    document_count: int
    values: int
    aliased: int
