"""The object that a field belongs to which is indented too little or too much."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from k8slint.finding import Fix
from k8slint.inputs.at import At, Step
from k8slint.inputs.node import Value, YamlList, YamlMap
from k8slint.validity.error import Error, errors
from k8slint.validity.shift import shifted
from k8slint.validity.words import noun


def home_of(at: At, file: str) -> At | None:
    """The one object next to the field that lacks it, and fits with it."""
    near = [] if at.document.origin else [*_inside(at), *_around(at)]
    found = [place for place in near if _fits(at, place, file)]
    return found[0] if len(found) == 1 else None


def move(at: At, home: At) -> Fix | None:
    """The fix that indents the field as its home is, where both are written in lines of their own."""
    edits = shifted(at, home)
    return Fix(f"move it into {noun(home.path, at.document.kind)}", edits) if edits else None


def _inside(at: At) -> Iterator[At]:
    """The object before the field, and what is last in it: what it becomes a part of when it is indented."""
    parent = At(at.document, at.path[:-1])
    before = list(parent.value)[: list(parent.value).index(at.path[-1])]
    place = parent / before[-1] if before else None
    while place:
        value = place.value
        if isinstance(value, YamlMap) and value:
            yield place
            place /= next(reversed(value))
        else:
            place = place / (len(value) - 1) if isinstance(value, YamlList) and value else None


def _around(at: At) -> Iterator[At]:
    """The objects around the one that ends with the field: what it becomes a part of when it is indented less."""
    place = at
    while place.path and _ends(At(at.document, place.path[:-1]).value, place.path[-1]):
        place = At(at.document, place.path[:-1])
        outer = At(at.document, place.path[:-1])
        if place.path and isinstance(outer.value, YamlMap):
            yield outer


def _ends(container: Value, step: Step) -> bool:
    """Whether nothing comes after it. Of a list it is the only item: others would be left without what they share."""
    return bool(next(reversed(container)) == step if isinstance(container, YamlMap) else len(container) == 1)


def _fits(at: At, home: At, file: str) -> bool:
    """Whether nothing but this error is otherwise with the field there, in an object that the API knows."""
    name, root = at.path[-1], deepcopy(at.document.root)
    target = _value(root, home)
    before = errors(file, at.document.root)
    unknown = {each.path for each in before if each.is_unknown}
    if name in target or any(home.path[:n] in unknown for n in range(len(home.path) + 1)):
        return False
    target[name] = _value(root, At(at.document, at.path[:-1])).pop(name)
    return _marks(errors(file, root)) < _marks(before)


def _marks(found: list[Error]) -> set[tuple[object, ...]]:
    return {(error.path, error.keyword) for error in found}


def _value(root: Value, place: At) -> Value:
    for step in place.path:
        root = root[step]
    return root
