"""Which builds run in one cluster, and which instead of each other.

Overlays of one base are alternatives: `dev` and `prod` are two clusters, or two parts of one that know nothing of each
other. Builds that have nothing to do with each other go together, as plain files do. So the input is as many networks
as there are alternatives, and what has none is part of each.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import replace
from itertools import combinations

from k8slint.inputs.document import Document
from k8slint.inputs.field import Field
from k8slint.inputs.reading import Reading
from k8slint.inputs.render.build import Build
from k8slint.record import dataclass

_MOST_SHARING = 50
"""Builds that share one object; more than that are a component that everybody uses."""


@dataclass(frozen=True)
class View:
    """One network: `name` is empty where the input is only one; `builds` are those of it that have alternatives."""

    name: str
    reading: Reading
    builds: tuple[Build, ...] = ()


def views_of(reading: Reading) -> list[View]:
    """The networks that an input describes, at least one."""
    families = _families(reading.builds)
    named = [(name, build) for family in families if len(family) > 1 for name, build in _named(family)]
    if not named:
        return [View("", reading)]
    alternatives = {id(document) for _, build in named for document in build.documents}
    common = [document for document in reading.documents if id(document) not in alternatives]
    views = []
    for name in sorted({name for name, _ in named}):
        builds = tuple(build for other, build in named if other == name)
        documents = [*common, *(document for build in builds for document in build.documents)]
        views.append(View(name, replace(reading, documents=documents, builds=list(builds)), builds))
    return views


def _families(builds: list[Build]) -> list[list[Build]]:
    """The builds, those that are alternatives of each other together."""
    leader = list(range(len(builds)))
    for one, other in _alternatives(builds):
        old, new = leader[other], leader[one]
        leader = [new if each == old else each for each in leader]
    groups: dict[int, list[Build]] = defaultdict(list)
    for number, build in enumerate(builds):
        groups[leader[number]].append(build)
    return list(groups.values())


def _alternatives(builds: list[Build]) -> Iterator[tuple[int, int]]:
    """Pairs that make at least half of the smaller one's objects of the same files (or of the same name), unless these
    are different objects of one namespace, which can run side by side.
    """
    keys = [
        {key for document in build.documents for key in (_source(document), _identity(document))} for build in builds
    ]
    users: dict[Hashable, list[int]] = defaultdict(list)
    for number, each in enumerate(keys):
        for key in each:
            users[key].append(number)
    shared = Counter(
        pair for numbers in users.values() if len(numbers) <= _MOST_SHARING for pair in combinations(numbers, 2)
    )
    for (one, other), _ in shared.items():
        pair = builds[one], builds[other]
        smaller = min(len(build.documents) for build in pair)
        common = max(len(_all(_source, pair[0]) & _all(_source, pair[1])), len(_same(*pair)))
        if 2 * common >= smaller and (_same(*pair) or _namespaces(pair[0]) != _namespaces(pair[1])):
            yield one, other


def _all(key: object, build: Build) -> set[Hashable]:
    return {key(document) for document in build.documents}  # type: ignore[operator]


def _same(one: Build, other: Build) -> set[Hashable]:
    return _all(_identity, one) & _all(_identity, other)


def _namespaces(build: Build) -> set[str | None]:
    return {Field.root(document)["metadata"]["namespace"].text() for document in build.documents}


def _source(document: Document) -> Hashable:
    written = document.written
    return written.source.name, written.offset, written.span


def _identity(document: Document) -> Hashable:
    metadata = Field.root(document)["metadata"]
    return document.group, document.kind, metadata["namespace"].text(), metadata["name"].text()


def _named(family: list[Build]) -> Iterator[tuple[str, Build]]:
    """Each with its folder below the one that all lie in: `dev` and `prod` of `overlays/dev` and `overlays/prod`."""
    above = os.path.commonpath([os.path.abspath(build.name) for build in family])
    for build in family:
        yield os.path.relpath(os.path.abspath(build.name), above).replace(os.sep, "/"), build
