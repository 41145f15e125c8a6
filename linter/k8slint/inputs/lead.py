"""The kustomizations of an input, and those that they, or objects of delivery tools, lead to."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace

from k8slint.inputs.build import Builder
from k8slint.inputs.chart import CHART_FILE
from k8slint.inputs.document import Document
from k8slint.inputs.fault import Fault
from k8slint.inputs.field import Field
from k8slint.inputs.file import read_file
from k8slint.inputs.gitops.delivery import Delivery
from k8slint.inputs.gitops.find import Deliveries, deliveries
from k8slint.inputs.kustomization import NAMES, Kustomization, is_kustomization, read_kustomization
from k8slint.inputs.node import YamlMap
from k8slint.inputs.reading import Reading
from k8slint.inputs.reason import YamlFault
from k8slint.inputs.render.rendering import Rendering
from k8slint.inputs.walk import Walk, shown

ROUNDS = 5
"""How often one application may install others."""


def read_kustomizations(files: dict[str, str], walk: Walk, reading: Reading) -> None:
    """Those among the files and those that they include, whose resources join the files; neither are manifests."""
    waiting = {real: path for real, path in files.items() if is_kustomization(path)}
    done = {os.path.realpath(each.document.source.name) for each in reading.kustomizations}
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


def lead(
    files: dict[str, str], walk: Walk, reading: Reading, rendering: Rendering, built: Sequence[Document] = ()
) -> Deliveries:
    """What Argo CD and Flux install from this repository, as files and the objects of builds say; kustomizations and
    charts there join the input.
    """
    found = Deliveries()
    for _ in range(ROUNDS if rendering.kustomize or rendering.helm else 0):
        found, before = deliveries(files.values(), built), len(reading.kustomizations)
        for delivery in found.all:
            _join(delivery, files, walk, reading)
        read_kustomizations(files, walk, reading)
        reading.kustomizations = [_with_components(each, found) for each in reading.kustomizations]
        if len(reading.kustomizations) == before:
            break
    return found


def _join(delivery: Delivery, files: dict[str, str], walk: Walk, reading: Reading) -> None:
    known = {each.real_folder for each in reading.kustomizations}
    for real in (delivery.folder, *delivery.components):
        folder = shown(real)
        if not walk.allows(real) or not walk.filter.enters(walk.filter.relative(folder)):
            continue
        if os.path.isfile(os.path.join(folder, CHART_FILE)):
            walk.charts.setdefault(real, folder)
        for path in (os.path.join(folder, name) for name in NAMES):
            if real not in known and os.path.isfile(path):
                files.setdefault(os.path.realpath(path), path)


def _with_components(kustomization: Kustomization, found: Deliveries) -> Kustomization:
    """With those that its deliveries include in it."""
    folder = kustomization.real_folder
    reals = {real: None for each in found.to(folder) for real in each.components}
    paths = [path for real in reals if (path := os.path.relpath(real, folder)) not in kustomization.resources]
    return replace(kustomization, resources=(*kustomization.resources, *paths)) if paths else kustomization


def deliver(reading: Reading, found: Deliveries) -> None:
    """The namespaces of plain files in a folder that is delivered as it is, and what is known of the deliveries."""
    folders = sorted(found.all, key=lambda each: len(each.folder))
    if folders:
        built = {os.path.realpath(os.path.dirname(each.at.document.source.name)) for each in reading.builds}
        reading.documents = [each if each.origin else _delivered(each, folders) for each in reading.documents]
        reading.delivered |= {
            place
            for place, each in found.of.items()
            if place not in found.unknown and all(_is_read(one.folder, built) for one in each)
        }


def _is_read(folder: str, built: set[str]) -> bool:
    """Whether the objects of a folder are in the input: a chart that was not rendered has some that nobody knows."""
    return folder in built or not os.path.isfile(os.path.join(folder, CHART_FILE))


def _delivered(document: Document, deliveries_: list[Delivery]) -> Document:
    """The innermost folder decides."""
    real = os.path.realpath(document.source.name)
    for delivery in reversed(deliveries_):
        if delivery.takes(real):
            own = Field.root(document)["metadata"]["namespace"].text()
            return replace(document, namespace=delivery.over_all or document.namespace or own or delivery.namespace)
    return document
