"""What texts held when an earlier run read them: one entry of the cache a folder, in it one pack a text.

A pack is found by its text alone, so nothing can be out of date; the entry belongs to the program that wrote it.
"""

from __future__ import annotations

import marshal
import os
import zlib
from collections import defaultdict
from collections.abc import Callable
from dataclasses import field
from functools import cache
from hashlib import sha256
from typing import TypeAlias

from k8slint.cache.store import Store
from k8slint.inputs.source import Source
from k8slint.record import dataclass

Packs: TypeAlias = dict[bytes, bytes]
"""What texts hold, as bytes, by the digests of the texts."""


@dataclass
class Kept:
    """The packs that `store` has for a program; to find out which one runs is worth it where much is read only."""

    store: Store
    program: Callable[[], str]
    _found: dict[str, Packs] = field(default_factory=dict)
    _used: defaultdict[str, Packs] = field(default_factory=lambda: defaultdict(dict))

    def get(self, source: Source) -> bytes | None:
        """What its text holds, where that is known."""
        folder, digest = _folder(source), _digest(source)
        if folder not in self._found:
            data = self.store.get(self._key(folder))
            self._found[folder] = marshal.loads(zlib.decompress(data)) if data else {}
        pack = self._found[folder].get(digest)
        if pack is not None:
            self._used[folder][digest] = pack
        return pack

    def add(self, source: Source, pack: bytes) -> None:
        """Notes what its text holds."""
        self._used[_folder(source)][_digest(source)] = pack

    def save(self) -> None:
        """Keeps what is new, and as many of the packs that were not used now: another branch may have them."""
        changed = {folder: packs for folder, packs in self._used.items() if packs.keys() - self._found[folder].keys()}
        if changed:
            self.store.put({self._key(folder): self._data(folder, packs) for folder, packs in changed.items()})

    def _data(self, folder: str, used: Packs) -> bytes:
        others = [(key, pack) for key, pack in self._found[folder].items() if key not in used]
        return zlib.compress(marshal.dumps(dict(others[-len(used) :]) | used), level=1)

    def _key(self, folder: str) -> str:
        return sha256(repr((self.program(), folder)).encode()).hexdigest()


def _folder(source: Source) -> str:
    return _real(os.path.dirname(source.name))


@cache
def _real(folder: str) -> str:
    return os.path.realpath(folder)


def _digest(source: Source) -> bytes:
    return sha256(source.text.encode("utf-8", "surrogatepass")).digest()
