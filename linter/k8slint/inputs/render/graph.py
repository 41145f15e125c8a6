"""What the build of a kustomization would read, and what speaks against starting it.

The tool is started only on what this has seen: every folder lies in the tree, nothing is at an address, and the number
of files is bounded however often one includes another.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping

from k8slint.inputs.at import At
from k8slint.inputs.build import Builder
from k8slint.inputs.field import Field
from k8slint.inputs.file import read_file
from k8slint.inputs.kustomization import RESOURCES, Kustomization, named_files
from k8slint.inputs.limits import MAX_BUILD_PARTS
from k8slint.inputs.node import Value
from k8slint.inputs.reason import YamlFault
from k8slint.inputs.render.rendering import Permission
from k8slint.inputs.source import Source
from k8slint.pattern import regex
from k8slint.record import dataclass

_ADDRESS = regex(
    r"[A-Za-z][A-Za-z0-9+.-]*://|git::|gh:|[\w.-]+@[\w.-]+:|[^/]*[?&]ref=|(?:github|gitlab|bitbucket)\.\w+[/:]"
)
_PLUGINS = ("generators", "transformers", "validators")
_GENERATORS = ("configMapGenerator", "secretGenerator")
_FUNCTION = "config.kubernetes.io/function"


@dataclass(frozen=True)
class Refusal:
    """Why a build is not started: the entry that asks for it. `fails` where it would fail for anybody."""

    at: At
    message: str
    fails: bool = False


@dataclass(frozen=True)
class Graph:
    """`kustomizations` are all that a build goes through, the root first; `files` its resources by their real paths."""

    kustomizations: tuple[Kustomization, ...]
    files: Mapping[str, str]
    refusals: tuple[Refusal, ...]

    @property
    def root(self) -> Kustomization:
        """The one that is built."""
        return self.kustomizations[0]

    @property
    def patch_files(self) -> Mapping[str, str]:
        """Files that are no resources: patches and replacements, configurations, inputs of generators."""
        return {each.real(path): each.shown(path) for each in self.kustomizations for path in each.not_manifests}


@dataclass(frozen=True)
class Surveyor:
    """`folders` are the kustomizations by their real folder; `allows` tells whether a real path lies in the tree."""

    folders: Mapping[str, Kustomization]
    allows: Callable[[str], bool]
    allowed: frozenset[Permission]

    def survey(self, root: Kustomization) -> Graph:
        """What the build of a root would read."""
        found = reachable(root, self.folders)
        named = {each.real(path): each.shown(path) for each in found.values() for path in each.resources}
        files = {real: path for real, path in named.items() if os.path.isfile(real)}
        refusals = [refusal for each in found.values() for refusal in self._refusals(each)]
        refusals += self._repetition(root)
        return Graph(tuple(found.values()), files, tuple(refusals))

    def _refusals(self, each: Kustomization) -> Iterator[Refusal]:
        field = Field.root(each.document)
        resources = [item for key in RESOURCES for item in field[key].each()]
        for item in (*resources, *named_files(field)):
            text = item.text() or ""
            is_address = _ADDRESS.match(text) or _ADDRESS.match(text.rpartition("=")[2])
            if "\n" in text or ("{" in text and not is_address):
                continue  # a patch that is written in place
            if not is_address:
                yield from self._unread(each, item)
            elif Permission.REMOTE_BASES not in self.allowed:
                yield Refusal(item.at, f"{text} is fetched only with --allow {Permission.REMOTE_BASES}")
        if Permission.HELM_CHARTS not in self.allowed:
            for key in ("helmCharts", "helmChartInflationGenerator"):
                if field[key]:
                    yield Refusal(
                        field[key].at, f"charts are rendered in it only with --allow {Permission.HELM_CHARTS}"
                    )
        if Permission.PLUGINS not in self.allowed:
            yield from self._plugins(each, field)

    def _unread(self, each: Kustomization, item: Field) -> Iterator[Refusal]:
        """What keeps a file or folder that an entry names from being read."""
        text = item.text() or ""
        path = text.rpartition("=")[2]  # of a generator's `key=path`
        if not self._inside(each, path):
            yield Refusal(item.at, f"{text} leads out of what is checked: not followed")
        elif not os.path.exists(each.real(path)):
            # what a generator reads is often made elsewhere, and in no repository
            yield Refusal(item.at, f"{path} does not exist", fails=item.path[0] not in _GENERATORS)
        elif not self._may_load(each, path):
            message = f"{path} is outside of its folder: read only with --allow {Permission.OUTSIDE_FILES}"
            yield Refusal(item.at, message)

    def _inside(self, each: Kustomization, path: str) -> bool:
        if "\0" in path or os.path.isabs(path):
            return False
        return Permission.OUTSIDE_FILES in self.allowed or self.allows(each.real(path))

    def _may_load(self, each: Kustomization, path: str) -> bool:
        """Kustomize reads no file outside of the folder, not even by a link: only other kustomizations."""
        real = each.real(path)
        is_below = real.startswith(each.real_folder.rstrip(os.sep) + os.sep)
        return is_below or not os.path.isfile(real) or Permission.OUTSIDE_FILES in self.allowed

    def _plugins(self, each: Kustomization, field: Field) -> Iterator[Refusal]:
        """Their configuration may name addresses of its own, programs, and more kustomizations."""
        for item in (item for key in _PLUGINS for item in field[key].each()):
            text = item.text() or ""
            config = text if "\n" in text else _text_of(each.real(text))
            if config is None or any(_FUNCTION in word or "://" in word for word in _words(config)):
                yield Refusal(item.at, f"runs only with --allow {Permission.PLUGINS}")

    def _repetition(self, root: Kustomization) -> Iterator[Refusal]:
        """Bases that include each other in two ways double the work with each level, and without end in a circle."""
        sizes: dict[str, int] = {}
        if (self._size(root, sizes, frozenset()) or MAX_BUILD_PARTS + 1) > MAX_BUILD_PARTS:
            message = f"it includes itself, or more than {MAX_BUILD_PARTS:,} files"
            yield Refusal(At(root.document), message, fails=True)

    def _size(self, each: Kustomization, sizes: dict[str, int], above: frozenset[str]) -> int | None:
        """How many files a build reads, each as often as it is included; None for one that includes itself."""
        here = each.real_folder
        if here in above or len(above) > 100:
            return None
        if here not in sizes:
            total = 1
            for real in map(each.real, each.resources):
                part = self._size(self.folders[real], sizes, above | {here}) if real in self.folders else 1
                if part is None:
                    return None
                total += part
            sizes[here] = total
        return sizes[here]


def reachable(root: Kustomization, folders: Mapping[str, Kustomization]) -> dict[str, Kustomization]:
    """The kustomizations that one includes, by their real folders, itself first."""
    found: dict[str, Kustomization] = {}
    waiting = [root]
    while waiting:
        each = waiting.pop()
        if each.real_folder not in found:
            found[each.real_folder] = each
            waiting += [folders[real] for real in map(each.real, each.resources) if real in folders]
    return found


def _text_of(real: str) -> str | None:
    """A configuration file; None for a folder, and for what cannot be read."""
    source = read_file(real)
    return source.text if isinstance(source, Source) else None


def _words(config: str) -> Iterator[str]:
    """All keys and texts of a configuration, as YAML reads them; what is no YAML is one word of its own."""
    waiting: list[Value] = []
    try:
        waiting += [built.value for built in Builder().documents(config)]
    except YamlFault:
        yield _FUNCTION
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += [*value, *value.values()]
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, str):
            yield value
