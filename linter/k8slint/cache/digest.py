"""A digest of files and facts."""

from __future__ import annotations

import os
import stat
from hashlib import sha256

MOST_BYTES = 512 * 1024 * 1024
_MOST_OF_A_FILE = 64 * 1024 * 1024 + 1


class TooMuch(Exception):
    """More than is worth looking at before the work itself begins, or something that cannot be looked at."""


class Digest:
    """Grows by what is added, in that order."""

    def __init__(self) -> None:
        self._hash = sha256()
        self._bytes = 0

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

    def _read(self, path: str) -> bytes | None:
        try:
            handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        except (FileNotFoundError, NotADirectoryError):
            return None
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                return None
            data = file.read(_MOST_OF_A_FILE)
        self._bytes += len(data)
        if self._bytes > MOST_BYTES:
            raise TooMuch
        return data
