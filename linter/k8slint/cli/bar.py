"""A progress bar on standard error: only on a terminal, only when the work is long, gone when it ends."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import click

from k8slint.progress import Progress, untold

PATIENCE = 1.0
"""Seconds before a bar appears."""
PAUSE = 0.1
"""Seconds between two pictures of it, so that drawing costs next to nothing."""
NEEDED = 64
"""Columns that the longest bar takes: one that goes on in the next line could not be erased."""
_ERASE = "\x1b[1A\r\x1b[2K"
"""To the line above, where click left the bar, and all of that line away (ECMA-48: CUU, EL)."""

_SHOWN = "k8slint.bar"


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """What to tell of the work; nothing is shown where standard error is no terminal that can erase a line."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb" or _columns() < NEEDED:
        yield untold
        return
    bar = Bar()
    click.get_current_context().meta[_SHOWN] = bar
    try:
        yield bar.tell
    finally:
        bar.erase()


def _columns() -> int:
    import shutil  # only a terminal pays for it

    return shutil.get_terminal_size().columns


def erase_bar() -> None:
    """Takes away what is shown, if anything: a message that stands behind the bar would go with it."""
    context = click.get_current_context(silent=True)
    bar = context.meta.pop(_SHOWN, None) if context else None
    if bar is not None:
        bar.erase()


class Bar:
    """One bar at a time: that of the work which is being done."""

    def __init__(self) -> None:
        self._due = time.monotonic() + PATIENCE
        self._work = ""
        self._bar: Any = None
        self._open = ExitStack()

    def tell(self, work: str, done: int, steps: int) -> None:
        """Draws how far the work has come, where the last picture is old."""
        now = time.monotonic()
        if now < self._due:
            return
        self._due = now + PAUSE
        if work != self._work or self._bar is None:
            self.erase()
            self._work = work
            bar = click.progressbar(length=steps, label=work, width=24, show_eta=False, show_pos=True, file=sys.stderr)
            self._bar = self._open.enter_context(bar)
        self._bar.update(done - self._bar.pos)

    def erase(self) -> None:
        """Takes the bar away, and gives the cursor back that click hides beside it."""
        if self._bar is not None:
            self._open.close()
            self._bar = None
            click.echo(_ERASE, nl=False, err=True)
