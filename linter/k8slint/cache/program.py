"""Which program runs: its own files, and what it is run by."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib.util import find_spec

_PACKAGES = ("k8slint", "k8slint.rules", "k8slint.schemas", "yaml", "click", "z3", "jsonschema")


def program() -> tuple[object, ...]:
    """Sizes and times of the files of the package and of what it computes with, and the interpreter."""
    return (sys.version, sys.platform, sys.prefix, sorted(each for folder in _folders() for each in _files(folder)))


def _folders() -> Iterator[str]:
    for name in _PACKAGES:
        spec = find_spec(name)
        yield from (spec.submodule_search_locations or ()) if spec else ()


def _files(top: str) -> Iterator[tuple[str, int, int]]:
    waiting = [top]
    while waiting:
        for entry in os.scandir(waiting.pop()):
            if entry.is_dir(follow_symlinks=False):
                waiting += [entry.path] * (entry.name != "__pycache__")
            else:
                found = entry.stat()
                yield entry.path, found.st_size, found.st_mtime_ns
