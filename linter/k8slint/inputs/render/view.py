"""Which builds run in one cluster, and which instead of each other.

Overlays of one base are alternatives: `dev` and `prod` are two clusters, or two parts of one that know nothing of each
other. Builds that have nothing to do with each other go together, as plain files do. So the input is as many networks
as there are alternatives, and what has none is part of each.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from k8slint.inputs.document import Document
from k8slint.inputs.field import Field
from k8slint.inputs.place import place_of
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


def several(views: Sequence[View]) -> str:
    """What to say where one network is asked for; empty where there is only one."""
    if len(views) < 2:
        return ""
    names = ", ".join(dict.fromkeys(build.name for view in views for build in view.builds))
    return f"the input describes alternatives ({names}): name the folder of one, or configure one set of values"


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
    contents = [_content(build) for build in builds]
    users: dict[Hashable, list[int]] = defaultdict(list)
    for number, content in enumerate(contents):
        for key in content.sources | content.identities:
            users[key].append(number)
    sharing = (numbers for numbers in users.values() if len(numbers) <= _MOST_SHARING)
    for one, other in sorted({pair for numbers in sharing for pair in combinations(numbers, 2)}):
        if contents[one].replaces(contents[other]):
            yield one, other


@dataclass(frozen=True)
class _Content:
    """What a build is made of and makes."""

    sources: frozenset[Hashable]
    identities: frozenset[Hashable]
    namespaces: frozenset[str | None]

    def replaces(self, other: _Content) -> bool:
        smaller = min(len(self.identities), len(other.identities))
        same = self.identities & other.identities
        common = max(len(self.sources & other.sources), len(same))
        return 2 * common >= smaller and (bool(same) or self.namespaces != other.namespaces)


def _content(build: Build) -> _Content:
    namespaces = (_namespace(document) for document in build.documents)
    return _Content(
        frozenset(place_of(document) for document in build.documents),
        frozenset(_identity(document) for document in build.documents),
        frozenset(namespaces),
    )


def _identity(document: Document) -> Hashable:
    name = Field.root(document)["metadata"]["name"].text()
    return document.group, document.kind, _namespace(document), name


def _namespace(document: Document) -> str | None:
    return document.namespace or Field.root(document)["metadata"]["namespace"].text()


def _named(family: list[Build]) -> Iterator[tuple[str, Build]]:
    """Each with its folder below the one that all lie in: `dev` and `prod` of `overlays/dev` and `overlays/prod`."""
    above = os.path.commonpath([os.path.abspath(build.name) for build in family])
    for build in family:
        yield os.path.relpath(os.path.abspath(build.name), above).replace(os.sep, "/"), build
