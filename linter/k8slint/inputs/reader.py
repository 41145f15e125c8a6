"""Texts to documents and faults, within the bounds of one run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import field

from k8slint.inputs import limits
from k8slint.inputs.at import At, Location
from k8slint.inputs.build import Builder, Duplicate, check_syntax
from k8slint.inputs.conversion import conversion_only, has_conversion_webhook
from k8slint.inputs.document import Document
from k8slint.inputs.fault import Fault, FaultKind
from k8slint.inputs.node import YamlList, YamlMap
from k8slint.inputs.reading import Reading
from k8slint.inputs.reason import YamlFault
from k8slint.inputs.source import Source
from k8slint.inputs.split import INERT_KIND, Chunk, split
from k8slint.inputs.template import has_actions, has_templated_name, without_actions
from k8slint.record import dataclass


@dataclass
class Reader:
    """Adds to a Reading what each text holds."""

    reading: Reading = field(default_factory=Reading)
    builder: Builder = field(default_factory=Builder)
    _characters: int = 0
    _templates: dict[str, list[Location]] = field(default_factory=dict)

    def read(self, source: Source) -> None:
        """The Kubernetes objects of one file; what is something else is passed over."""
        reading, first = self.reading, len(self.reading.documents)
        reading.sources.append(source)
        self._characters += len(source.text)
        if self._characters > limits.MAX_INPUT_CHARACTERS:
            self._unreadable(source, f"more than {limits.MAX_INPUT_CHARACTERS:,} characters in all files: not read")
            return
        template = None
        for chunk in split(source.text):
            if reading.document_count >= limits.MAX_DOCUMENTS:
                self._unreadable(source, f"more than {limits.MAX_DOCUMENTS:,} documents: the rest is not read")
                break
            reading.document_count += 1
            template = self._chunk(source, chunk) or template
        if template:
            del reading.documents[first:]  # what else is in the file is only a part of what it makes
            self._templates.setdefault(os.path.dirname(source.name), []).append(template)

    def template_faults(self) -> Iterator[Fault]:
        """One for each folder that holds templates."""
        for locations in self._templates.values():
            others = len(locations) - 1
            more = f" (and {others} more {'file' if others == 1 else 'files'} in this folder)" if others else ""
            message = f"a template, not a manifest: render it first and check the result{more}"
            yield Fault(FaultKind.TEMPLATE, locations[0], message)

    def _chunk(self, source: Source, chunk: Chunk) -> Location | None:
        """Reads one document; the place of the template's action if it is one."""
        if chunk.is_inert:
            self._definition(source, chunk)
            return None
        try:
            if not chunk.may_be_manifest:
                check_syntax(chunk.text)
                return None
            return self._objects(source, chunk)
        except YamlFault as fault:
            if not _is_template(chunk.text, fault):
                self._syntax(source, chunk, fault)
                return None
            return _place(source, chunk, fault) if chunk.may_be_manifest else None

    def _definition(self, source: Source, chunk: Chunk) -> None:
        """A CustomResourceDefinition, of which no more is read than the webhook that converts its objects."""
        document, text = None, conversion_only(chunk.text)
        try:
            built = next(self.builder.documents(text), None) if text else None
            if built and isinstance(built.value, YamlMap):
                document = Document(source, built.value, built.span, chunk.offset)
        except YamlFault:
            pass  # it is written in another way than people and generators do; the whole is not read, so not judged
        if document and has_conversion_webhook(document):
            self.reading.documents.append(document)
        else:
            self.reading.skipped_kinds[INERT_KIND] += 1

    def _objects(self, source: Source, chunk: Chunk) -> Location | None:
        template, first = None, len(self.reading.documents)
        for built in self.builder.documents(chunk.text):
            for document in _objects(Document(source, built.value, built.span, chunk.offset)):
                if document.kind == INERT_KIND and not has_conversion_webhook(document):
                    self.reading.skipped_kinds[INERT_KIND] += 1
                elif has_templated_name(document.root):
                    template = template or (At(document) / "metadata" / "name").location
                else:
                    self.reading.documents.append(document)
            if len(self.reading.documents) > first:
                self.reading.faults += [_duplicate(source, chunk, each) for each in built.duplicates]
        return template

    def _syntax(self, source: Source, chunk: Chunk, fault: YamlFault) -> None:
        message = f"not valid YAML: {fault.reason}"
        self.reading.faults.append(Fault(FaultKind.SYNTAX, _place(source, chunk, fault), message))

    def _unreadable(self, source: Source, message: str) -> None:
        self.reading.faults.append(Fault(FaultKind.UNREADABLE, Location.point(source.name), message))


def _is_template(text: str, fault: YamlFault) -> bool:
    """Whether it is the actions that keep a text from being YAML: without them it is, or fails elsewhere."""
    if not has_actions(text):
        return False
    try:
        for _ in Builder().documents(without_actions(text)):
            pass
    except YamlFault as other:
        return without_actions(text).count("\n", 0, other.offset) != text.count("\n", 0, fault.offset)
    return True


def _objects(document: Document) -> Iterator[Document]:
    """An object, the items of a List, or nothing where it is no Kubernetes object."""
    root = document.root
    if not isinstance(root, YamlMap) or not document.kind or not document.api_version or "$patch" in root:
        return
    items = root.get("items")
    if not _is_list(root, document.kind) or not isinstance(items, YamlList):
        yield document
        return
    for index, item in enumerate(items):
        if isinstance(item, YamlMap):
            _inherit(item, root, document.kind)
            yield from _objects(Document(document.source, item, items.item_span(index), document.offset))


def _is_list(root: YamlMap, kind: str) -> bool:
    """`List`, or what the API server answers with (`ServiceList`), which has no name."""
    metadata = root.get("metadata")
    return kind == "List" or (kind.endswith("List") and not (isinstance(metadata, dict) and "name" in metadata))


def _inherit(item: YamlMap, parent: YamlMap, kind: str) -> None:
    """Items of a typed list may leave out their version and kind."""
    for key, value in (("apiVersion", parent["apiVersion"]), ("kind", kind.removesuffix("List"))):
        if value and key not in item:
            item.copy_entry(key, parent, key, value)


def _duplicate(source: Source, chunk: Chunk, duplicate: Duplicate) -> Fault:
    first, again = (
        Location.of(source, chunk.offset + start, chunk.offset + end)
        for start, end in (duplicate.first, duplicate.span)
    )
    message = f"key {duplicate.key} is already set in line {first.line}; only the last one counts"
    return Fault(FaultKind.DUPLICATE_KEY, again, message, first)


def _place(source: Source, chunk: Chunk, fault: YamlFault) -> Location:
    offset = chunk.offset + fault.offset
    return Location.of(source, offset, offset + 1)
