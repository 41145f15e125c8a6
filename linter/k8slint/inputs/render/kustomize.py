"""`kustomize build`, or `kubectl kustomize`, of one kustomization, and the objects that it prints.

The tool builds a kustomization of our own, outside of the tree, whose only resource is the one that is asked for. It
asks for annotations that say where each object comes from, so that nothing in the tree has to change.
Source: the kustomization file reference, `buildMetadata`.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, lru_cache

from k8slint.inputs.at import At
from k8slint.inputs.build import Builder
from k8slint.inputs.document import Document
from k8slint.inputs.field import Field
from k8slint.inputs.gitops.delivery import Delivery
from k8slint.inputs.gitops.substitution import Substitution
from k8slint.inputs.kustomization import Kustomization
from k8slint.inputs.node import Value, YamlMap
from k8slint.inputs.reason import YamlFault
from k8slint.inputs.render.entry import generator_of
from k8slint.inputs.render.graph import Graph
from k8slint.inputs.render.kustomize_origin import KustomizeOrigin
from k8slint.inputs.render.rendering import Permission
from k8slint.inputs.render.tool import Done, find_tool, run_tool
from k8slint.pattern import regex
from k8slint.record import dataclass

ORIGIN = "config.kubernetes.io/origin"
LAYERS = "alpha.config.kubernetes.io/transformations"
_NO_FILE = regex(
    r"accumulating resources: accumulation err='[^']*'[^']*': '[^']*' must resolve to a file': "
    r"recursed accumulation of path '[^']*': "
)
_FLAGS = {
    Permission.HELM_CHARTS: ["--enable-helm"],
    Permission.PLUGINS: ["--enable-alpha-plugins"],
    Permission.OUTSIDE_FILES: ["--load-restrictor", "LoadRestrictionsNone"],
}


@dataclass(frozen=True)
class Kustomize:
    """The installed tool: `command` comes before the folder to build."""

    command: tuple[str, ...]
    allowed: frozenset[Permission] = frozenset()

    @classmethod
    def installed(cls, allowed: frozenset[Permission]) -> Kustomize | None:
        """`kustomize`, else `kubectl`, which holds it; None where neither is installed."""
        found = find_tool("kustomize", "kubectl")
        if found is None:
            return None
        subcommand = "build" if os.path.basename(found).startswith("kustomize") else "kustomize"
        return cls((found, subcommand), allowed)

    def build(self, root: Kustomization, folder: str, delivery: Delivery | None = None) -> Done:
        """What it prints for a kustomization as it is delivered; `folder`, for what it keeps, does not exist yet."""
        os.mkdir(folder)
        real = os.path.realpath(folder)
        with open(os.path.join(real, "kustomization.yaml"), "w", encoding="utf-8") as file:
            json.dump(_wrapper(root, real, delivery), file)
        flags = [flag for permission in sorted(self.allowed) for flag in _FLAGS.get(permission, ())]
        network = bool(self.allowed - {Permission.OUTSIDE_FILES})
        done = run_tool([*self.command, real, *flags], real, real, network)
        here = os.path.realpath(".")
        words = done.words.replace(f"{real}{os.sep}", "").replace(real, "").replace(f"{here}{os.sep}", "")
        return Done(done.text, _of_the_root(words))

    def question(self, root: Kustomization, delivery: Delivery | None) -> str:
        """The same for builds that print the same."""
        return json.dumps([self.command, root.real_folder, _wrapper(root, "/", delivery)])


def _wrapper(root: Kustomization, folder: str, delivery: Delivery | None) -> dict[str, object]:
    """The kustomization around the one that is asked for."""
    reals = (root.real_folder, *(delivery.components if delivery else ()))
    path, *components = (os.path.relpath(real, folder).replace(os.sep, "/") for real in reals)
    wrapper: dict[str, object] = {
        "resources": [path],
        "buildMetadata": ["originAnnotations", "transformerAnnotations"],
    }
    if components:
        wrapper["components"] = components
    return {**delivery.layer.root, **wrapper} if delivery and delivery.layer else wrapper


def layer_of(delivery: Delivery | None) -> Kustomization | None:
    """What a delivery puts around the kustomization that it names."""
    return Kustomization(delivery.layer, None, (), (), ()) if delivery and delivery.layer else None


def _of_the_root(words: str) -> str:
    """Without what the tool says of our kustomization around it: that its resource is no file."""
    return _NO_FILE.sub("", words, count=1)


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
        by_name = self._by_name.get((file, document.kind), {})
        if file is not None and sum(map(len, by_name.values())) == 1:
            return next(each for found in by_name.values() for each in found)
        longest = _longest_in(name, by_name)
        if len(longest) > 1:
            wanted = Field.root(document)["metadata"]["namespace"].text()
            longest = [each for each in longest if Field.root(each)["metadata"]["namespace"].text() == wanted]
        return longest[0] if len(longest) == 1 else None

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
        real = self._real(os.path.dirname(path))
        return next((each for each in self.graph.kustomizations if each.real_folder == real), None)


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
