"""Where the repository lies that a folder belongs to, without a look into it."""

from __future__ import annotations

import os
from collections.abc import Iterator


def ancestors(folder: str) -> Iterator[str]:
    """A folder, by its real path, and all above it."""
    yield folder
    while (above := os.path.dirname(folder)) != folder:
        folder = above
        yield folder


def repository_of(folder: str) -> str:
    """The root of the repository; the folder itself where it lies in none."""
    return next((each for each in ancestors(folder) if os.path.lexists(os.path.join(each, ".git"))), folder)


def git_settings(root: str) -> Iterator[str]:
    """The files that may hold the addresses of its remotes."""
    git = os.path.join(root, ".git")
    yield os.path.join(git, "config")
    if os.path.isfile(git):  # a worktree: the file names its folder, two levels below the common one
        yield git
        with open(git, encoding="utf-8", errors="replace") as file:
            inner = file.read(4096).removeprefix("gitdir:").strip()
        yield os.path.join(os.path.dirname(os.path.dirname(inner)), "config")
