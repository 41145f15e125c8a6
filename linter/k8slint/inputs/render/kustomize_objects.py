"""The objects that the build of a kustomization prints, each with the file that it comes from.

Source: the kustomization file reference, `buildMetadata`.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, lru_cache

from k8slint.inputs.at import At
from k8slint.inputs.build import Builder
from k8slint.inputs.document import Document
from k8slint.inputs.field import Field
from k8slint.inputs.gitops.substitution import Substitution
from k8slint.inputs.kustomization import Kustomization
from k8slint.inputs.node import Value, YamlMap
from k8slint.inputs.reason import YamlFault
from k8slint.inputs.render.entry import generator_of
from k8slint.inputs.render.graph import Graph
from k8slint.inputs.render.kustomize_origin import KustomizeOrigin
from k8slint.record import dataclass

ORIGIN = "config.kubernetes.io/origin"
LAYERS = "alpha.config.kubernetes.io/transformations"


@dataclass(frozen=True)
class Origins:
    """Finds the origin of each object of a build. `sources` are the documents of the files that the build read, by
    their real paths; `layer` is what a delivery puts around it, `substitution` what it does to the outcome.
    """

    graph: Graph
    folder: str
    sources: dict[str, list[Document]]
    layer: Kustomization | None = None
    substitution: Substitution | None = None

    def objects(self, printed: Iterable[Document]) -> Iterator[Document]:
        """The objects that the tool printed, without its annotations and with their origins."""
        for document in printed:
            annotations = Field.root(document)["metadata"]["annotations"]
            origin, layers = annotations[ORIGIN].text(), annotations[LAYERS].text()
            _without_annotations(document.root)
            yield replace(document, origin=self._origin(document, _value(origin), _value(layers)))

    def _origin(self, document: Document, origin: Value, layers: Value) -> KustomizeOrigin:
        kind, name = document.kind, Field.root(document)["metadata"]["name"].text() or ""
        went_through = (*([self.layer] if self.layer else []), *self._layers(layers))
        maker = self._kustomization(origin)
        if maker and (entry := generator_of(maker, kind, name)):
            # Of a Secret the kustomization: reports quote lines, and those of a generator may hold its values.
            start, through = At(maker.document) if kind == "Secret" else entry.at, (maker, *went_through)
            return KustomizeOrigin(start, document.root, through, None, self.substitution, entry.text() or "")
        own = self._own(document, origin, name)
        start = At(own or (maker or self.graph.kustomizations[0]).document)
        return KustomizeOrigin(start, document.root, went_through, own, self.substitution)

    def _own(self, document: Document, origin: Value, name: str) -> Document | None:
        """The document of a file that became it: of that kind, and of that name but for what was put around it."""
        path = origin.get("path") if isinstance(origin, dict) else None
        file = self._real(path) if isinstance(path, str) else None
        by_name = self._by_name.get((file, document.kind)) or self._of_its_group(file, document)
        if file is not None and sum(map(len, by_name.values())) == 1:
            return next(each for found in by_name.values() for each in found)
        longest = _longest_in(name, by_name)
        if len(longest) > 1:
            wanted = Field.root(document)["metadata"]["namespace"].text()
            longest = [each for each in longest if Field.root(each)["metadata"]["namespace"].text() == wanted]
        return longest[0] if len(longest) == 1 else None

    def _of_its_group(self, file: str | None, document: Document) -> dict[str, list[Document]]:
        """The documents of its file that a patch of the kind may have made it of: a StatefulSet of a Deployment."""
        found: dict[str, list[Document]] = defaultdict(list)
        for each in self.sources.get(file, ()) if file else ():
            if each.group == document.group:
                found[self._name(each)].append(each)
        return found

    def _name(self, document: Document) -> str:
        name = Field.root(document)["metadata"]["name"].text() or ""
        return self.substitution.text(name) if self.substitution else name

    def _real(self, path: str) -> str:
        if path not in self._reals:
            self._reals[path] = os.path.realpath(os.path.join(self.folder, path))
        return self._reals[path]

    @cached_property
    def _reals(self) -> dict[str, str]:
        return {}

    @cached_property
    def _by_name(self) -> Mapping[tuple[str | None, str], dict[str, list[Document]]]:
        """The documents by kind and name: of each file, and (None) of all."""
        found: dict[tuple[str | None, str], dict[str, list[Document]]] = defaultdict(dict)
        for file, documents in self.sources.items():
            for document in documents:
                for place in (file, None):
                    found[place, document.kind].setdefault(self._name(document), []).append(document)
        return found

    def _layers(self, layers: Value) -> tuple[Kustomization, ...]:
        """The kustomizations that changed it, the outermost first; all of them where the tool does not say."""
        if not isinstance(layers, list):
            return () if layers is None else self.graph.kustomizations
        found = [self._kustomization(layer) for layer in reversed(layers)]
        return tuple(dict.fromkeys(each for each in found if each))

    def _kustomization(self, origin: Value) -> Kustomization | None:
        path = origin.get("configuredIn") if isinstance(origin, dict) else None
        if not isinstance(path, str):
            return None
        return self._by_folder.get(self._real(os.path.dirname(path)))

    @cached_property
    def _by_folder(self) -> Mapping[str, Kustomization]:
        return {each.real_folder: each for each in reversed(self.graph.kustomizations)}


def _longest_in(name: str, by_name: Mapping[str, list[Document]]) -> list[Document]:
    """The documents with the longest names that are a part of a name."""
    for length in range(len(name), 0, -1):
        parts = {name[start : start + length] for start in range(len(name) - length + 1)}
        if found := [document for part in parts for document in by_name.get(part, ())]:
            return found
    return []


@lru_cache(maxsize=1024)
def _value(text: str | None) -> Value:
    """The value of an annotation that is YAML."""
    try:
        return next((built.value for built in Builder().documents(text or "")), None)
    except YamlFault:
        return None


def _without_annotations(root: YamlMap) -> None:
    """Takes off what the tool put on; the places of rendered text are of no use, and so need not follow."""
    metadata = root.get("metadata")
    annotations = metadata.get("annotations") if isinstance(metadata, dict) else None
    if isinstance(annotations, dict):
        annotations.pop(ORIGIN, None)
        annotations.pop(LAYERS, None)
        if not annotations and isinstance(metadata, dict):
            del metadata["annotations"]
