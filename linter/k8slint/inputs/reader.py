"""Texts to documents and faults, within the bounds of one run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import field

from k8slint.inputs import limits
from k8slint.inputs.at import Location
from k8slint.inputs.build import Builder
from k8slint.inputs.contents import Contents
from k8slint.inputs.extract import contents_of
from k8slint.inputs.fault import Fault, FaultKind
from k8slint.inputs.reading import Reading
from k8slint.inputs.source import Source
from k8slint.inputs.split import INERT_KIND
from k8slint.record import dataclass


@dataclass
class Reader:
    """Adds to a Reading what each text holds."""

    reading: Reading = field(default_factory=Reading)
    builder: Builder = field(default_factory=Builder)
    _characters: int = 0
    _templates: dict[str, list[Location]] = field(default_factory=dict)

    def read(self, source: Source, contents: Contents | None = None) -> None:
        """Adds one text; `contents` are what it holds where that is known already."""
        self._characters += len(source.text)
        if self._characters > limits.MAX_INPUT_CHARACTERS:
            message = f"more than {limits.MAX_INPUT_CHARACTERS:,} characters in all files: not read"
            self.reading.faults.append(Fault(FaultKind.UNREADABLE, Location.point(source.name), message))
            return
        self.reading.sources.append(source)
        if contents and self._has_room(contents):
            self.builder.values += contents.values
            self.builder.aliased += contents.aliased
        else:
            contents = contents_of(source, self.builder, limits.MAX_DOCUMENTS - self.reading.document_count)
        self._take(source, contents)

    def template_faults(self) -> Iterator[Fault]:
        """One for each folder that holds templates."""
        for locations in self._templates.values():
            others = len(locations) - 1
            more = f" (and {others} more {'file' if others == 1 else 'files'} in this folder)" if others else ""
            message = f"a template, not a manifest: render it first and check the result{more}"
            yield Fault(FaultKind.TEMPLATE, locations[0], message)

    def _has_room(self, contents: Contents) -> bool:
        """Whether no bound is hit on the way: else the text has to be read to say where."""
        return (
            self.builder.values + contents.values <= limits.MAX_VALUES
            and self.builder.aliased + contents.aliased <= limits.MAX_ALIASED_VALUES
            and self.reading.document_count + contents.document_count <= limits.MAX_DOCUMENTS
        )

    def _take(self, source: Source, contents: Contents) -> None:
        reading = self.reading
        reading.documents += contents.documents
        reading.faults += contents.faults
        reading.document_count += contents.document_count
        if contents.inert:
            reading.skipped_kinds[INERT_KIND] += contents.inert
        if contents.template:
            self._templates.setdefault(os.path.dirname(source.name), []).append(contents.template)
