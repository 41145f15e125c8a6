"""A text to what it holds."""

from __future__ import annotations

from dataclasses import field

from k8slint.inputs import limits
from k8slint.inputs.at import At, Location
from k8slint.inputs.build import Builder, Duplicate, check_syntax
from k8slint.inputs.contents import Contents
from k8slint.inputs.conversion import conversion_only, has_conversion_webhook
from k8slint.inputs.document import Document
from k8slint.inputs.fault import Fault, FaultKind
from k8slint.inputs.node import YamlMap
from k8slint.inputs.objects import objects_of
from k8slint.inputs.reason import YamlFault
from k8slint.inputs.source import Source
from k8slint.inputs.split import INERT_KIND, Chunk, split
from k8slint.inputs.template import has_templated_name, is_template
from k8slint.record import dataclass


def contents_of(source: Source, builder: Builder, most_documents: int) -> Contents:
    """The Kubernetes objects of one text; what is something else is passed over. The builder counts on."""
    values, aliased = builder.values, builder.aliased
    extraction = Extraction(source, builder)
    extraction.read(most_documents)
    return Contents(
        # what else is in a template is only a part of what it makes
        () if extraction.template else tuple(extraction.documents),
        tuple(extraction.faults),
        extraction.template,
        extraction.inert,
        extraction.document_count,
        builder.values - values,
        builder.aliased - aliased,
    )


@dataclass
class Extraction:
    """Goes through the documents of a text, and keeps what is in them."""

    source: Source
    builder: Builder
    documents: list[Document] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    template: Location | None = None
    inert: int = 0
    document_count: int = 0

    def read(self, most_documents: int) -> None:
        """Reads all of them, or as many as there may be."""
        for chunk in split(self.source.text):
            if self.document_count >= most_documents:
                message = f"more than {limits.MAX_DOCUMENTS:,} documents: the rest is not read"
                self.faults.append(Fault(FaultKind.UNREADABLE, Location.point(self.source.name), message))
                break
            self.document_count += 1
            self.template = self._chunk(chunk) or self.template

    def _chunk(self, chunk: Chunk) -> Location | None:
        """Reads one document; the place of the template's action if it is one."""
        if chunk.is_inert:
            self._definition(chunk)
            return None
        try:
            if not chunk.may_be_manifest:
                check_syntax(chunk.text)
                return None
            return self._objects(chunk)
        except YamlFault as fault:
            if not is_template(chunk.text, fault):
                self.faults.append(
                    Fault(FaultKind.SYNTAX, self._place(chunk, fault), f"not valid YAML: {fault.reason}")
                )
                return None
            return self._place(chunk, fault) if chunk.may_be_manifest else None

    def _definition(self, chunk: Chunk) -> None:
        """A CustomResourceDefinition, of which no more is read than the webhook that converts its objects."""
        document, text = None, conversion_only(chunk.text)
        try:
            built = next(self.builder.documents(text), None) if text else None
            if built and isinstance(built.value, YamlMap):
                document = Document(self.source, built.value, built.span, chunk.offset)
        except YamlFault:
            pass  # it is written in another way than people and generators do; the whole is not read, so not judged
        if document and has_conversion_webhook(document):
            self.documents.append(document)
        else:
            self.inert += 1

    def _objects(self, chunk: Chunk) -> Location | None:
        template, first = None, len(self.documents)
        for built in self.builder.documents(chunk.text):
            for document in objects_of(Document(self.source, built.value, built.span, chunk.offset)):
                if document.kind == INERT_KIND and not has_conversion_webhook(document):
                    self.inert += 1
                elif has_templated_name(document.root):
                    template = template or (At(document) / "metadata" / "name").location
                else:
                    self.documents.append(document)
            if len(self.documents) > first:
                self.faults += [self._duplicate(chunk, each) for each in built.duplicates]
        return template

    def _duplicate(self, chunk: Chunk, duplicate: Duplicate) -> Fault:
        first, again = (
            Location.of(self.source, chunk.offset + start, chunk.offset + end)
            for start, end in (duplicate.first, duplicate.span)
        )
        message = f"key {duplicate.key} is already set in line {first.line}; only the last one counts"
        return Fault(FaultKind.DUPLICATE_KEY, again, message, first)

    def _place(self, chunk: Chunk, fault: YamlFault) -> Location:
        offset = chunk.offset + fault.offset
        return Location.of(self.source, offset, offset + 1)
