"""Paths, folders and globs to the files that are read, in a stable order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import field

from k8slint.inputs import limits
from k8slint.inputs.at import Location
from k8slint.inputs.chart import CHART_FILE, enclosing_chart, is_part_of_chart
from k8slint.inputs.fault import Fault, FaultKind
from k8slint.inputs.glob import expand
from k8slint.inputs.path_filter import PathFilter
from k8slint.record import dataclass

ENDINGS = (".yaml", ".yml", ".json")
CONFIG_NAME = ".k8slint.yaml"
BASELINE_NAME = ".k8slint-baseline.json"
SKIPPED_FOLDERS = frozenset({".git", ".hg", ".svn", "node_modules", ".tox", ".nox", ".terraform", "__pycache__"})
VIRTUAL_ENVIRONMENT = "pyvenv.cfg"
_OWN = frozenset({CONFIG_NAME, BASELINE_NAME})
_LITTER = (".#", "._")
"""How the names of Emacs' locks and of macOS' resource forks begin: links that lead nowhere, and binary data."""


class NoSuchPath(Exception):
    """A path that the user named and that does not exist (exit status 2)."""


@dataclass(frozen=True)
class Folder:
    """A folder on the way: its path as shown, its real path, and the path that the configuration's patterns see."""

    path: str
    real: str
    relative: str

    def below(self, entry: os.DirEntry[str]) -> Folder:
        """An entry of it; only a symbolic link can lead elsewhere."""
        real = os.path.realpath(entry.path) if entry.is_symlink() else os.path.join(self.real, entry.name)
        relative = entry.name if self.relative == "." else f"{self.relative}/{entry.name}"
        return Folder(entry.path, real, relative)


@dataclass
class Walk:
    """Finds the files below some paths.

    `charts` are the roots of Helm charts by their real paths, whose files are not manifests; `faults` what cannot be
    looked into. Symbolic links are followed within the repository (or folder) of each path and the working folder:
    whoever may write a link into a repository may not thereby show what else lies on the machine.
    """

    filter: PathFilter = field(default_factory=PathFilter)
    charts: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    _found: dict[str, str] = field(default_factory=dict)
    _entered: set[str] = field(default_factory=set)
    _roots: set[str] = field(default_factory=lambda: {os.path.realpath(".")})

    def files(self, paths: Iterable[str]) -> dict[str, str]:
        """Every file once, by its real path: a folder's files before its subfolders, by name.

        Raises:
            NoSuchPath: a path or glob that names nothing.
        """
        for path in paths:
            for found in self._expanded(path):
                self._add(found)
        return self._found

    def allows(self, real: str) -> bool:
        """Whether a link, or a kustomization, may lead to that real path."""
        inside = any(real == root or real.startswith(_prefix(root)) for root in self._roots)
        return inside and f"{os.sep}.git{os.sep}" not in real

    def _expanded(self, path: str) -> Iterable[str]:
        if os.path.lexists(path) or os.path.isdir(path):
            return [path]
        matches = list(expand(path)) if path else []
        if not matches:
            raise NoSuchPath(path)
        return matches

    def _add(self, path: str) -> None:
        folder = path if os.path.isdir(path) else os.path.dirname(path)
        self._roots |= {os.path.realpath(folder), repository_of(path)}
        chart = enclosing_chart(path)
        if chart is not None:
            self._note_chart(chart)
        elif os.path.isdir(path):
            self._walk(path)
        else:
            self._keep(path, os.path.realpath(path))

    def _walk(self, top: str) -> None:
        """Real folders first, what links lead to last, each once: a loop ends, and names are the plain ones."""
        real = os.path.realpath(top)
        waiting, linked = [Folder(top, real, self.filter.relative(top))], deque[Folder]()
        while waiting or linked:
            folder = waiting.pop() if waiting else linked.popleft()
            if folder.real in self._entered or len(self._found) > limits.MAX_FILES:
                continue
            self._entered.add(folder.real)
            below = list(self._look_into(folder, is_top=folder.real == real))
            waiting += [each for is_link, each in reversed(below) if not is_link]
            linked += [each for is_link, each in below if is_link]

    def _look_into(self, folder: Folder, is_top: bool) -> Iterator[tuple[bool, Folder]]:
        """Keeps the manifests of a folder; the folders in it, and whether a link leads there."""
        try:
            entries = sorted(os.scandir(folder.path), key=lambda entry: entry.name)
        except OSError as error:
            self._unreadable(folder.path, f"cannot be read: {error.strerror or error}")
            return
        names = {entry.name for entry in entries}
        if VIRTUAL_ENVIRONMENT in names and not is_top:
            return
        is_chart = CHART_FILE in names
        if is_chart:
            self._note_chart(folder.path)
        for entry in entries:
            if not (is_chart and is_part_of_chart(entry.name)):
                yield from self._entry(entry, folder)

    def _entry(self, entry: os.DirEntry[str], parent: Folder) -> Iterator[tuple[bool, Folder]]:
        found = parent.below(entry)
        stays = not entry.is_symlink() or self.allows(found.real)
        if _is_folder(entry):
            if stays and entry.name not in SKIPPED_FOLDERS and self.filter.enters(found.relative):
                yield entry.is_symlink(), found
        elif _has_manifest_name(entry.name) and self.filter.admits(found.relative):
            if stays:
                self._keep(found.path, found.real)
            else:
                self._unreadable(found.path, "a symbolic link that leads out of what is checked: not followed")

    def _keep(self, path: str, real: str) -> None:
        path = path.removeprefix("./")
        if len(self._found) < limits.MAX_FILES:
            self._found.setdefault(real, path)
        elif real not in self._found:
            self._unreadable(path, f"more than {limits.MAX_FILES:,} files: this one and the rest are not read")
            self._found.setdefault(real, path)

    def _note_chart(self, folder: str) -> None:
        self.charts.setdefault(os.path.realpath(folder), folder.removeprefix("./"))

    def _unreadable(self, path: str, message: str) -> None:
        self.faults.append(Fault(FaultKind.UNREADABLE, Location.point(path.removeprefix("./")), message))


def _has_manifest_name(name: str) -> bool:
    return name.endswith(ENDINGS) and not name.startswith(_LITTER) and name not in _OWN


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def repository_of(path: str) -> str:
    """The root of the repository that a file or folder lies in; where it lies in none, its folder."""
    folder = path if os.path.isdir(path) else os.path.dirname(path)
    real = inner = os.path.realpath(folder or ".")
    while not os.path.lexists(os.path.join(inner, ".git")):
        inner, before = os.path.dirname(inner), inner
        if inner == before:
            return real
    return inner


def leads_inside(path: str, folder: str) -> bool:
    """Whether a file lies in the repository that a folder lies in, whatever symbolic links lead to it."""
    real = os.path.realpath(path)
    return real.startswith(_prefix(repository_of(folder))) and f"{os.sep}.git{os.sep}" not in real


def shown(path: str) -> str:
    """A path as people write it: relative to the working folder where it can be."""
    try:
        return os.path.relpath(path)
    except ValueError:  # another drive
        return path


def _prefix(folder: str) -> str:
    return folder if folder.endswith(os.sep) else folder + os.sep
