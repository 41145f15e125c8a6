"""A standard stream, with a copy of what is written to it."""

from __future__ import annotations

import io
import sys
from types import TracebackType
from typing import Any


class Copied(io.RawIOBase):
    """Stands for a stream of `sys` inside a with statement; the stream itself gets every byte at once."""

    def __init__(self, stream: io.TextIOWrapper) -> None:
        self.is_broken = False
        self._stream = stream
        self._name = "stdout" if stream is sys.stdout else "stderr"
        self._parts: list[bytes] = []

    @property
    def data(self) -> bytes:
        """All that was written."""
        return b"".join(self._parts)

    def __enter__(self) -> Copied:
        stream = self._stream
        text = io.TextIOWrapper(self, stream.encoding, stream.errors, line_buffering=True)  # type: ignore[type-var]
        setattr(sys, self._name, text)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        getattr(sys, self._name).flush()
        setattr(sys, self._name, self._stream)

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return self._stream.isatty()

    def fileno(self) -> int:
        return self._stream.fileno()

    def write(self, data: Any) -> int:
        try:
            self._stream.buffer.write(data)
            self._stream.buffer.flush()
        except OSError:
            self.is_broken = True
            raise
        self._parts.append(bytes(data))
        return len(data)
