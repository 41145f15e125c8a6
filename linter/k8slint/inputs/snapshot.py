"""What files look like from outside, to notice that they have changed without reading them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TypeAlias

from k8slint.inputs import limits
from k8slint.inputs.glob import expand
from k8slint.inputs.walk import SKIPPED_FOLDERS, VIRTUAL_ENVIRONMENT

Snapshot: TypeAlias = dict[str, tuple[int, int, int]]
"""Time of change, size and inode of each file. A file that is replaced by one as old and as large has another inode."""


def snapshot(paths: Iterable[str]) -> Snapshot:
    """Files, those below folders, and those that globs name now; what does not exist is left out.

    Files of every name, since charts and generators are made of more than manifests. Links to folders are not followed,
    and no more files are looked at than a check would read.
    """
    found: Snapshot = {}
    for path in islice(chain.from_iterable(map(_files, paths)), limits.MAX_FILES):
        try:
            state = os.stat(path)
        except OSError:  # it has vanished meanwhile, or is a link that leads nowhere
            continue
        found[path] = state.st_mtime_ns, state.st_size, state.st_ino
    return found


def _files(path: str) -> Iterator[str]:
    for each in [path] if os.path.lexists(path) else expand(path):
        if not os.path.isdir(each):
            yield each
        for folder, folders, files in os.walk(each):
            if VIRTUAL_ENVIRONMENT in files and folder != each:
                folders.clear()
                continue
            folders[:] = [name for name in folders if name not in SKIPPED_FOLDERS]
            yield from (os.path.join(folder, name) for name in files)
