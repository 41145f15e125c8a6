"""One file's bytes to text, with every way that can fail as a fault."""

from __future__ import annotations

import codecs
import os
import stat
import sys
from typing import BinaryIO

from k8slint.inputs.at import Location
from k8slint.inputs.fault import Fault, FaultKind
from k8slint.inputs.limits import MAX_FILE_BYTES
from k8slint.inputs.source import Source
from k8slint.pattern import regex

STDIN = "-"
STDIN_NAME = "<stdin>"
_OPEN_ALREADY = regex(r"/dev/(?:stdin|fd/([0-9]{1,6}))")


def read_file(path: str) -> Source | Fault:
    """The text of a file (`-`: standard input), or why there is none."""
    data = read_bytes(path)
    return data if isinstance(data, Fault) else decode(path, data)


def read_bytes(path: str) -> bytes | Fault:
    """A file's bytes, one more than `decode` takes at most. A FIFO or device is never waited for.

    What the shell has opened already (`<(helm template …)`, /dev/stdin) is read like standard input.
    """
    try:
        return _bytes(path)
    except (OSError, ValueError) as error:  # ValueError: a closed standard input, a name with a NUL
        reason = getattr(error, "strerror", None) or str(error)
        return Fault(FaultKind.UNREADABLE, Location.point(_name(path)), f"cannot be read: {reason}")


def is_open_already(path: str) -> bool:
    """Whether a path stands for what the shell has opened, which can be read only once."""
    return path == STDIN or _OPEN_ALREADY.fullmatch(path) is not None


def decode(path: str, data: bytes) -> Source | Fault:
    """The text: UTF-8, or UTF-16 where a byte order mark says so, as YAML asks of its readers."""
    name, is_utf16 = _name(path), has_utf16_mark(data)
    if len(data) > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // (1024 * 1024)
        return Fault(FaultKind.UNREADABLE, Location.point(name), f"larger than {limit} MiB: not read")
    try:
        return Source(name, data.decode("utf-16" if is_utf16 else "utf-8").lstrip("\ufeff"))
    except UnicodeDecodeError as error:
        line, column = _after(data[: error.start].decode(error.encoding).lstrip("\ufeff"))
        message = f"not {'UTF-16' if is_utf16 else 'UTF-8'}: byte 0x{data[error.start]:02x} cannot be decoded"
        return Fault(FaultKind.SYNTAX, Location.point(name, line, column), message)


def _after(text: str) -> tuple[int, int]:
    """Line and column of the character after a text."""
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def has_utf16_mark(data: bytes) -> bool:
    """Whether a byte order mark says that the text is UTF-16."""
    return data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def _name(path: str) -> str:
    return STDIN_NAME if path == STDIN else path


def _bytes(path: str) -> bytes:
    already = _OPEN_ALREADY.fullmatch(path)
    if path == STDIN or (already and already[1] is None):
        if sys.stdin is None:
            raise OSError(0, "standard input is closed")
        return _all(sys.stdin.buffer)
    if already:
        with os.fdopen(int(already[1]), "rb", closefd=False) as file:
            return _all(file)
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))  # never waits for a FIFO's writer
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(0, "not a regular file")
        return _all(file)


def _all(file: BinaryIO) -> bytes:
    return file.read(MAX_FILE_BYTES + 1)
