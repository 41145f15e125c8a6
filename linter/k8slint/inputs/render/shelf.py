"""What rendering reads on its way: files that builds were made of, and the text that came out."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import field, replace

from k8slint.inputs.at import At, Location
from k8slint.inputs.document import Document
from k8slint.inputs.fault import Fault, FaultKind
from k8slint.inputs.file import read_file
from k8slint.inputs.packing import unpacked
from k8slint.inputs.reader import Reader
from k8slint.inputs.reading import Reading
from k8slint.inputs.render.build import Build
from k8slint.inputs.source import Source
from k8slint.record import dataclass

_ENDINGS = (".yaml", ".yml", ".json", ".tpl")


@dataclass
class Shelf:
    """Adds builds to a Reading, with the texts that findings may point into; everything is read once.

    `files` are what builds of kustomizations were made of, by real path: no manifests of their own any more.
    """

    reading: Reading = field(default_factory=Reading)
    files: set[str] = field(default_factory=set)
    _written: Reader = field(default_factory=Reader)
    _rendered: Reader = field(default_factory=Reader)
    _documents: dict[str, list[Document]] = field(default_factory=dict)
    _texts: dict[str, Source] = field(default_factory=dict)

    def fault(self, kind: FaultKind, at: At | Location, message: str) -> None:
        """Notes what is wrong, or was not done."""
        location = at.location if isinstance(at, At) else at
        self.reading.faults.append(Fault(kind, location, message))

    def documents(self, real: str, path: str) -> list[Document]:
        """The objects of a file that a build read; what is odd in it is said once."""
        if real not in self._documents:
            reading, source = self._written.reading, read_file(path)
            first, faulty = len(reading.documents), len(reading.faults)
            if isinstance(source, Source):
                self._written.read(source)
                self.reading.sources.append(source)
            self.reading.faults += reading.faults[faulty:]
            self._documents[real] = reading.documents[first:]
        return self._documents[real]

    def text(self, real: str, path: str) -> Source | None:
        """The text of a file that is no manifest: a patch, a template, values."""
        if real not in self._texts and real not in self._documents and path.endswith(_ENDINGS):
            source = read_file(path)
            if isinstance(source, Source):
                self._texts[real] = source
                self.reading.sources.append(source)
        return self._texts.get(real)

    def read_text(self, path: str) -> Source | None:
        """The same for a path alone."""
        return self.text(os.path.realpath(path), path)

    def printed(self, name: str, text: str, at: At, pack: bytes | None = None) -> list[Document]:
        """The objects in what a tool printed; what is wrong with the text is said at what stands for the build. `pack`
        is what it holds where that is known.
        """
        reading = self._rendered.reading
        first, faulty, count = len(reading.documents), len(reading.faults), reading.document_count
        skipped = reading.skipped_kinds.copy()
        source = Source(name, text)
        self._rendered.read(source, unpacked(pack, source) if pack else None)
        self.reading.faults += [replace(each, at=at.location) for each in reading.faults[faulty:]]
        self.reading.document_count += reading.document_count - count
        self.reading.skipped_kinds += reading.skipped_kinds - skipped
        return reading.documents[first:]

    def unused(self, name: str, source: str) -> str:
        """A name that no build has yet: with the file that describes it, and a number, where that is needed."""
        taken = {build.name for build in self.reading.builds}
        names = (f"{name} of {source}", *(f"{name} of {source} ({number})" for number in range(2, len(taken) + 3)))
        return next(each for each in (name, *names) if each not in taken)

    def add(self, name: str, at: At, documents: Iterable[Document], files: Iterable[str] = ()) -> None:
        """Keeps a build."""
        build = Build(name, at, tuple(documents), frozenset(files))
        self.reading.builds.append(build)
        self.reading.documents += build.documents
