"""What one kustomization or chart is rendered to."""

from __future__ import annotations

from k8slint.inputs.at import At
from k8slint.inputs.document import Document
from k8slint.record import dataclass


@dataclass(frozen=True, eq=False)
class Build:
    """`name` is the folder that was built (and the values, where one chart has several), `at` what stands for it;
    `files` are what it was made of, where that is known beforehand.
    """

    name: str
    at: At
    documents: tuple[Document, ...]
    files: frozenset[str] = frozenset()
