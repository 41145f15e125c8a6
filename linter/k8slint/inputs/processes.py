"""Texts read in several processes."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import repeat

from k8slint.inputs.groups import groups
from k8slint.inputs.packing import pack_of
from k8slint.inputs.pause import paused_collection

MOST = 8
"""Processes that keep the one busy that takes what they have read."""
START = "fork" if sys.platform == "linux" else "spawn"
"""A process that is forked begins at once and imports nothing again; elsewhere than on Linux that is not safe."""
_GROUPS = 8
"""Groups of texts for each process: enough that none waits for long at the end."""


def packs_of(texts: Sequence[str], processes: int) -> Iterator[bytes | None]:
    """What each of the texts holds, as bytes and in their order; None for all that is left where processes fail."""
    done, count = 0, min(processes, MOST)
    context = multiprocessing.get_context(START)
    size = sum(map(len, texts)) // (count * _GROUPS)
    try:
        with ProcessPoolExecutor(count, context, _ignore_interrupts) as pool:
            for packs in pool.map(_packs, groups(texts, size, len)):
                for pack in packs:
                    done += 1
                    yield pack
    except (BrokenProcessPool, OSError, NotImplementedError):
        pass  # killed for its memory, or no processes here: what is left is read as if there were none
    yield from repeat(None, len(texts) - done)


def _packs(texts: Sequence[str]) -> list[bytes]:
    with paused_collection():
        return [pack_of(text) for text in texts]


def _ignore_interrupts() -> None:
    """Ctrl-C reaches all processes of a terminal; the one that started the others ends them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
