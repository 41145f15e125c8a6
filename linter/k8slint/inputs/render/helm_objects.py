"""The objects that `helm template` prints, each with the template and the values that it comes from."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import field, replace

from k8slint.inputs.at import At
from k8slint.inputs.chart import CHART_FILE
from k8slint.inputs.document import Document
from k8slint.inputs.field import Field
from k8slint.inputs.node import YamlMap
from k8slint.inputs.origin import Name
from k8slint.inputs.render.chart_values import Values
from k8slint.inputs.render.embedded import documents_in
from k8slint.inputs.render.helm import name_of
from k8slint.inputs.render.helm_origin import HelmOrigin
from k8slint.inputs.render.rendering import Release
from k8slint.inputs.render.shelf import Shelf
from k8slint.inputs.render.subchart import Subcharts, subcharts
from k8slint.inputs.render.template_text import literal_fits, raw, template_documents
from k8slint.inputs.source import Source
from k8slint.pattern import regex
from k8slint.record import dataclass

HOOK = "helm.sh/hook"
_SOURCE = regex(r"^# Source: [^/\n]+/(.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Templates:
    """Finds the origin of each object of a release."""

    release: Release
    shelf: Shelf
    _mappings: dict[str, list[At]] = field(default_factory=dict)
    _templates: dict[str, list[Document]] = field(default_factory=dict)
    _charts: Subcharts = field(default_factory=Subcharts)

    def objects(self, printed: Iterable[Document]) -> Iterator[Document]:
        """The objects that helm printed, with their origins. What tests of the chart make takes part unreviewed."""
        for document in printed:
            metadata = Field.root(document)["metadata"]
            hooks = metadata["annotations"][HOOK].text() or ""
            yield replace(
                document,
                namespace=None if metadata["namespace"] else self.release.namespace,
                context="test" in hooks,
                origin=self._origin(document),
            )

    def source(self, path: str) -> Source | None:
        """The template that helm names so."""
        return self.shelf.read_text(self._charts.template(self.release.path, path))

    def _origin(self, document: Document) -> HelmOrigin:
        head = document.source.text[document.offset : document.offset + document.span[0]]
        found = _SOURCE.search(head)
        path = found[1] if found else ""
        folder, below = self._chart_of(path)
        files = [*reversed(self.release.values), os.path.join(self.release.path, "values.yaml")]
        own = [os.path.join(folder, "values.yaml")] if below else []
        given = (*reversed(self.release.inline), *self._values(files))
        values = Values(given, tuple(self._values(own)), below)
        file = self._charts.template(self.release.path, path)
        template = self._template(file, document) if path else None
        whole = template or self._whole(file, folder, below)
        return HelmOrigin(whole, document.root, values, template, self._name(document))

    def _whole(self, file: str, folder: str, below: str) -> Document:
        """What stands for an object of which no template is known: the file, the entry of the packed chart that it is
        in, or the chart.
        """
        source = self.shelf.read_text(file)
        if source:
            return Document(source, YamlMap.empty())
        if below and (entry := self._charts.entry(os.path.dirname(os.path.dirname(folder)), below)):
            self.shelf.read_text(entry.source.name)
            return entry
        charts = [os.path.join(each, CHART_FILE) for each in (folder, self.release.path)]
        return next(iter(self._values(charts))).document

    def _name(self, document: Document) -> Name:
        """As if the release had the chart's name, and whatever its namespace is."""
        metadata, release = Field.root(document)["metadata"], name_of(self.release)
        name, namespace = metadata["name"].text() or "", metadata["namespace"].text()
        chart = name_of(Release(self.release.path))
        is_own = namespace in (None, self.release.namespace or "default")
        called = f"{chart}{name.removeprefix(release)}" if name.startswith(release) else name
        return Name(None if is_own else namespace, called)

    def _chart_of(self, path: str) -> tuple[str, str]:
        """The folder and name of the chart that a template is of; of the outermost one the name is empty."""
        folder, below = self.release.path, ""
        for name in subcharts(path):
            folder, below = self._charts.folder(folder, name), name
        return folder, below

    def _values(self, paths: Iterable[str]) -> Iterator[At]:
        """The mappings that files of values, or of a chart's own description, hold."""
        for path in map(os.path.normpath, paths):
            if path not in self._mappings:
                source = self.shelf.text(os.path.realpath(path), path)
                found = documents_in(source) if source else iter(())
                self._mappings[path] = [At(each) for each in found if isinstance(each.root, YamlMap)]
            yield from self._mappings[path]

    def _template(self, path: str, document: Document) -> Document | None:
        """The part of a template that makes an object: of its kind, with the name that fits best."""
        if path not in self._templates:
            source = self.shelf.text(os.path.realpath(path), path)
            self._templates[path] = list(template_documents(source)) if source else []
        found = [(_fit(each, document), each) for each in self._templates[path]]
        best = max((fit for fit, _ in found), default=-1)
        fitting = [each for fit, each in found if fit == best >= 0]
        return fitting[0] if len(fitting) == 1 else None


def _fit(template: Document, document: Document) -> int:
    """How well a part of a template fits an object: literal letters of kind and name; -1 where one is another's."""
    total = 0
    for path in (("kind",), ("metadata", "name")):
        container = At(template, path[:-1]).value
        value = Field.root(document)[path[0]] if len(path) == 1 else Field.root(document)["metadata"]["name"]
        if not isinstance(container, YamlMap) or path[-1] not in container:
            return -1
        fit = literal_fits(raw(template, container, path[-1]), value.text() or "")
        if fit < 0:
            return -1
        total += fit
    return total
