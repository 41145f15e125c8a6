"""Paths to a Reading: walk, split, build, and sort out what is no manifest."""

from __future__ import annotations

import os
from collections.abc import Iterable

from k8slint.inputs.at import At, Location
from k8slint.inputs.build import Builder, Duplicate, YamlFault
from k8slint.inputs.document import Document
from k8slint.inputs.fault import Fault, FaultKind
from k8slint.inputs.file import STDIN, read_file
from k8slint.inputs.kustomization import Kustomization, is_kustomization, read_kustomization
from k8slint.inputs.limits import MAX_FILES
from k8slint.inputs.node import Span, Value, YamlList, YamlMap
from k8slint.inputs.reading import Reading
from k8slint.inputs.source import Source
from k8slint.inputs.split import Chunk, split
from k8slint.inputs.template import is_template
from k8slint.inputs.walk import PathFilter, Walk


def read(paths: Iterable[str], path_filter: PathFilter | None = None) -> Reading:
    """Reads files, folders, globs and `-`.

    Raises:
        NoSuchPath: a path or glob that names nothing.
    """
    paths = list(paths)
    walk, reading = Walk(path_filter or PathFilter()), Reading(tuple(paths))
    files = walk.files(path for path in paths if path != STDIN)
    if STDIN in paths:
        files.insert(0, STDIN)
    reading.kustomizations = _kustomizations(files)
    for file in _manifests(files, reading.kustomizations):
        _read_one(file, reading)
    namespaces = _namespaces(reading.kustomizations)
    reading.documents = [_in_namespace(document, namespaces) for document in reading.documents]
    reading.faults += [_chart_fault(chart) for chart in walk.charts]
    reading.faults += [_not_rendered(k) for k in _roots(reading.kustomizations)]
    if walk.truncated:
        reading.faults.append(
            Fault(
                FaultKind.UNREADABLE,
                Location.point(files[-1]),
                f"more than {MAX_FILES:,} files: the rest is not read",
            )
        )
    return reading


def read_text(name: str, text: str) -> Reading:
    """Reads one text as if it were a file of that name; for tests, editors and the library."""
    reading = Reading()
    _read_source(Source(name, text), reading)
    return reading


def _read_one(file: str, reading: Reading) -> None:
    source = read_file(file)
    if isinstance(source, Fault):
        reading.faults.append(source)
    else:
        _read_source(source, reading)


def _read_source(source: Source, reading: Reading) -> None:
    reading.sources.append(source)
    template: YamlFault | None = None
    for chunk in split(source.text):
        if chunk.inert_kind:
            reading.document_count += 1
            reading.skipped_kinds[chunk.inert_kind] += 1
            continue
        try:
            _read_chunk(source, chunk, reading)
        except YamlFault as fault:
            if is_template(chunk.text):
                template = template or fault
            else:
                reading.faults.append(Fault(FaultKind.SYNTAX, _point(source, fault), f"not valid YAML: {fault.reason}"))
    if template:
        message = "a template, not a manifest: render it first and check the result"
        reading.faults.append(Fault(FaultKind.TEMPLATE, _point(source, template), message))


def _read_chunk(source: Source, chunk: Chunk, reading: Reading) -> None:
    builder, objects = Builder(chunk.text, chunk.line), len(reading.documents)
    for value, line in builder.documents():
        reading.document_count += 1
        _add(source, value, (line, 0, line, 1), reading)
    if len(reading.documents) > objects:
        reading.faults += [_duplicate(source, duplicate) for duplicate in builder.duplicates]


def _duplicate(source: Source, duplicate: Duplicate) -> Fault:
    first = Location.of(source.name, duplicate.first)
    message = f"key {duplicate.key} is already set in line {first.line}; only the last one counts"
    return Fault(FaultKind.DUPLICATE_KEY, Location.of(source.name, duplicate.span), message, first)


def _add(source: Source, value: Value, span: Span, reading: Reading) -> None:
    """An object, the items of a List, or nothing where it is no Kubernetes object."""
    if not isinstance(value, YamlMap) or "apiVersion" not in value or "kind" not in value:
        return
    kind, items = str(value.get("kind") or ""), value.get("items")
    if kind.endswith("List") and isinstance(items, YamlList):
        for item, item_span in zip(items, items.items_at, strict=True):
            if isinstance(item, YamlMap):
                for key in ("apiVersion", "kind"):  # items of a typed List (PodList) may leave them out
                    _inherit(item, value, key, kind)
                _add(source, item, item_span, reading)
        return
    reading.documents.append(Document(source, value, span))


def _inherit(item: YamlMap, parent: YamlMap, key: str, parent_kind: str) -> None:
    if key in item or parent_kind == "List":
        return
    item[key] = parent[key] if key == "apiVersion" else parent_kind.removesuffix("List")
    item.keys_at[key], item.values_at[key] = parent.keys_at[key], parent.values_at[key]


def _kustomizations(files: Iterable[str]) -> list[Kustomization]:
    found: list[Kustomization] = []
    for file in filter(is_kustomization, files):
        source = read_file(file)
        if isinstance(source, Source):
            try:
                roots = [(v, line) for v, line in Builder(source.text).documents() if isinstance(v, YamlMap)]
            except YamlFault:
                continue  # reported when the file itself is read
            found += [read_kustomization(Document(source, v, (line, 0, line, 1))) for v, line in roots]
    return found


def _manifests(files: list[str], kustomizations: list[Kustomization]) -> list[str]:
    hidden = frozenset().union(*(k.not_manifests for k in kustomizations))
    return [file for file in files if file == STDIN or not hidden or os.path.realpath(file) not in hidden]


def _in_namespace(document: Document, namespaces: dict[str, set[str]]) -> Document:
    """The namespace that the kustomizations which reach the file agree on; several that differ say nothing."""
    named = namespaces.get(os.path.realpath(document.source.name), set()) if namespaces else set()
    if len(named) != 1:
        return document
    return Document(document.source, document.root, document.span, next(iter(named)), document.context)


def _namespaces(kustomizations: list[Kustomization]) -> dict[str, set[str]]:
    """The namespaces that kustomizations give to each file, through the bases that they include."""
    by_folder, found = {os.path.realpath(k.folder or "."): k for k in kustomizations}, dict[str, set[str]]()

    def give(kustomization: Kustomization, namespace: str, seen: frozenset[str]) -> None:
        for path in kustomization.resources:
            found.setdefault(path, set()).add(namespace)
            if path in by_folder and path not in seen:
                give(by_folder[path], namespace, seen | {path})

    for folder, kustomization in by_folder.items():
        if kustomization.namespace:
            give(kustomization, kustomization.namespace, frozenset({folder}))
    return found


def _roots(kustomizations: list[Kustomization]) -> list[Kustomization]:
    """Those that no other one includes."""
    included = {path for k in kustomizations for path in k.resources}
    return [k for k in kustomizations if os.path.realpath(k.folder or ".") not in included]


def _not_rendered(kustomization: Kustomization) -> Fault:
    message = "a kustomization, read as plain files: build it first (kustomize build) to check what is applied"
    return Fault(FaultKind.NOT_RENDERED, At(kustomization.document).location, message)


def _chart_fault(folder: str) -> Fault:
    message = "a Helm chart, not manifests: render it first (helm template NAME CHART) and check the result"
    return Fault(FaultKind.TEMPLATE, Location.point(os.path.join(folder, "Chart.yaml")), message)


def _point(source: Source, fault: YamlFault) -> Location:
    return Location.point(source.name, fault.line + 1, fault.column + 1)
