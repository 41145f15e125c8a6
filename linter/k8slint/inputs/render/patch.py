"""The patches of a kustomization, as documents whose values have places.

Source: the kustomization file reference, `patches`, `patchesStrategicMerge` and `patchesJson6902`; RFC 6901 and 6902.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from k8slint.inputs.at import At, Step
from k8slint.inputs.document import Document
from k8slint.inputs.fault import Fault
from k8slint.inputs.field import Field
from k8slint.inputs.file import read_file
from k8slint.inputs.kustomization import Kustomization
from k8slint.inputs.node import Value, YamlList, YamlMap
from k8slint.inputs.render.embedded import documents_in, embedded
from k8slint.inputs.render.match import Path, fits_around, follow, value_at, written_part
from k8slint.pattern import regex
from k8slint.record import dataclass

_LITERAL = regex(r"[\w-]*")


@dataclass(frozen=True, eq=False)
class Patch:
    """A part of an object that is merged into it, or a list of operations; `target` is a mapping with patterns."""

    document: Document
    target: Value

    def is_for(self, kind: str, name: str) -> bool:
        """Whether it may be about an object of that kind, whose rendered name may have a prefix and a suffix."""
        root = self.document.root
        if isinstance(self.target, dict):
            return _fits(self.target.get("kind"), kind) and _fits(self.target.get("name"), name)
        metadata = root.get("metadata") if isinstance(root, YamlMap) else None
        own = metadata.get("name") if isinstance(metadata, dict) else None
        return isinstance(root, YamlMap) and root.get("kind") == kind and isinstance(own, str) and own in name

    def place(self, rendered: Value, path: Path) -> At | None:
        """Where it writes what stands under a path of the rendered object, if it does."""
        root: Value = self.document.root
        if isinstance(root, YamlMap):
            found = follow(rendered, root, path)
            return At(self.document, found) if found is not None else None
        operations = reversed(list(enumerate(root))) if isinstance(root, YamlList) else iter(())
        places = (self._written_by(index, operation, rendered, path) for index, operation in operations)
        return next((place for place in places if place is not None), None)

    def _written_by(self, index: int, operation: Value, rendered: Value, path: Path) -> At | None:
        """Where an operation (add, replace) writes it; `-` appends to a list."""
        if not isinstance(operation, YamlMap) or "value" not in operation:
            return None
        start = _steps(operation.get("path"), rendered, path)
        if start is None or path[: len(start)] != start:
            return None
        rest = follow(value_at(rendered, start), operation["value"], path[len(start) :])
        return At(self.document, (index, "value", *rest)) if rest is not None else None


@lru_cache(maxsize=256)
def patches_of(kustomization: Kustomization) -> tuple[Patch, ...]:
    """Its patches, the last one first, since it wins."""
    field = Field.root(kustomization.document)
    entries = [(item, Field.root(item.document)[""]) for item in field["patchesStrategicMerge"].each()]
    for key in ("patches", "patchesJson6902"):
        entries += [
            (entry["path"] if entry["path"] else entry["patch"], entry["target"]) for entry in field[key].each()
        ]
    return tuple(
        Patch(document, target.value)
        for place, target in reversed(entries)
        for document in _documents(kustomization, place)
    )


def _documents(kustomization: Kustomization, place: Field) -> Iterator[Document]:
    text = place.text() or ""
    if "\n" in text or "{" in text or place.path[-1:] == ("patch",):
        yield from embedded(place.at)
    elif text:
        yield from documents_of_file(kustomization, text)


def documents_of_file(kustomization: Kustomization, path: str) -> Iterator[Document]:
    """The documents of a file that a kustomization names."""
    source = read_file(kustomization.shown(path))
    if not isinstance(source, Fault):
        yield from documents_in(source)


def _fits(pattern: Value, text: str) -> bool:
    """A target's pattern is a regular expression; a name may have got a prefix since.

    Only `.*` is understood, and any other fits: a pattern from anywhere may be one that never comes to an end.
    """
    if not isinstance(pattern, str) or pattern in text:
        return True
    literals = pattern.removeprefix("^").removesuffix("$").split(".*")
    return not all(_LITERAL.fullmatch(each) for each in literals) or fits_around(literals, text)


def _steps(pointer: Value, rendered: Value, path: Path) -> Path | None:
    """A JSON pointer as the beginning of a path; numbers count in the lists of the rendered object."""
    if not isinstance(pointer, str) or not pointer.startswith("/"):
        return None
    steps: list[Step] = []
    for word, wanted in zip(pointer[1:].split("/"), path, strict=False):
        name = word.replace("~1", "/").replace("~0", "~")
        is_index = isinstance(wanted, int) and (name.isdecimal() or name == "-")
        steps.append(wanted if name == "-" and is_index else int(name) if is_index else name)
    found = tuple(steps)
    is_whole = len(steps) == pointer.count("/")
    return found if is_whole and written_part(rendered, found) == found else None
