"""The folders that an editor has open, and what was found in each."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import partial

from k8slint.lsp.beside import beside
from k8slint.lsp.buffer import path_of
from k8slint.lsp.folder import Buffers, Folder
from k8slint.lsp.outcome import Outcome
from k8slint.lsp.rounds import Rounds


class Workspace:
    """Checks each folder by itself; `rounds` are told when something newer than what was checked is there."""

    def __init__(self, rounds: Rounds, builds: bool) -> None:
        self._rounds = rounds
        self._builds = builds
        self._folders: dict[str, Folder] = {}
        self._renewed: set[str] = set()

    def forget(self, uris: Iterable[str]) -> None:
        """These files have changed on the disk."""
        real = [os.path.realpath(path) for uri in uris if (path := path_of(uri))]
        for folder in self._folders.values():
            folder.disk.forget(each for each in real if folder.holds(each))
        self._rounds.stir()

    async def check(self, roots: Iterable[str], now: Buffers) -> Sequence[Outcome]:
        """What is wrong with the folders of these paths, where `now` are the texts that the editor has open."""
        self._folders = {path: self._folders.get(path) or Folder(path, self._builds) for path in roots}
        outcomes = []
        for folder in self._folders.values():
            self._renew(folder)
            outcomes.append(await beside(partial(folder.check, now)))
        return outcomes

    def _renew(self, folder: Folder) -> None:
        """Builds run beside the checks, one run a folder; a check follows with what they made."""
        if folder.disk.waits and folder.path not in self._renewed:
            self._renewed.add(folder.path)
            self._rounds.meanwhile(self._renewing(folder))

    async def _renewing(self, folder: Folder) -> None:
        try:
            await beside(folder.disk.renew)
        finally:
            self._renewed.discard(folder.path)
        self._rounds.stir()
