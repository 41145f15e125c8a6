"""A command on a terminal: what it writes there, as bytes."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.command import environment

PATIENCE = 20


class Terminal:
    """A process whose standard error, and on demand standard output, is a terminal."""

    def __init__(self, code: str, arguments: Sequence[str], cwd: Path, output: bool = False, **variables: str) -> None:
        ours, theirs = pty.openpty()
        self._ours = ours
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            cwd=cwd,
            env=environment(**{"TERM": "xterm", "COLUMNS": "80", **variables}),
            stdin=subprocess.DEVNULL,
            stdout=theirs if output else subprocess.PIPE,
            stderr=theirs,
        )
        os.close(theirs)

    def read_until(self, words: bytes) -> bytes:
        """What is written up to and with some words, or all that is where they never come."""
        seen = b""
        while words not in seen and (more := self._more()):
            seen += more
        return seen

    def rest(self) -> bytes:
        """What is written until the process ends."""
        seen = b""
        while more := self._more():
            seen += more
        os.close(self._ours)
        return seen

    def _more(self) -> bytes:
        ready, _, _ = select.select([self._ours], [], [], PATIENCE)
        if not ready:
            self.process.kill()
            raise AssertionError("nothing more is written")
        try:
            return os.read(self._ours, 65536)
        except OSError:  # Linux' EIO: the other side is closed
            return b""
