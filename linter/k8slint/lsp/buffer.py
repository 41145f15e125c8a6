"""A file that is open in the editor, with the text that it has there."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from pygls.uris import to_fs_path, uri_scheme
from pygls.workspace import TextDocument

from k8slint.inputs.walk import BASELINE_NAME, CONFIG_NAME, ENDINGS
from k8slint.record import dataclass


@dataclass(frozen=True)
class Buffer:
    """`real` is the real path; `uri` how the editor names the file; `version` counts the changes of the text."""

    uri: str
    real: str
    text: str
    version: int | None


def buffers(documents: Iterable[TextDocument]) -> dict[str, Buffer]:
    """Those of the documents that are files, by their real paths."""
    paths = ((each, os.path.realpath(path)) for each in documents if (path := path_of(each.uri)))
    return {real: Buffer(each.uri, real, each.source, each.version) for each, real in paths}


def path_of(uri: str) -> str | None:
    """The path of a file; None where a document is something else, or has a name that no file can have."""
    path = to_fs_path(uri) if uri_scheme(uri) == "file" else None
    return None if path is None or "\0" in path else path


def is_manifest(path: str) -> bool:
    """Whether a file that lies in no folder of the workspace is checked by its name."""
    return path.endswith(ENDINGS) and os.path.basename(path) not in (CONFIG_NAME, BASELINE_NAME)


def uri_of(path: str) -> str:
    """How the protocol names a file that is not open."""
    return Path(os.path.abspath(path)).as_uri()
