"""Mappings that are put together from parts of an object, each part with the place that it has there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from k8slint.inputs.at import At, Step
from k8slint.inputs.document import Document
from k8slint.inputs.gitops.delivery import NotKnown
from k8slint.inputs.node import Value, YamlMap
from k8slint.inputs.origin import Trace
from k8slint.record import dataclass

Path = tuple[Step, ...]


@dataclass(frozen=True, eq=False)
class Parts:
    """The origin of such a mapping: `places` are the paths of its parts in the object that they are taken from."""

    whole: Document
    places: Mapping[Path, Path]

    @property
    def document(self) -> Document:
        """The document of a file that stands for it."""
        return self.whole.written

    @property
    def name(self) -> None:
        """None: it is no object of its own."""

    def trace(self, at: At) -> Trace:
        """The place in the object, and from there on where that comes from."""
        there = At(self.whole, self._path(at.path), at.on_key)
        found = there.trace
        return found if there.value == at.value else replace(found, exact=False)

    def _path(self, path: Path) -> Path:
        for length in range(len(path), 0, -1):
            if path[:length] in self.places:
                return (*self.places[path[:length]], *path[length:])
        below = (there for here, there in self.places.items() if here[: len(path)] == path)
        return next(below, ())


def assembled(whole: Document, parts: Iterable[tuple[Path, At, Value]]) -> Document:
    """A document of parts: the path that each gets, where it stands in `whole`, and its value.

    Raises:
        NotKnown: a part lies below another that is no mapping.
    """
    root, places = YamlMap.empty(), dict[Path, Path]()
    for path, at, value in parts:
        inner = root
        for step in path[:-1]:
            inner = inner.setdefault(str(step), YamlMap.empty())
            if not isinstance(inner, YamlMap):
                raise NotKnown
        inner[str(path[-1])] = value
        places[path] = at.path
    return Document(whole.source, root, whole.span, whole.offset, origin=Parts(whole, places))
