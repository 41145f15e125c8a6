"""Paths to a Reading: walk, read, and sort out what is no manifest."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace

from k8slint.inputs.at import At, Location
from k8slint.inputs.build import Builder
from k8slint.inputs.chart import CHART_FILE
from k8slint.inputs.document import Document
from k8slint.inputs.fault import Fault, FaultKind
from k8slint.inputs.file import STDIN, decode, has_utf16_mark, read_bytes, read_file
from k8slint.inputs.kustomization import NAMES, Kustomization, is_kustomization, namespaces, read_kustomization, roots
from k8slint.inputs.node import YamlMap
from k8slint.inputs.path_filter import PathFilter
from k8slint.inputs.pause import paused_collection
from k8slint.inputs.reader import Reader
from k8slint.inputs.reading import Reading
from k8slint.inputs.reason import YamlFault
from k8slint.inputs.source import Source
from k8slint.inputs.walk import Walk
from k8slint.progress import Progress, told, untold


def read(paths: Iterable[str], path_filter: PathFilter | None = None, progress: Progress = untold) -> Reading:
    """Reads files, folders, globs and `-`.

    Raises:
        NoSuchPath: a path or glob that names nothing.
    """
    paths = list(paths)
    walk, reader = Walk(path_filter or PathFilter()), Reader(Reading(tuple(paths)))
    files = walk.files(path for path in paths if path != STDIN)
    with paused_collection():
        if STDIN in paths:
            _read_file(STDIN, reader)
        _read_kustomizations(files, walk, reader.reading)
        manifests = list(_manifests(files, reader.reading.kustomizations))
        for path in told(manifests, "reading files", progress):
            _read_file(path, reader, is_named=path in paths)
        _conclude(reader.reading)
    reader.reading.faults += [*walk.faults, *map(_chart_fault, walk.charts.values()), *reader.template_faults()]
    return reader.reading


def read_text(name: str, text: str) -> Reading:
    """Reads one text as if it were a file of that name; for tests, editors and the library."""
    reader = Reader()
    reader.read(Source(name, text))
    reader.reading.faults += reader.template_faults()
    return reader.reading


def _read_file(path: str, reader: Reader, is_named: bool = True) -> None:
    data = read_bytes(path)
    if isinstance(data, bytes) and not is_named and _is_other_json(path, data):
        return
    source = data if isinstance(data, Fault) else decode(path, data)
    if isinstance(source, Fault):
        reader.reading.faults.append(source)
    else:
        reader.read(source)


def _is_other_json(path: str, data: bytes) -> bool:
    """JSON serves everything; a file in a folder that names no API version is not even looked at."""
    return path.endswith(".json") and b"apiVersion" not in data and not has_utf16_mark(data)


def _read_kustomizations(files: dict[str, str], walk: Walk, reading: Reading) -> None:
    """Those among the files and those that they include, whose resources join the files; neither are manifests."""
    waiting, done = {real: path for real, path in files.items() if is_kustomization(path)}, set[str]()
    while waiting:
        real, path = waiting.popitem()
        done.add(real)
        kustomization = _kustomization(path)
        if kustomization is None:
            continue  # an object of another tool, or broken: what that means is said when the file itself is read
        files.pop(real, None)
        reading.sources.append(kustomization.document.source)
        reading.kustomizations.append(kustomization)
        for found in _included(kustomization):
            found_real = os.path.realpath(found)
            if found_real not in done and walk.allows(found_real):
                (waiting if is_kustomization(found) else files).setdefault(found_real, found)


def _kustomization(path: str) -> Kustomization | None:
    source = read_file(path)
    if isinstance(source, Fault):
        return None
    try:
        for built in Builder().documents(source.text):
            if isinstance(built.value, YamlMap):
                return read_kustomization(Document(source, built.value, built.span))
    except YamlFault:
        pass
    return None


def _included(kustomization: Kustomization) -> Iterator[str]:
    """The files that its resources name: a file, or the kustomization of a folder."""
    for resource in kustomization.resources:
        path = os.path.normpath(os.path.join(kustomization.folder, resource))
        inside = (os.path.join(path, name) for name in NAMES)
        yield from (file for file in (path, *inside) if os.path.isfile(file))


def _manifests(files: dict[str, str], kustomizations: list[Kustomization]) -> Iterator[str]:
    """Without what is a patch or the input of a generator, unless somebody also lists it as a resource."""
    resources = {each.real(path) for each in kustomizations for path in each.resources}
    others = {each.real(path) for each in kustomizations for path in each.not_manifests} - resources
    return (path for real, path in files.items() if real not in others)


def _conclude(reading: Reading) -> None:
    """What kustomizations say about the documents that they reach."""
    named = namespaces(reading.kustomizations)
    if named:
        reals = {document.source.name: os.path.realpath(document.source.name) for document in reading.documents}
        reading.documents = [
            replace(document, namespace=named.get(reals[document.source.name])) for document in reading.documents
        ]
    reading.faults += _not_rendered(list(roots(reading.kustomizations)))


def _not_rendered(kustomizations: list[Kustomization]) -> Iterator[Fault]:
    """One line, however many there are."""
    if kustomizations:
        first, *others = sorted(kustomizations, key=lambda each: each.document.source.name)
        more = f" (and {len(others)} more of them)" if others else ""
        message = (
            f"a kustomization{more}, read as plain files: build it first (kustomize build) to check what is applied"
        )
        yield Fault(FaultKind.NOT_RENDERED, At(first.document).location, message)


def _chart_fault(folder: str) -> Fault:
    message = "a Helm chart, not manifests: render it first (helm template NAME CHART) and check the result"
    return Fault(FaultKind.TEMPLATE, Location.point(os.path.join(folder, CHART_FILE)), message)
