"""What there is now, of which entries may speak: files, objects in them, builds."""

from __future__ import annotations

import os
from functools import cached_property

from k8slint.baseline.entry import Entry, relative, relatives
from k8slint.engine import Result
from k8slint.pattern import regex

_RELEASE = regex(r" (?:with|as) ")


class Present:
    """A result, with its files and builds as they count from a baseline's folder."""

    def __init__(self, result: Result, root: str) -> None:
        self.result = result
        self.root = root

    @cached_property
    def files(self) -> frozenset[str]:
        """All that were read."""
        return frozenset(relative(source.name, self.root) for source in self.result.cluster.reading.sources)

    @cached_property
    def builds(self) -> frozenset[str]:
        """All that were made."""
        return frozenset(relatives((build.name for build in self.result.cluster.reading.builds), self.root))

    @cached_property
    def objects(self) -> frozenset[tuple[str, str]]:
        """The objects as their files call them, each with its file."""
        named = {(str(meta.written_ref), meta.at.document.written.source.name) for meta in self.result.cluster.metas}
        files = {name: relative(name, self.root) for _, name in named}
        return frozenset((subject, files[name]) for subject, name in named)

    @cached_property
    def subjects(self) -> frozenset[str]:
        """What an entry may be about: objects, also as builds call them, and files."""
        objects = {str(meta.ref) for meta in self.result.cluster.metas}
        return frozenset(objects | {subject for subject, _ in self.objects} | self.files)

    def lacks_file(self, entry: Entry) -> bool:
        """Whether the file of an entry is gone."""
        return bool(entry.file) and entry.file not in self.files and not self.holds(entry.file)

    def lacks_object(self, entry: Entry) -> bool:
        """Whether the file of an entry was read, and no longer has the object."""
        return entry.file in self.files and (entry.subject, entry.file) not in self.objects

    def holds(self, name: str) -> bool:
        """Whether there is a file or folder of that name, or a chart that a build names."""
        return os.path.lexists(os.path.join(self.root, _RELEASE.split(name)[0]))
