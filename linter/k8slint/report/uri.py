"""Paths of files as URIs, for reports that other programs read."""

from __future__ import annotations

import os
from urllib.parse import quote


def uri_of(path: str) -> str:
    """The path relative to the working folder, percent-encoded (RFC 3986); a file URI where it lies on another drive.

    Code scanning services match relative URIs with the files of the repository, so `./a` and `/repository/a` are `a`.
    """
    try:
        relative = os.path.relpath(path)
    except ValueError:
        return "file:///" + _quoted(path)
    return _quoted(relative)


def _quoted(path: str) -> str:
    return quote(os.fsencode(path.replace(os.sep, "/")))
