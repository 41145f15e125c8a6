"""`helm template` of one chart, and the objects that it prints. Dependencies are never fetched.

Source: helm.sh/docs/helm/helm_template.
"""

from __future__ import annotations

import json
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
from k8slint.inputs.render.helm_origin import HelmOrigin, subcharts
from k8slint.inputs.render.rendering import Release
from k8slint.inputs.render.shelf import Shelf
from k8slint.inputs.render.template_text import literal_fits, raw, template_documents
from k8slint.inputs.render.tool import Done, find_tool, run_tool
from k8slint.pattern import regex
from k8slint.record import dataclass

HOOK = "helm.sh/hook"
_SOURCE = regex(r"^# Source: [^/\n]+/(.+)$", re.MULTILINE)


def installed() -> str | None:
    """Where helm is, if anywhere."""
    return find_tool("helm")


def render(helm: str, release: Release, home: str) -> Done:
    """What helm prints for a release of a chart; `home` does not exist yet, and is for what helm keeps."""
    os.mkdir(home)
    chart = os.path.realpath(release.path)
    files = [os.path.realpath(path) for path in release.values]
    for number, mapping in enumerate(release.inline):
        files.append(os.path.join(home, f"inline-{number}.json"))
        with open(files[-1], "w", encoding="utf-8") as file:
            json.dump(mapping.value, file)
    command = [helm, "template", "--namespace", release.namespace or "default"]
    command += [argument for path in files for argument in ("--values", path)]
    if _may_have_schema(chart):
        command.append("--skip-schema-validation")
    done = run_tool([*command, "--", name_of(release), chart], chart, home)
    return done.without(f"{os.path.realpath('.')}{os.sep}", f"{home}{os.sep}")


def name_of(release: Release) -> str:
    """The release's name: by default that of the chart's folder, in the letters that a name may have."""
    name = release.name or os.path.basename(os.path.realpath(release.path)).lower()
    return re.sub(r"[^a-z0-9.-]+", "-", name)[:53].strip("-.") or "chart"


def _may_have_schema(chart: str) -> bool:
    """Whether values may be held to a schema, which may refer to files and addresses anywhere."""
    names = (name for _, _, names in os.walk(chart) for name in names)
    return any(name == "values.schema.json" or name.endswith(".tgz") for name in names)


@dataclass(frozen=True)
class Templates:
    """Finds the origin of each object of a release."""

    release: Release
    shelf: Shelf
    _mappings: dict[str, list[At]] = field(default_factory=dict)
    _templates: dict[str, list[Document]] = field(default_factory=dict)

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

    def _origin(self, document: Document) -> HelmOrigin:
        head = document.source.text[document.offset : document.offset + document.span[0]]
        found = _SOURCE.search(head)
        path = found[1] if found else ""
        folder, below = self._chart_of(path)
        files = [*reversed(self.release.values), os.path.join(self.release.path, "values.yaml")]
        own = [os.path.join(folder, "values.yaml")] if below else []
        given = (*reversed(self.release.inline), *self._values(files))
        values = Values(given, tuple(self._values(own)), below)
        template = self._template(os.path.join(self.release.path, path), document) if path else None
        if template:
            return HelmOrigin(template, document.root, values, template, self._name(document))
        charts = [os.path.join(each, CHART_FILE) for each in (folder, self.release.path)]
        return HelmOrigin(next(self._values(charts)).document, document.root, values, None, self._name(document))

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
            folder, below = os.path.join(folder, "charts", name), name
        return folder, below

    def _values(self, paths: Iterable[str]) -> Iterator[At]:
        """The mappings that files of values, or of a chart's own description, hold."""
        for path in paths:
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
