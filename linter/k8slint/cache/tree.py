"""Everything that a run may read, as it is on the disk now.

It takes in more than a run reads, so that nothing which could change an answer is left out: a folder's manifests and
links, whatever the configuration says about them. What renders, and objects that may lead on to other folders, stand
for all files of the repository.
"""

from __future__ import annotations

import os

from k8slint.cache.digest import Digest, TooMuch

MOST_ENTRIES = 100_000
_LARGE = 1024 * 1024
MANIFESTS = (".yaml", ".yml", ".json")
RENDERED = frozenset({"kustomization.yaml", "kustomization.yml", "Kustomization", "Chart.yaml"})
_LEADING = (b"argoproj.io", b"fluxcd.io")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
PASSED_OVER = frozenset({".git", ".hg", ".svn", "node_modules", ".tox", ".nox", ".terraform", "__pycache__"})
_VIRTUAL_ENVIRONMENT = "pyvenv.cfg"


class Tree:
    """`leads_on` says whether what was seen may make a run read other files within the roots."""

    def __init__(self, digest: Digest, roots: list[str]) -> None:
        self.leads_on = False
        self._digest, self._roots = digest, roots
        self._entries = 0
        self._entered: set[tuple[str, bool]] = set()
        self._leading: list[bytes] = []
        self._unseen: set[str] = set()

    def check(self) -> None:
        """Whether all was seen.

        Raises:
            TooMuch: what renders mentions a folder of installed software, which was not looked into.
        """
        if any(f"{name}/".encode() in data for name in self._unseen for data in self._leading):
            raise TooMuch

    def manifest(self, path: str) -> None:
        """A file that is read as a manifest."""
        data = self._digest.file(path)
        is_leading = os.path.basename(path) in RENDERED or any(word in data for word in _LEADING)
        if is_leading or data[:2] in _UTF_16:
            self.lead_on(data)

    def lead_on(self, data: bytes) -> None:
        """What may name other files."""
        self.leads_on = True
        self._leading.append(data)

    def folder(self, top: str, whole: bool = False) -> None:
        """The manifests of a folder and of all below it, or all of its files."""
        waiting = [top]
        while waiting:
            folder = waiting.pop()
            real = os.path.realpath(folder)
            if (real, whole) not in self._entered:
                self._entered.add((real, whole))
                waiting += self._below(folder, whole, is_top=folder == top)

    def is_inside(self, real: str) -> bool:
        """Whether a run may follow a link there."""
        return any(real == root or real.startswith(root.rstrip(os.sep) + os.sep) for root in self._roots)

    def _below(self, folder: str, whole: bool, is_top: bool) -> list[str]:
        """Notes what is in a folder; the folders in it that a run may look into."""
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        is_installed = not is_top and any(entry.name == _VIRTUAL_ENVIRONMENT for entry in entries)
        self._digest.note("folder", folder, is_installed)
        if is_installed:
            self._unseen.add(os.path.basename(folder))
            return []
        self._entries += len(entries)
        if self._entries > MOST_ENTRIES:
            raise TooMuch
        below = [entry for entry in entries if self._entry(entry, whole)]
        self._unseen |= PASSED_OVER.intersection(entry.name for entry in below)
        return [entry.path for entry in below if entry.name not in PASSED_OVER]

    def _entry(self, entry: os.DirEntry[str], whole: bool) -> bool:
        """Notes an entry; whether it is a folder that a run may look into."""
        if entry.is_symlink():
            real = os.path.realpath(entry.path)
            self._digest.note("link", entry.path, real, os.path.exists(real))
            if not (self.is_inside(real) and os.path.exists(real)):
                return False
        if entry.is_dir():
            return True
        if entry.name.endswith(MANIFESTS) or entry.name in RENDERED:
            self.manifest(entry.path)
        elif whole:
            self._other(entry)
        return False

    def _other(self, entry: os.DirEntry[str]) -> None:
        """What only a build may read; for a large file, the system's word that it is the same."""
        found = entry.stat()
        if found.st_size > _LARGE:
            self._digest.note(entry.path, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
        else:
            self._digest.file(entry.path)
