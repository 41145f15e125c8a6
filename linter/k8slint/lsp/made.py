"""Which files of a workspace are made into something else before a cluster sees them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from k8slint.inputs.chart import CHART_FILE
from k8slint.inputs.reading import Reading


def made_of(reading: Reading, names: Iterable[str]) -> frozenset[str]:
    """Of these files, those that are no manifests by themselves: what builds are made of, kustomizations, charts."""
    known = set(_known(reading))
    charts = _Charts()
    return frozenset(name for name in names if os.path.realpath(name) in known or charts.hold(name))


def unbuilt(reading: Reading, made: frozenset[str]) -> frozenset[str]:
    """The resources of kustomizations that could not be built: they are read as they are, which no cluster will."""
    resources = {each.real(path) for each in reading.kustomizations for path in each.resources}
    return frozenset(name for name in reading.plain_files - made if os.path.realpath(name) in resources)


def _known(reading: Reading) -> Iterator[str]:
    """By real path."""
    for kustomization in reading.kustomizations:
        yield os.path.realpath(kustomization.document.source.name)
        yield from map(kustomization.real, kustomization.not_manifests)
    for build in reading.builds:
        yield from map(os.path.realpath, build.files)
        yield from (os.path.realpath(document.written.source.name) for document in build.documents)


class _Charts:
    """Looks for the chart that a file is in; every folder once."""

    def __init__(self) -> None:
        self._in_chart: dict[str, bool] = {}

    def hold(self, name: str) -> bool:
        """Whether some folder above a file is a chart."""
        folder = os.path.dirname(os.path.abspath(name))
        if folder not in self._in_chart:
            above = os.path.dirname(folder)
            is_chart = os.path.isfile(os.path.join(folder, CHART_FILE))
            self._in_chart[folder] = is_chart or (above != folder and self.hold(folder))
        return self._in_chart[folder]
