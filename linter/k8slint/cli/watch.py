"""`check --watch`: the check again, each time when the files have changed."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from typing import NoReturn

import click

from k8slint.cli.settings import fail
from k8slint.configfile.find import find
from k8slint.inputs.file import STDIN
from k8slint.inputs.reading import Reading
from k8slint.inputs.snapshot import Snapshot, snapshot
from k8slint.inputs.walk import BASELINE_NAME, CONFIG_NAME

INTERVAL = 0.5
"""Seconds between two looks at the files; more where a look takes long, so that it costs a tenth of the time."""
QUIET = 0.2
"""Seconds without a change before a check, so that it does not meet half of what an editor or git writes."""
MOST_WAITS = 10
"""How often it waits for that: some file may change all the time."""
INTERRUPTED = 130
"""What shells say of a program that Ctrl-C has ended: 128 and the number of the signal."""
_READ = "k8slint.read"


def note_read(reading: Reading) -> None:
    """Tells who watches, if anybody, what a check has just read: some of that may lie outside of its paths."""
    notes = click.get_current_context().meta
    if _READ in notes:
        notes[_READ] = snapshot(source.name for source in reading.sources)


def watch(paths: tuple[str, ...], others: Iterable[str], output: str | None, check: Callable[[], object]) -> NoReturn:
    """Checks, and again after each change, until Ctrl-C. `others` are files and folders to watch beside the paths."""
    named = (*paths, *others)
    if STDIN in named:
        fail("--watch needs files: standard input comes only once")
    try:
        for _ in _rounds(named, output):
            _clear()
            with suppress(SystemExit):  # its status is that of the moment
                check()
            click.echo("k8slint: waiting for changes; Ctrl-C ends", err=True)
            gc.collect()
    except KeyboardInterrupt:
        pass
    sys.exit(INTERRUPTED)


def _clear() -> None:
    if os.environ.get("TERM") != "dumb":
        click.clear()  # which does nothing where standard output is no terminal


def _rounds(named: tuple[str, ...], output: str | None) -> Iterator[None]:
    """One at once, then one after each change, also of what happened while the last one ran."""
    while True:
        beside = filter(None, (find(named, CONFIG_NAME), find(named, BASELINE_NAME)))
        inside = (*named, *beside)
        seen, notes = _look(inside, output), click.get_current_context().meta
        notes[_READ] = {}
        yield
        read: Snapshot = notes[_READ]
        _wait(read | seen, partial(_look, (*inside, *read), output))


def _look(paths: Iterable[str], output: str | None) -> Snapshot:
    """Without the report that each check writes."""
    found = snapshot(paths)
    if output is not None:
        report = os.path.realpath(output)
        found = {path: state for path, state in found.items() if os.path.realpath(path) != report}
    return found


def _wait(seen: Snapshot, look: Callable[[], Snapshot]) -> None:
    pause, now = INTERVAL, seen
    while now == seen:
        time.sleep(pause)
        begun = time.monotonic()
        now = look()
        pause = max(INTERVAL, 10 * (time.monotonic() - begun))
    for _ in range(MOST_WAITS):
        time.sleep(QUIET)
        before, now = now, look()
        if now == before:
            return
