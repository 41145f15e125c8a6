"""Everything that was read: the input of the model, and the facts behind the summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import field

from k8slint.inputs.document import Document
from k8slint.inputs.fault import Fault, FaultKind
from k8slint.inputs.kustomization import Kustomization
from k8slint.inputs.place import Place
from k8slint.inputs.render.build import Build
from k8slint.inputs.source import Source
from k8slint.record import dataclass


@dataclass
class Reading:
    """`paths` are what the user named, `sources` every file with text, `documents` the Kubernetes objects, those of
    `builds` too; `document_count` all YAML documents; `delivered` the objects of delivery tools (by their places) whose
    objects are all among these. `context` is what exists in the cluster without being under review.
    """

    paths: tuple[str, ...] = ()
    sources: list[Source] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    kustomizations: list[Kustomization] = field(default_factory=list)
    builds: list[Build] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    delivered: set[Place] = field(default_factory=set)
    skipped_kinds: Counter[str] = field(default_factory=Counter)
    document_count: int = 0
    context: Reading | None = None

    def add(self, other: Reading) -> None:
        """Takes over what was read from elsewhere."""
        self.sources += other.sources
        self.documents += other.documents
        self.builds += other.builds
        self.faults += other.faults
        self.skipped_kinds += other.skipped_kinds
        self.document_count += other.document_count

    @property
    def plain_files(self) -> frozenset[str]:
        """The names of files whose objects are read as they stand there, and not made in a build."""
        return frozenset(document.source.name for document in self.documents if document.origin is None)

    @property
    def fatal(self) -> bool:
        """Whether a file could not be read or parsed (exit status 2)."""
        return any(fault.fatal for fault in self.faults) or (self.context is not None and self.context.fatal)

    def faults_of(self, kind: FaultKind) -> Iterator[Fault]:
        """The faults of one kind, in the order of the input."""
        return (fault for fault in self.faults if fault.kind is kind)
