"""The folder of entries: private, bounded, and of no consequence when it is broken."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress

from k8slint.cache.seal import opened, sealed

MOST_BYTES = 64 * 1024 * 1024
MOST_OF_AN_ENTRY = 8 * 1024 * 1024
_ENDING, _PART = ".entry", ".part"
_STALE = 3600


def folder_of() -> str:
    """Where the platform keeps caches: XDG_CACHE_HOME, ~/.cache, ~/Library/Caches, %LOCALAPPDATA%."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(named):
        return os.path.join(named, "k8slint")
    if sys.platform == "win32":
        return os.path.join(os.environ.get("LOCALAPPDATA") or os.path.expanduser("~"), "k8slint", "Cache")
    below = ("Library", "Caches") if sys.platform == "darwin" else (".cache",)
    return os.path.join(os.path.expanduser("~"), *below, "k8slint")


class Store:
    """Entries by key, each a file that is written beside and then renamed: no reader meets half of one."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def get(self, key: str) -> bytes | None:
        """What was kept under a key; None where there is nothing, or nothing that can be trusted."""
        path = self._path(key)
        try:
            handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
            with os.fdopen(handle, "rb") as file:
                if not (_is_own(os.fstat(handle)) and _is_own(os.stat(self._folder))):
                    return None
                found = opened(key, file.read(MOST_OF_AN_ENTRY + 1))
        except OSError:
            return None
        if found is not None:
            with suppress(OSError):
                os.utime(path)
        return found

    def put(self, entries: Mapping[str, bytes]) -> None:
        """Keeps entries if that can be done, and drops the oldest where there are too many."""
        with suppress(OSError):
            os.makedirs(self._folder, mode=0o700, exist_ok=True)
            if _is_own(os.stat(self._folder)):
                for key, data in entries.items():
                    self._write(key, sealed(key, data))
                self._make_room()

    def _write(self, key: str, data: bytes) -> None:
        beside = os.path.join(self._folder, f"{key}.{os.getpid()}{_PART}")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        if len(data) > MOST_OF_AN_ENTRY:
            return
        try:
            with os.fdopen(os.open(beside, flags, 0o600), "wb") as file:
                file.write(data)
            os.replace(beside, self._path(key))
        except OSError:
            with suppress(OSError):
                os.unlink(beside)

    def _make_room(self) -> None:
        size, now = 0, time.time()
        for modified, length, path in sorted(self._entries(), reverse=True):
            size += length
            if size > MOST_BYTES or (path.endswith(_PART) and modified < now - _STALE):
                with suppress(OSError):
                    os.unlink(path)

    def _entries(self) -> Iterator[tuple[float, int, str]]:
        for each in os.scandir(self._folder):
            if each.name.endswith((_ENDING, _PART)):
                with suppress(OSError):  # another run may have dropped it
                    found = each.stat(follow_symlinks=False)
                    yield found.st_mtime, found.st_size, each.path

    def _path(self, key: str) -> str:
        return os.path.join(self._folder, key + _ENDING)


def _is_own(found: os.stat_result) -> bool:
    """Whether nobody else may have written it."""
    return not hasattr(os, "getuid") or (
        found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    )
