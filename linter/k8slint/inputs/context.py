"""Objects that exist in the cluster without being under review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from k8slint.inputs.ahead import ALONE, Ahead
from k8slint.inputs.read import read
from k8slint.inputs.reading import Reading


def in_context(reading: Reading, paths: Sequence[str], ahead: Ahead = ALONE) -> Reading:
    """What is under review, with what files, folders, globs and `-` hold around it.

    Raises:
        NoSuchPath: a path or glob that names nothing.
    """
    if not paths:
        return reading
    around = read(paths, ahead=ahead)
    documents = [replace(document, context=True) for document in around.documents]
    return replace(reading, context=replace(around, documents=documents))
