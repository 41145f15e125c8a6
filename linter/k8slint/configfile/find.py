"""Where the configuration lies that applies to what is checked."""

from __future__ import annotations

import os

from k8slint.inputs.walk import CONFIG_NAME, shown
from k8slint.pattern import regex

_WILDCARD = regex(r"[*?\[]")


def find(paths: tuple[str, ...], name: str = CONFIG_NAME) -> str | None:
    """The nearest file of a name in the folder of the first path (`-`: the working folder) or a folder above it.

    The search ends at the root of a repository: what applies to it lies within it.
    """
    folder = os.path.abspath(_folder(paths[0]) if paths and paths[0] != "-" else ".")
    while True:
        candidate = os.path.join(folder, name)
        if os.path.isfile(candidate):
            return shown(candidate)
        parent = os.path.dirname(folder)
        if parent == folder or os.path.lexists(os.path.join(folder, ".git")):
            return None
        folder = parent


def _folder(path: str) -> str:
    wildcard = _WILDCARD.search(path)
    if wildcard and not os.path.lexists(path):
        return os.path.dirname(path[: wildcard.start()]) or "."
    return path if os.path.isdir(path) else os.path.dirname(path) or "."
