"""What texts hold, found before they are added to a Reading: in several processes, or by an earlier run."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from typing import TYPE_CHECKING

from k8slint.inputs.contents import Contents
from k8slint.inputs.kept import Kept
from k8slint.inputs.packing import pack_of, unpacked
from k8slint.inputs.source import Source
from k8slint.record import dataclass

if TYPE_CHECKING:
    from k8slint.inputs.render.kept import KeptBuilds

WORTH_KEEPING = 512 * 1024
"""Characters of all texts together below which reading them is as fast as looking for what was kept."""
WORTH_PROCESSES = 1024 * 1024
"""Characters below which reading ends before other processes have begun."""
LARGE = 2 * 1024 * 1024
"""Characters above which a text is read in its turn: else many processes would each take the memory that it needs."""


@dataclass(frozen=True)
class Ahead:
    """`processes` may read at once. `kept` is what earlier runs read, and `builds` what tools printed then."""

    processes: int = 1
    kept: Kept | None = None
    builds: Callable[[], KeptBuilds] | None = None

    def contents(self, sources: Sequence[Source]) -> Iterator[Contents | None]:
        """What each of the texts holds; None where it is best read when it is added."""
        small = [source for source in sources if len(source.text) <= LARGE]
        if _characters(small) < WORTH_KEEPING:
            small = []
        found, known = self._found(small), frozenset(map(id, small))
        return (next(found) if id(source) in known else None for source in sources)

    def save(self) -> None:
        """Keeps what is new, where anything is kept."""
        if self.kept:
            self.kept.save()

    def _found(self, sources: Sequence[Source]) -> Iterator[Contents | None]:
        known = [self.kept.get(source) if self.kept else None for source in sources]
        fresh = self._packs([source for source, pack in zip(sources, known, strict=True) if pack is None])
        for source, pack in zip(sources, known, strict=True):
            data = next(fresh) if pack is None else pack
            if self.kept and pack is None and data:
                self.kept.add(source, data)
            yield unpacked(data, source) if data else None

    def _packs(self, sources: Sequence[Source]) -> Iterator[bytes | None]:
        """What each of the texts holds, as bytes; None where that is of no use, or no other process could say."""
        texts = [source.text for source in sources]
        if not self._is_many(sources):
            return map(pack_of, texts) if self.kept else repeat(None)
        from k8slint.inputs.processes import packs_of  # what runs processes takes long to import

        return packs_of(texts, self.processes)

    def _is_many(self, sources: Sequence[Source]) -> bool:
        return self.processes > 1 and _characters(sources) >= WORTH_PROCESSES


ALONE = Ahead()
"""Everything is read when it is added."""


def cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _characters(sources: Sequence[Source]) -> int:
    return sum(len(source.text) for source in sources)
