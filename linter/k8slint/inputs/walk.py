"""Paths, folders and globs to the files that are read, in a stable order."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from k8slint.inputs.limits import MAX_FILES

ENDINGS = (".yaml", ".yml", ".json")
CONFIG_NAME = ".k8slint.yaml"
_SKIPPED_FOLDERS = frozenset(
    {".git", ".hg", ".svn", ".venv", "venv", "node_modules", ".tox", ".terraform", "__pycache__"}
)


class NoSuchPath(Exception):
    """A path that the user named and that does not exist (exit status 2)."""


@dataclass(frozen=True)
class PathFilter:
    """`paths.include` and `paths.exclude` of the configuration: globs, relative to the configuration's folder."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    root: str = "."

    def admits(self, path: str) -> bool:
        """Whether a file that was found in a folder is read. A file that is named itself always is."""
        relative = os.path.relpath(path, self.root).replace(os.sep, "/")
        if any(_matches(relative, pattern) for pattern in self.exclude):
            return False
        return not self.include or any(_matches(relative, pattern) for pattern in self.include)


@dataclass
class Walk:
    """The files below some paths; `charts` are the roots of Helm charts, whose files are not manifests."""

    filter: PathFilter = field(default_factory=PathFilter)
    charts: list[str] = field(default_factory=list)
    truncated: bool = False

    def files(self, paths: Iterable[str]) -> list[str]:
        """Every file once, folders before their subfolders, by name.

        Raises:
            NoSuchPath: a path or glob that names nothing.
        """
        found: dict[str, str] = {}
        for path in paths:
            for file in self._expand(path):
                found.setdefault(os.path.realpath(file), file.removeprefix("./"))
                if len(found) > MAX_FILES:
                    self.truncated = True
                    return list(found.values())
        return list(found.values())

    def _expand(self, path: str) -> Iterator[str]:
        if Path(path).is_dir():
            yield from self._below(path, set())
        elif os.path.lexists(path):
            yield path
        elif matches := sorted(glob.glob(path, recursive=True)):
            for match in matches:
                yield from self._expand(match)
        else:
            raise NoSuchPath(path)

    def _below(self, folder: str, seen: set[tuple[int, int]]) -> Iterator[str]:
        """Symbolic links to folders are followed, each real folder once: a loop ends."""
        try:
            status = os.stat(folder)
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            yield folder  # reading it will say why it cannot be read
            return
        if (status.st_dev, status.st_ino) in seen:
            return
        seen.add((status.st_dev, status.st_ino))
        if any(entry.name == "Chart.yaml" for entry in entries) and any(entry.name == "templates" for entry in entries):
            self.charts.append(folder)
            return
        yield from (entry.path for entry in entries if self._is_manifest(entry))
        for entry in entries:
            if _is_folder(entry) and entry.name not in _SKIPPED_FOLDERS and self._enters(entry.path):
                yield from self._below(entry.path, seen)

    def _is_manifest(self, entry: os.DirEntry[str]) -> bool:
        if entry.name == CONFIG_NAME or not entry.name.endswith(ENDINGS) or not self.filter.admits(entry.path):
            return False
        try:
            return not stat.S_ISDIR(entry.stat().st_mode)
        except OSError:
            return True  # a broken link: reading it says so

    def _enters(self, folder: str) -> bool:
        relative = os.path.relpath(folder, self.filter.root).replace(os.sep, "/")
        return not any(_matches(relative, pattern) for pattern in self.filter.exclude)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _matches(relative: str, pattern: str) -> bool:
    """A glob as in .gitignore files: `**` crosses folders, a name without a slash matches at any depth."""
    pattern = pattern.removeprefix("./").rstrip("/")
    candidates = {pattern, f"{pattern}/*"}
    if "/" not in pattern:
        candidates |= {f"*/{pattern}", f"*/{pattern}/*"}
    if pattern.startswith("**/"):
        candidates |= {pattern[3:], f"{pattern[3:]}/*"}
    return any(fnmatchcase(relative, candidate) for candidate in candidates)
