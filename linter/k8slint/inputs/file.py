"""One file's bytes to text, with every way that can fail as a fault."""

from __future__ import annotations

import os
import stat
import sys

from k8slint.inputs.at import Location
from k8slint.inputs.fault import Fault, FaultKind
from k8slint.inputs.limits import MAX_FILE_BYTES
from k8slint.inputs.source import Source

STDIN = "-"
STDIN_NAME = "<stdin>"


def read_file(path: str) -> Source | Fault:
    """The text of a file (`-`: standard input), or why there is none. A FIFO or device is never opened."""
    name = STDIN_NAME if path == STDIN else path
    try:
        data = _bytes(path)
    except OSError as error:
        return Fault(FaultKind.UNREADABLE, Location.point(name), f"cannot be read: {error.strerror or error}")
    if len(data) > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // (1024 * 1024)
        return Fault(FaultKind.UNREADABLE, Location.point(name), f"larger than {limit} MiB: not read")
    return _decoded(name, data)


def _bytes(path: str) -> bytes:
    if path == STDIN:
        return sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))  # never waits for a FIFO's writer
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(0, "not a regular file")
        return file.read(MAX_FILE_BYTES + 1)


def _decoded(name: str, data: bytes) -> Source | Fault:
    try:
        return Source(name, data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
        message = f"not UTF-8: byte 0x{data[error.start]:02x} cannot be decoded"
        return Fault(FaultKind.SYNTAX, Location.point(name, line, column), message)
