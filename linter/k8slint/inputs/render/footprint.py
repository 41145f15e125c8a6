"""What a build may read, as a digest: the same digest, the same objects."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import field

from k8slint.cache.digest import Digest, TooMuch
from k8slint.cache.tree import PASSED_OVER
from k8slint.inputs.chart import CHART_FILE
from k8slint.record import dataclass

_HISTORY, _IGNORED = ".git", ".helmignore"


@dataclass
class Footprint:
    """Looks at every folder and file once."""

    _known: dict[str, str] = field(default_factory=dict)

    def of(self, tool: str, question: str, folders: Iterable[str], files: Iterable[str]) -> str | None:
        """The digest of what a tool makes of real paths, folders with all that is below; None where nobody can vouch
        for it: a link may lead anywhere, and a folder that others install things in is too much.
        """
        digest = Digest()
        try:
            found = os.stat(tool)
            digest.note(os.path.realpath(tool), found.st_size, found.st_mtime_ns, found.st_ino, question)
            digest.note([self._known_folder(each) for each in folders], [self._known_file(each) for each in files])
        except (TooMuch, OSError):
            return None
        return digest.value

    def _known_folder(self, folder: str) -> str:
        if folder not in self._known:
            digest = Digest()
            for path in _below(folder):
                digest.note(os.path.relpath(path, folder), self._known_file(path))
            self._known[folder] = digest.value
        return self._known[folder]

    def _known_file(self, path: str) -> str:
        if path not in self._known:
            digest = Digest()
            if not stat.S_ISREG(os.stat(path).st_mode):
                raise TooMuch
            digest.file(path)
            self._known[path] = digest.value
        return self._known[path]


def _below(top: str) -> Iterator[str]:
    """The files below a folder, in an order of their own.

    Raises:
        TooMuch: there is what is not looked into.
    """
    for folder, folders, files in os.walk(top, onerror=_raise):
        if _HISTORY in folders and (CHART_FILE not in files or _IGNORED in files):
            folders.remove(_HISTORY)  # no kustomization reads it unless it names the file, and no chart that says so
        if not PASSED_OVER.isdisjoint(folders) or any(os.path.islink(os.path.join(folder, each)) for each in folders):
            raise TooMuch
        folders.sort()
        yield from (os.path.join(folder, name) for name in sorted(files))


def _raise(error: OSError) -> None:
    raise error
