"""Globs on the command line, for shells that do not expand them.

Python's own `glob` follows every symbolic link under `**`, and two links that lead upwards keep it busy for ever.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from fnmatch import fnmatchcase
from itertools import groupby

_MAGIC = frozenset("*?[")


def expand(pattern: str) -> Iterator[str]:
    """The paths that match, by name; `**` stands for any number of folders, and follows no symbolic link."""
    head = os.sep if pattern.startswith(os.sep) else ""
    names = [name for name in pattern.split("/") if name]
    yield from _matches(head, [name for name, _ in groupby(names, key=lambda name: name)] if "**" in names else names)


def _matches(folder: str, names: list[str]) -> Iterator[str]:
    if not names:
        yield folder
        return
    name, rest = names[0], names[1:]
    if name == "**":
        for below in _folders(folder):
            yield from _matches(below, rest)
    elif _MAGIC.isdisjoint(name):
        if os.path.lexists(os.path.join(folder, name)):
            yield from _matches(os.path.join(folder, name), rest)
    else:
        for entry in _entries(folder):
            if _is_match(entry.name, name) and (not rest or entry.is_dir()):
                yield from _matches(os.path.join(folder, entry.name), rest)


def _is_match(name: str, pattern: str) -> bool:
    """Hidden names have to be asked for."""
    return fnmatchcase(name, pattern) and (pattern.startswith(".") or not name.startswith("."))


def _folders(top: str) -> Iterator[str]:
    """A folder and all below it, without hidden ones and without links."""
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        yield folder
        below = [e for e in _entries(folder) if not e.name.startswith(".") and e.is_dir(follow_symlinks=False)]
        waiting += [os.path.join(folder, entry.name) for entry in reversed(below)]


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        return sorted(os.scandir(folder or "."), key=lambda entry: entry.name)
    except OSError:
        return []
