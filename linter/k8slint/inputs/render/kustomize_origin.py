"""Where the values of a built object are written: in its own file, in a patch, or in an entry of a kustomization."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.inputs.at import At
from k8slint.inputs.document import Document
from k8slint.inputs.field import Field
from k8slint.inputs.gitops.substitution import Substitution
from k8slint.inputs.kustomization import Kustomization
from k8slint.inputs.node import Value, YamlMap
from k8slint.inputs.origin import Name, Trace
from k8slint.inputs.render.entry import entries
from k8slint.inputs.render.match import Path, equal, follow, value_at, written_part
from k8slint.inputs.render.patch import Patch, patches_of
from k8slint.record import dataclass


@dataclass(frozen=True, eq=False)
class KustomizeOrigin:
    """`start` stands for the object as a whole: its file's document, or the kustomization's entry that makes it.

    `root` is the object as it was built; `layers` the kustomizations that it went through, the outermost first; `own`
    the document that it is of, where it is of a file. `substitution` is what was done to the outcome, `generated` the
    name that a generator's entry gives, without a hash; empty for all other objects.
    """

    start: At
    root: YamlMap
    layers: tuple[Kustomization, ...]
    own: Document | None
    substitution: Substitution | None = None
    generated: str = ""

    @property
    def document(self) -> Document:
        """The document of a file that stands for the object."""
        return self.start.document

    @property
    def name(self) -> Name | None:
        """The name in its own file, or in the entry that generates it."""
        if self.own is None:
            return Name(None, self.generated) if self.generated else None
        metadata = Field.root(self.own)["metadata"]
        return Name(metadata["namespace"].text(), metadata["name"].text() or "")

    def trace(self, at: At) -> Trace:
        """The outermost place that writes the value; else the object's start, and what is not known.

        A path that leads past what is written stands for its nearest written ancestor, as it does in a file.
        """
        path = written_part(self.root, at.path)
        value = value_at(self.root, path)
        if not path:
            return Trace(self.start)
        if isinstance(value, dict | list) or (at.on_key and path == at.path):
            return self._trace_key(At(at.document, path, at.on_key and path == at.path))
        found = next((place for place in self._writers(path, value)), None)
        if found is not None:
            return Trace(found, exact=equal(found.value, value))
        return self._renamed(path, value) or self._doubt(path)

    def _trace_key(self, at: At) -> Trace:
        """The object's own file, where the key is in it, else the patch that brings it."""
        places = (At(place.document, place.path, at.on_key) for place in self._places(at.path))
        found = next(places, None)
        if found is not None:
            return Trace(found, exact=at.on_key)
        return self._doubt(at.path)

    def _places(self, path: Path) -> Iterator[At]:
        """All places where something is written under that path, whatever it is."""
        if own := self._own(path):
            yield own
        for layer in self.layers:
            yield from (place for patch in self._patches(layer) if (place := patch.place(self.root, path)))

    def _writers(self, path: Path, value: Value) -> Iterator[At]:
        """The places that write that value there, the one that is applied last first."""
        for layer in self.layers:
            yield from entries(layer, str(self.root.get("kind")), path, value)
            places = (patch.place(self.root, path) for patch in self._patches(layer))
            yield from (found for place in places if place and (found := self._writes(place, value)))
        if (own := self._own(path)) and (found := self._writes(own, value)):
            yield found

    def _writes(self, place: At, value: Value) -> At | None:
        """The place, if it writes that value; the variable's, if it is nothing but a variable."""
        written = place.value
        if equal(written, value):
            return place
        is_variable = self.substitution and isinstance(written, str) and "${" in written
        if self.substitution and is_variable and equal(self.substitution.text(written), value):
            return self.substitution.place(written) or place
        return None

    def _renamed(self, path: Path, value: Value) -> Trace | None:
        """A name that got a prefix, a suffix or a hash on its way."""
        own = self._own(path)
        text = own.value if own else None
        is_part = isinstance(text, str) and isinstance(value, str) and bool(text) and text in value
        return Trace(own, exact=False) if own and is_part else None

    def _doubt(self, path: Path) -> Trace:
        if self.generated:
            return Trace(self.start, exact=False)
        message = f"{At(self.start.document, path).dotted} is what the build makes of it; no file has it as it is"
        return Trace(self.start, exact=False, doubt=message)

    def _own(self, path: Path) -> At | None:
        found = follow(self.root, self.own.root, path) if self.own else None
        return At(self.own, found) if self.own and found is not None else None

    def _patches(self, layer: Kustomization) -> Iterator[Patch]:
        metadata = self.root.get("metadata")
        name = str(metadata.get("name") if isinstance(metadata, dict) else "")
        return (patch for patch in patches_of(layer) if patch.is_for(str(self.root.get("kind")), name))
