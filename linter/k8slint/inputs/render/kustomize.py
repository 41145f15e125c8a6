"""`kustomize build`, or `kubectl kustomize`, of one kustomization, and the objects that it prints.

The tool builds a kustomization of our own, outside of the tree, whose only resource is the one that is asked for. It
asks for annotations that say where each object comes from, so that nothing in the tree has to change.
Source: the kustomization file reference, `buildMetadata`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace

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
from k8slint.record import dataclass

ORIGIN = "config.kubernetes.io/origin"
LAYERS = "alpha.config.kubernetes.io/transformations"
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
        return Done(done.text, words)

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
            through = (maker, *went_through)
            return KustomizeOrigin(entry, document.root, through, None, self.substitution, is_generated=True)
        own = self._own(document, origin, name)
        start = At(own or (maker or self.graph.kustomizations[0]).document)
        return KustomizeOrigin(start, document.root, went_through, own, self.substitution)

    def _own(self, document: Document, origin: Value, name: str) -> Document | None:
        """The document of a file that became it: of that kind, and of that name but for what was put around it."""
        path = origin.get("path") if isinstance(origin, dict) else None
        if isinstance(path, str):
            candidates = self.sources.get(os.path.realpath(os.path.join(self.folder, path)), [])
        else:
            candidates = [each for documents in self.sources.values() for each in documents]
        of_its_kind = [each for each in candidates if each.kind == document.kind]
        if isinstance(path, str) and len(of_its_kind) == 1:
            return of_its_kind[0]
        # a patch may make a StatefulSet of a Deployment
        of_its_group = [each for each in candidates if isinstance(path, str) and each.group == document.group]
        candidates = of_its_kind or of_its_group
        names = [(self._name(each), each) for each in candidates]
        fitting = [(len(own), each) for own, each in names if own and own in name]
        longest = [each for length, each in fitting if length == max(length for length, _ in fitting)]
        if len(longest) > 1:
            wanted = Field.root(document)["metadata"]["namespace"].text()
            longest = [each for each in longest if Field.root(each)["metadata"]["namespace"].text() == wanted]
        return longest[0] if len(longest) == 1 else None

    def _name(self, document: Document) -> str:
        name = Field.root(document)["metadata"]["name"].text() or ""
        return self.substitution.text(name) if self.substitution else name

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
        real = os.path.realpath(os.path.join(self.folder, os.path.dirname(path)))
        return next((each for each in self.graph.kustomizations if each.real_folder == real), None)


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
