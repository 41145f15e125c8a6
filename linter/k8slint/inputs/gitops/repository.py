"""Which repository a file lies in, and whether an address names it."""

from __future__ import annotations

import os
import re
from functools import lru_cache

from k8slint.inputs.chart import CHART_FILE
from k8slint.pattern import regex
from k8slint.record import dataclass

_URL = regex(r"^[ \t]*url[ \t]*=[ \t]*(\S+)[ \t]*$", re.MULTILINE)
_MOST = 1024 * 1024


@dataclass(frozen=True)
class Repository:
    """`root` is its real folder, `addresses` those of its remotes in one form."""

    root: str
    addresses: frozenset[str]

    def is_at(self, url: str) -> bool:
        """Whether it is at that address: a remote's, or one that ends in the name of its folder."""
        address = _address(url)
        return address in self.addresses or address.rpartition("/")[2] == os.path.basename(self.root).lower()

    def folder(self, path: str) -> str | None:
        """The real path of a folder in it; None where there is none, or it leads elsewhere."""
        real = os.path.realpath(os.path.join(self.root, path.lstrip("/")))
        return real if self.holds(real) and os.path.isdir(real) else None

    def holds(self, path: str) -> bool:
        """Whether a path leads to something in it."""
        real = os.path.realpath(path)
        return real == self.root or real.startswith(self.root.rstrip(os.sep) + os.sep)

    def components(self, folder: str, paths: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
        """The real paths of folders that are named from another folder, and whether all of them are in here."""
        reals = [os.path.realpath(os.path.join(folder, path)) for path in paths]
        found = tuple(real for real in reals if self.holds(real) and os.path.isdir(real))
        return found, len(found) == len(reals)

    def has_chart(self, folder: str) -> bool:
        """Whether a folder is one of a chart."""
        return os.path.isfile(os.path.join(folder, CHART_FILE))


@lru_cache(maxsize=16)
def repository_at(root: str) -> Repository:
    """The repository whose root that folder is."""
    return Repository(root, frozenset(_address(url) for url in _URL.findall(_configuration(root))))


def _address(url: str) -> str:
    """One form for all ways to write it: `git@host:owner/name.git`, `https://user@host/owner/name`."""
    scp = re.fullmatch(r"(?:[\w.-]+@)?([\w.-]+):(?!//)(.+)", url)
    plain = f"{scp[1]}/{scp[2]}" if scp else re.sub(r"^[a-z+]+://(?:[^/@]*@)?", "", url)
    return plain.rstrip("/").removesuffix(".git").lower()


def _configuration(root: str) -> str:
    """git's configuration file; git itself is not asked, since the file may tell it to run programs."""
    git = os.path.join(root, ".git")
    if os.path.isfile(git):  # a worktree: the file names its folder, which lies two levels below the common one
        git = os.path.dirname(os.path.dirname(_text(git).removeprefix("gitdir:").strip()))
    return _text(os.path.join(git, "config"))


def _text(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read(_MOST)
    except OSError:
        return ""
