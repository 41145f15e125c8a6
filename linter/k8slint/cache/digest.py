"""A digest of everything that a run may read, as it is on the disk now.

It takes in more than a run reads, so that nothing which could change an answer is left out: a folder's manifests and
links, whatever the configuration says about them. What renders, or objects that may lead on to other folders, stand for
the whole repository.
"""

from __future__ import annotations

import os
import stat
from hashlib import sha256

MOST_ENTRIES = 100_000
MOST_BYTES = 512 * 1024 * 1024
_MOST_OF_A_FILE = 64 * 1024 * 1024 + 1
_MANIFESTS = (".yaml", ".yml", ".json")
_RENDERED = frozenset({"kustomization.yaml", "kustomization.yml", "Kustomization", "Chart.yaml"})
_LEADING = (b"argoproj.io", b"fluxcd.io")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_PASSED_OVER = frozenset({".git", ".hg", ".svn", "node_modules", ".tox", ".nox", ".terraform", "__pycache__"})
_VIRTUAL_ENVIRONMENT = "pyvenv.cfg"


class TooMuch(Exception):
    """More than is worth looking at before the work itself begins, or something that cannot be looked at."""


class Digest:
    """`leads_on` says whether what was seen may make a run read other files of the repository."""

    def __init__(self, roots: list[str]) -> None:
        self.leads_on = False
        self._roots = roots
        self._hash = sha256()
        self._entries = self._bytes = 0
        self._entered: set[tuple[str, bool]] = set()

    @property
    def value(self) -> str:
        """The digest of what was added."""
        return self._hash.hexdigest()

    def note(self, *facts: object) -> None:
        """A fact that is no file."""
        self._hash.update(repr(facts).encode())

    def file(self, path: str) -> bytes:
        """A file's content, which is returned; that it is not there, or no file, is a fact too."""
        data = self._read(path)
        self.note("file", path, None if data is None else sha256(data).digest())
        return data or b""

    def manifest(self, path: str) -> None:
        """A file that is read as a manifest: objects of delivery tools lead on."""
        data = self.file(path)
        self.leads_on |= os.path.basename(path) in _RENDERED
        self.leads_on |= data[:2] in _UTF_16 or any(word in data for word in _LEADING)

    def tree(self, top: str, whole: bool = False) -> None:
        """The manifests of a folder and of all below it, or all of its files."""
        waiting = [top]
        while waiting:
            folder = waiting.pop()
            real = os.path.realpath(folder)
            if (real, whole) not in self._entered:
                self._entered.add((real, whole))
                waiting += self._folder(folder, whole, is_top=folder == top)

    def _folder(self, folder: str, whole: bool, is_top: bool) -> list[str]:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        names = {entry.name for entry in entries}
        self.note("folder", folder, _VIRTUAL_ENVIRONMENT in names)
        if _VIRTUAL_ENVIRONMENT in names and not is_top:
            return []
        self._entries += len(entries)
        if self._entries > MOST_ENTRIES:
            raise TooMuch
        return [entry.path for entry in entries if self._entry(entry, whole)]

    def _entry(self, entry: os.DirEntry[str], whole: bool) -> bool:
        """Notes an entry; whether it is a folder to look into."""
        if entry.is_symlink():
            real = os.path.realpath(entry.path)
            self.note("link", entry.path, real)
            if not self.is_inside(real):
                return False
        if entry.is_dir():
            return entry.name not in ({".git"} if whole else _PASSED_OVER)
        if whole or entry.name.endswith(_MANIFESTS) or entry.name in _RENDERED:
            self.manifest(entry.path)
        return False

    def is_inside(self, real: str) -> bool:
        """Whether a run may follow a link there."""
        return any(real == root or real.startswith(root.rstrip(os.sep) + os.sep) for root in self._roots)

    def _read(self, path: str) -> bytes | None:
        try:
            handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        except FileNotFoundError:
            return None
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                return None
            data = file.read(_MOST_OF_A_FILE)
        self._bytes += len(data)
        if self._bytes > MOST_BYTES:
            raise TooMuch
        return data
