"""Paths of files as URIs, for reports that other programs read."""

from __future__ import annotations

import os
import re
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
    """Bytes of a name that is not UTF-8 stand in the path as U+DC80 to U+DCFF (PEP 383); no other surrogate does."""
    known = re.sub("[\ud800-\udc7f\udd00-\udfff]", "\ufffd", path.replace(os.sep, "/"))
    return quote(known.encode("utf-8", "surrogateescape"))
