"""The charts inside of a chart: under which name helm knows them, and in which folder each lies.

Source: helm.sh/docs/topics/charts, "Chart Dependencies": a dependency may have an alias, and its folder any name.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import field

from k8slint.inputs.chart import CHART_FILE
from k8slint.inputs.document import Document
from k8slint.inputs.field import Field
from k8slint.inputs.file import read_file
from k8slint.inputs.node import YamlMap
from k8slint.inputs.render.embedded import documents_in
from k8slint.inputs.source import Source
from k8slint.record import dataclass


def subcharts(path: str) -> Iterator[str]:
    """The names of the charts that a template lies in, below the outermost: `redis` of `shop/charts/redis/…`."""
    names = path.split("/")
    yield from (names[index + 1] for index, name in enumerate(names[:-1]) if name == "charts")


@dataclass
class Subcharts:
    """Finds the folders of charts in charts; what a chart says about itself is read once."""

    _read: dict[str, Field] = field(default_factory=dict)

    def folder(self, chart: str, name: str) -> str:
        """Where the chart that a chart knows by that name lies; one that is packed lies nowhere."""
        charts = os.path.join(chart, "charts")
        dependency = self._dependency(chart, name)
        own = (dependency["name"].text() if dependency else None) or name
        if os.path.isdir(os.path.join(charts, own)):
            return os.path.join(charts, own)
        named = (each for each in _folders(charts) if self._about(each)["name"].text() == own)
        return next(named, os.path.join(charts, own))

    def template(self, chart: str, path: str) -> str:
        """The file of a template that helm names by the charts that it lies in, below the outermost one's folder."""
        folder, rest = chart, path
        while rest.startswith("charts/") and rest.count("/") > 1:
            _, name, rest = rest.split("/", 2)
            folder = self.folder(folder, name)
        return os.path.join(folder, rest)

    def entry(self, chart: str, name: str) -> Document | None:
        """What a chart says of another one that it needs."""
        found, entries = self._dependency(chart, name), self._about(chart)["dependencies"].value
        if found is None or not isinstance(found.value, YamlMap):
            return None
        span = entries.item_span(found.path[-1])
        return Document(found.document.source, found.value, span, found.document.offset)

    def _dependency(self, chart: str, name: str) -> Field | None:
        entries = list(self._about(chart)["dependencies"].each())
        named = [each for key in ("alias", "name") for each in entries if each[key].text() == name]
        return next(iter(named), None)

    def _about(self, folder: str) -> Field:
        if folder not in self._read:
            path = os.path.join(folder, CHART_FILE)
            source = read_file(path)
            found = list(documents_in(source)) if isinstance(source, Source) else []
            self._read[folder] = Field.root(found[0] if found else Document(Source(path, ""), YamlMap.empty()))
        return self._read[folder]


def _folders(charts: str) -> list[str]:
    return sorted(entry.path for entry in os.scandir(charts) if entry.is_dir()) if os.path.isdir(charts) else []
