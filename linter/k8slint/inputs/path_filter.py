"""Which of the files that are found are read: `paths` of the configuration."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from fnmatch import translate
from functools import cached_property

from k8slint.record import dataclass

Pattern = tuple["re.Pattern[str] | None", ...]
"""One expression a folder or file name; None stands for `**`."""


@dataclass(frozen=True)
class PathFilter:
    """`paths.include` and `paths.exclude` of the configuration: globs, relative to the configuration's folder.

    They read as in .gitignore: `*` stays within a name, `**` crosses folders, a pattern without a slash matches at any
    depth, and what matches a folder matches everything in it.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    root: str = "."

    def relative(self, path: str) -> str:
        """A path as the patterns see it."""
        try:
            return os.path.relpath(path, self.root).replace(os.sep, "/")
        except ValueError:  # another drive
            return path.replace(os.sep, "/")

    def admits(self, relative: str) -> bool:
        """Whether a file that was found in a folder is read. A file that is named itself always is."""
        if not self.enters(relative):
            return False
        return not self.include or _any_matches(self._included, relative)

    def enters(self, relative: str) -> bool:
        """Whether a folder is looked into."""
        return not self.exclude or not _any_matches(self._excluded, relative)

    @cached_property
    def _included(self) -> tuple[Pattern, ...]:
        return tuple(_compiled(pattern) for pattern in self.include)

    @cached_property
    def _excluded(self) -> tuple[Pattern, ...]:
        return tuple(_compiled(pattern) for pattern in self.exclude)


def _compiled(pattern: str) -> Pattern:
    inner = pattern.removeprefix("./").rstrip("/")
    names = inner.removeprefix("/").split("/")
    compiled = [None if name == "**" else re.compile(translate(name)) for name in names]
    return tuple(compiled) if "/" in inner else (None, *compiled)


def _any_matches(patterns: Iterable[Pattern], relative: str) -> bool:
    names = relative.split("/")
    return any(_matches(pattern, names) for pattern in patterns)


def _matches(pattern: Pattern, names: list[str]) -> bool:
    """Whether the pattern matches the path or a folder above it; every place in the pattern is tried at once."""
    places = _with_rest({0}, pattern)
    for name in names:
        stay = {place for place in places if place < len(pattern) and pattern[place] is None}
        step = {place + 1 for place in places if (each := _at(pattern, place)) and each.match(name)}
        places = _with_rest(stay | step, pattern)
        if len(pattern) in places:
            return True
    return False


def _at(pattern: Pattern, place: int) -> re.Pattern[str] | None:
    return pattern[place] if place < len(pattern) else None


def _with_rest(places: set[int], pattern: Pattern) -> set[int]:
    """`**` also stands for no folder at all."""
    found = set(places)
    for place in sorted(places):
        while place < len(pattern) and pattern[place] is None:
            place += 1
            found.add(place)
    return found
