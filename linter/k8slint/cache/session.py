"""One run of the command: repeated from what was kept, or carried out and kept."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable

from k8slint.cache.copied import Copied
from k8slint.cache.entry import Entry
from k8slint.cache.key import key_of, reads_stdin
from k8slint.cache.store import Store, folder_of

_KEPT = (0, 1)
"""Exit statuses of runs that read all of their input and met no defect of ours."""
_MOST_OF_STDIN = 64 * 1024 * 1024 + 1


class Session:
    """What the arguments ask a version for, with standard input, which can be read only once."""

    def __init__(self, version: str, arguments: list[str]) -> None:
        self._version = version
        self._arguments = arguments
        self._stdin = self._read() if reads_stdin(arguments) and sys.stdin else None

    def run(self, command: Callable[[], None]) -> None:
        """Ends the process with the status of the command, or returns where nothing may be remembered."""
        key = self._key()
        if key is None or not (isinstance(sys.stdout, io.TextIOWrapper) and isinstance(sys.stderr, io.TextIOWrapper)):
            return
        store = Store(folder_of())
        if (kept := store.get(key)) is not None:
            _repeat(Entry.of(kept))
        with Copied(sys.stdout) as output, Copied(sys.stderr) as errors:
            status = _status(command)
        is_whole = not (output.is_broken or errors.is_broken or (errors.data and sys.stderr.isatty()))
        if status in _KEPT and is_whole and self._key() == key:  # what changed meanwhile may have been read half
            store.put({key: Entry(status, output.data, errors.data).data})
        sys.exit(status)

    def _key(self) -> str | None:
        return key_of(self._version, self._arguments, self._stdin)

    def _read(self) -> bytes:
        data = sys.stdin.buffer.read(_MOST_OF_STDIN)
        sys.stdin = io.TextIOWrapper(io.BytesIO(data))
        return data


def _status(command: Callable[[], None]) -> int:
    try:
        command()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


def _repeat(entry: Entry) -> None:
    try:
        sys.stdout.buffer.write(entry.output)
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # nobody reads on; the interpreter would complain when it flushes at its end
        sys.stdout = io.TextIOWrapper(io.BytesIO())
    sys.stderr.buffer.write(entry.errors)
    sys.exit(entry.status)
