"""The object that a field belongs to which is indented too little or too much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from itertools import chain, islice

from k8slint.finding import Fix
from k8slint.inputs.at import At, Step
from k8slint.inputs.node import Value, YamlList, YamlMap
from k8slint.validity.error import Error, errors
from k8slint.validity.shift import shifted
from k8slint.validity.words import noun

_NO_NAME = "no-such-field"


MOST_UNKNOWN, MOST_PLACES = 20, 8
"""Each place is tried on the whole object."""


def home_of(at: At, file: str, before: Sequence[Error]) -> At | None:
    """The one object next to the field that lacks it, and fits with it; `before` is all that the schema has against
    the object as it is.
    """
    if at.document.origin or sum(error.is_unknown for error in before) > MOST_UNKNOWN:
        return None
    near = islice(chain(_inside(at), _around(at)), MOST_PLACES)
    found = [place for place in near if _fits(at, place, file, before)]
    return found[0] if len(found) == 1 and not _holds_others(at, found[0], file) else None


def _holds_others(at: At, home: At, file: str) -> bool:
    """Whether the field has taken up fields of its home that come after it: moved with it they would stay labels."""
    value = At(at.document, at.path).value
    for key in islice(value, MOST_UNKNOWN) if isinstance(value, dict) else ():
        root = deepcopy(at.document.root)
        _opened(root, home)[key] = value[key]
        if not any(error.is_unknown and error.path == (*home.path, key) for error in errors(file, root)):
            return True
    return False


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
        elif value is None and place.path:
            yield place
            return
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


def _fits(at: At, home: At, file: str, before: Sequence[Error]) -> bool:
    """Whether nothing but this error is otherwise with the field there, in an object that the API knows. Labels, where
    any name would do, are no home.
    """
    unknown = {each.path for each in before if each.is_unknown}
    if any(home.path[:n] in unknown for n in range(len(home.path) + 1)):
        return False
    after, any_name = (_marks(errors(file, _with(at, home, name))) for name in (str(at.path[-1]), _NO_NAME))
    return after < _marks(before) and not any_name < _marks(before)


def _with(at: At, home: At, name: str) -> Value:
    """The object with the field in another place; as it is where that has one of the name."""
    root = deepcopy(at.document.root)
    target = _opened(root, home)
    if name in target:
        return at.document.root
    target[name] = _value(root, At(at.document, at.path[:-1])).pop(at.path[-1])
    return root


def _marks(found: Iterable[Error]) -> set[tuple[object, ...]]:
    return {(error.path, error.keyword) for error in found}


def _opened(root: Value, place: At) -> Value:
    """The map at a place; a new one where the key has nothing yet."""
    if _value(root, place) is None:
        _value(root, At(place.document, place.path[:-1]))[place.path[-1]] = {}
    return _value(root, place)


def _value(root: Value, place: At) -> Value:
    for step in place.path:
        root = root[step]
    return root
