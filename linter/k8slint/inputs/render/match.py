"""The same place in two versions of an object: as it is written, and as it was rendered.

Lists are matched as a strategic merge matches them: by a key that tells their items apart, since a patch may have put
items before them. Source: the Kubernetes API conventions, "Merge strategies".
"""

from __future__ import annotations

from collections.abc import Sequence

from k8slint.inputs.at import Step
from k8slint.inputs.node import Value

Path = tuple[Step, ...]
_MERGE_KEYS = ("mountPath", "name", "containerPort", "port", "key", "ip", "topologyKey", "devicePath", "host", "path")


def follow(rendered: Value, written: Value, path: Path, loops: bool = False) -> Path | None:
    """The path in `written` to what stands under `path` in `rendered`; None where nothing does.

    With `loops`, the only item of a list may stand for any number of them, as in a template.
    """
    found: list[Step] = []
    for step in path:
        there: Step | None = step
        if isinstance(rendered, list) and isinstance(step, int) and isinstance(written, list):
            there = _same_item(rendered, written, step)
            there = 0 if there is None and loops and len(written) == 1 else there
        elif not (isinstance(written, dict) and isinstance(rendered, dict) and step in written):
            there = None
        if there is None:
            return None
        found.append(there)
        rendered, written = rendered[step], written[there]
    return tuple(found)


def value_at(value: Value, path: Path) -> Value:
    """The value under a path that leads to one."""
    for step in path:
        value = value[step]
    return value


def written_part(value: Value, path: Path) -> Path:
    """As much of a path as leads to a value."""
    for length, step in enumerate(path):
        is_there = (isinstance(value, dict) and step in value) or (
            isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value)
        )
        if not is_there:
            return path[:length]
        value = value[step]
    return path


def equal(one: Value, other: Value) -> bool:
    """Whether two scalars are written alike: kustomize may quote what was plain."""
    if isinstance(one, dict | list) or isinstance(other, dict | list):
        return False
    return one == other or (one is not None and other is not None and str(one) == str(other))


def fits_around(literals: Sequence[str], text: str) -> bool:
    """Whether a text is those literals in their order, with anything between them: never slow, whatever they are."""
    first, last = literals[0], literals[-1]
    if len(literals) == 1:
        return text == first
    if not text.startswith(first) or not text[len(first) :].endswith(last):
        return False
    place, end = len(first), len(text) - len(last)
    for literal in literals[1:-1]:
        found = text.find(literal, place, end)
        if found < 0:
            return False
        place = found + len(literal)
    return True


def _same_item(rendered: list[Value], written: list[Value], index: int) -> int | None:
    item = rendered[index]
    order = sorted(range(len(written)), key=lambda place: place != index)  # the same place first
    if (found := next((place for place in order if written[place] == item), None)) is not None:
        return found
    if isinstance(item, dict):
        same = [place for place in order if isinstance(written[place], dict) and _share_key(item, written[place])]
        if same:
            return same[0]
    return index if len(rendered) == len(written) else None


def _share_key(one: dict[str, Value], other: dict[str, Value]) -> bool:
    """Whether the first merge key that both have has the same value in both."""
    key = next((key for key in _MERGE_KEYS if key in one and key in other), None)
    return key is not None and bool(one[key] == other[key])
