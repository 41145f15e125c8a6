"""The kustomizations of an input, built: every root by itself, several at a time."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import field

from k8slint.inputs.at import At
from k8slint.inputs.fault import FaultKind
from k8slint.inputs.kustomization import Kustomization, roots
from k8slint.inputs.limits import MAX_BUILDS
from k8slint.inputs.render.graph import Graph, Refusal, Surveyor, reachable
from k8slint.inputs.render.kustomize import Kustomize, Origins
from k8slint.inputs.render.rendering import Rendering
from k8slint.inputs.render.shelf import Shelf
from k8slint.inputs.render.tool import Done
from k8slint.inputs.walk import Walk
from k8slint.record import dataclass

COMPONENT = "Component"
_FAILS = "kustomize build fails, read as plain files: "
_WORKERS = 4


@dataclass
class Renderer:
    """Builds what may be built, and puts it on the shelf.

    `files` are what the builds were made of, by real path: these are no manifests of their own any more. `left` are
    the kustomizations that are read as plain files because no tool is there, or none is asked for.
    """

    found: Sequence[Kustomization]
    rendering: Rendering
    shelf: Shelf
    files: set[str] = field(default_factory=set)
    left: list[Kustomization] = field(default_factory=list)

    def kustomizations(self, walk: Walk) -> None:
        """Every kustomization that no other one includes."""
        tops = list(self._tops())
        tool = Kustomize.installed(self.rendering.allowed) if tops and self.rendering.kustomize else None
        wanted = list(self._wanted(tops, walk)) if self.rendering.kustomize else []
        if tool is None:
            self.left += [each for each in tops if self._is_left(each, wanted)]
            return
        with tempfile.TemporaryDirectory(prefix="k8slint-") as folder, ThreadPoolExecutor(_WORKERS) as pool:
            folders = [os.path.join(folder, str(number)) for number in range(len(wanted))]
            done = pool.map(lambda job: tool.build(job[0].root, job[1]), zip(wanted, folders, strict=True))
            for graph, place, result in zip(wanted, folders, done, strict=True):
                self._keep(graph, place, result)

    def _tops(self) -> Iterator[Kustomization]:
        """Those that no other one includes; where they include each other in a circle, the first one of it."""
        waiting = sorted(self.found, key=lambda each: each.document.source.name)
        inner = {each.real_folder: each for each in waiting}
        tops, reached = list(roots(waiting)), set[str]()
        for top in [*tops, *(waiting if self.rendering.kustomize else ())]:
            if top.real_folder not in reached:
                yield top
                reached |= reachable(top, inner).keys()

    def _is_left(self, top: Kustomization, wanted: Iterable[Graph]) -> bool:
        return not self.rendering.kustomize or any(graph.root is top for graph in wanted)

    def _wanted(self, tops: list[Kustomization], walk: Walk) -> Iterator[Graph]:
        """What may be built; of the others, the first thing that speaks against it."""
        folders = {each.real_folder: each for each in self.found}
        surveyor = Surveyor(folders, walk.allows, self.rendering.allowed)
        for number, top in enumerate(tops):
            graph, refusals = surveyor.survey(top), []
            if top.document.kind == COMPONENT:
                refusals.append(Refusal(At(top.document), "a component that nothing here includes"))
            elif number >= MAX_BUILDS:
                refusals.append(Refusal(At(top.document), f"more than {MAX_BUILDS:,} kustomizations: not built"))
            refusals += sorted(graph.refusals, key=lambda each: not each.fails)
            if refusals:
                self._refuse(refusals[0])
            else:
                yield graph

    def _refuse(self, refusal: Refusal) -> None:
        kind = FaultKind.BUILD_FAILS if refusal.fails else FaultKind.NOT_RENDERED
        message = _FAILS + refusal.message if refusal.fails else f"not built, read as plain files: {refusal.message}"
        self.shelf.fault(kind, refusal.at, message)

    def _keep(self, graph: Graph, folder: str, done: Done) -> None:
        at = At(graph.root.document)
        if done.text is None:
            self.shelf.fault(FaultKind.BUILD_FAILS, at, _FAILS + done.words)
            return
        sources = {real: self.shelf.documents(real, path) for real, path in graph.files.items()}
        for real, path in graph.patch_files.items():
            self.shelf.text(real, path)
        name = graph.root.folder or "."
        printed = self.shelf.printed(name, done.text, at)
        self.shelf.add(name, at, Origins(graph, folder, sources).objects(printed))
        self.files |= set(graph.files)
