"""New texts put in the place of the files that were read, byte for byte the same elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterable

from k8slint.disk import replace_file
from k8slint.inputs.fault import Fault
from k8slint.inputs.file import STDIN_NAME, decode, has_utf16_mark, read_bytes
from k8slint.inputs.glob import expand
from k8slint.inputs.source import Source
from k8slint.inputs.walk import leads_inside

_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


class NotWritten(Exception):
    """A file that is left as it is, and why."""


def store(source: Source, text: str, paths: Iterable[str]) -> None:
    """Writes the new text of a file that was read.

    Raises:
        NotWritten: it is no file, another than those that were named, or another text by now.
    """
    data = unchanged(source, paths)
    try:
        replace_file(source.name, _encoded(text, source.text, data))
    except OSError as error:
        raise NotWritten(f"cannot be written: {error.strerror}") from None


def unchanged(source: Source, paths: Iterable[str]) -> bytes:
    """The bytes of a file that may be written and still has the text that was read.

    Raises:
        NotWritten: it may not, or has not.
    """
    if source.name == STDIN_NAME:
        raise NotWritten("standard input cannot be changed")
    if not _is_inside(source.name, paths):
        raise NotWritten("a symbolic link leads out of what is checked")
    data = read_bytes(source.name)
    now = data if isinstance(data, Fault) else decode(source.name, data)
    if isinstance(data, Fault) or isinstance(now, Fault) or now.text != source.text:
        raise NotWritten("the file has changed since it was read")
    if not os.access(source.name, os.W_OK):
        raise NotWritten("the file may not be written")
    return data


def is_named(name: str, paths: Iterable[str]) -> bool:
    """Whether a file is one of those that were named, or lies below one."""
    real = os.path.realpath(name)
    tops = (os.path.realpath(top) for path in paths for top in (path, *expand(path)))
    return any(real == top or real.startswith(os.path.join(top, "")) for top in tops)


def _encoded(text: str, before: str, data: bytes) -> bytes:
    """The text in the encoding of the file, after the byte order mark that it has."""
    encoding = _UTF16[data[:2]] if has_utf16_mark(data) else "utf-8"
    mark = data[: len(data) - len(before.encode(encoding))]
    return mark + text.encode(encoding)


def _is_inside(name: str, paths: Iterable[str]) -> bool:
    """Whether the file lies in the repository of the working folder or of a path that was named."""
    return any(leads_inside(name, folder) for folder in (".", *(os.path.dirname(os.path.abspath(p)) for p in paths)))
