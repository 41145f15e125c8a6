"""The kustomizations of an input, built: every root by itself, several at a time."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import count

from k8slint.inputs.at import At
from k8slint.inputs.document import Document
from k8slint.inputs.fault import FaultKind
from k8slint.inputs.field import Field
from k8slint.inputs.gitops.delivery import Delivery
from k8slint.inputs.gitops.find import Deliveries
from k8slint.inputs.kustomization import Kustomization, roots
from k8slint.inputs.limits import MAX_BUILDS
from k8slint.inputs.render.graph import Graph, Refusal, Surveyor, reachable
from k8slint.inputs.render.kept import Asked
from k8slint.inputs.render.kustomize import Kustomize, layer_of
from k8slint.inputs.render.kustomize_objects import Origins
from k8slint.inputs.render.kustomize_words import place, plain
from k8slint.inputs.render.memory import Memory
from k8slint.inputs.render.rendering import Rendering
from k8slint.inputs.render.shelf import Shelf
from k8slint.inputs.render.tool import Done, cut, no_room
from k8slint.inputs.walk import Walk
from k8slint.record import dataclass

COMPONENT = "Component"
_FAILS = "kustomize build fails, read as plain files: "
_BY_HAND = "build it first (kustomize build) to check what is applied"
_INSTALL = "install kustomize or kubectl (pip install k8slint[kustomize])"


@dataclass
class Kustomizations:
    """Builds those that were found, and puts what comes out on the shelf."""

    found: Sequence[Kustomization]
    rendering: Rendering
    shelf: Shelf
    walk: Walk
    deliveries: Deliveries
    memory: Memory

    def render(self) -> None:
        """Every kustomization that is delivered, or that no other one includes."""
        tops = list(self._tops())
        if not self.rendering.kustomize:
            self._leave(tops, _BY_HAND)
            return
        wanted, tool = list(self._wanted(tops)), Kustomize.installed(self.rendering.allowed)
        if tool is None or no_room():
            self._leave([graph.root for graph in wanted], f"{no_room() if tool else _INSTALL}, or {_BY_HAND}")
        else:
            self._build(tool, wanted)

    def _leave(self, tops: list[Kustomization], advice: str) -> None:
        """One line, however many there are."""
        if tops:
            more = f" (and {len(tops) - 1} more of them)" if len(tops) > 1 else ""
            message = f"a kustomization{more}, read as plain files: {advice}"
            self.shelf.fault(FaultKind.NOT_RENDERED, At(tops[0].document), message)

    def _build(self, tool: Kustomize, wanted: list[Graph]) -> None:
        jobs = [(graph, delivery) for graph in wanted for delivery in self.deliveries.ways(graph.root.real_folder)]
        for graph, _ in jobs[MAX_BUILDS : MAX_BUILDS + 1]:
            self._refuse(Refusal(At(graph.root.document), f"more than {MAX_BUILDS:,} builds"))
        jobs = jobs[:MAX_BUILDS]
        with tempfile.TemporaryDirectory(prefix="k8slint-") as folder:
            numbers = count()

            def build(job: tuple[Graph, Delivery | None]) -> tuple[str, Done]:
                home = os.path.join(folder, str(next(numbers)))
                run = partial(tool.build, job[0].root, home, job[1])
                return home, self.memory.done(lambda: _asked(tool, *job, folder), run)

            done = self.memory.answers(jobs, lambda job: tool.question(job[0].root, job[1]), build)
        for (graph, delivery), (home, result) in zip(jobs, done, strict=True):
            self._keep(graph, delivery, home, result)

    def _tops(self) -> Iterator[Kustomization]:
        """Those that are delivered, and those that no other one includes; of a circle the first one."""
        waiting = sorted(self.found, key=lambda each: each.document.source.name)
        inner = {each.real_folder: each for each in waiting}
        delivered = [each for each in waiting if self.deliveries.to(each.real_folder)]
        tops, reached = list(roots(waiting)), set[str]()
        for top in dict.fromkeys([*delivered, *tops, *(waiting if self.rendering.kustomize else ())]):
            if top.real_folder not in reached or top in delivered:
                yield top
                reached |= reachable(top, inner).keys()

    def _wanted(self, tops: list[Kustomization]) -> Iterator[Graph]:
        """What may be built; of the others, the first thing that speaks against it."""
        folders = {each.real_folder: each for each in self.found}
        surveyor = Surveyor(folders, self.walk.allows, self.rendering.allowed)
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

    def _keep(self, graph: Graph, delivery: Delivery | None, folder: str, done: Done) -> None:
        at = At(graph.root.document)
        if done.text is None:
            for real, path in graph.patch_files.items():
                self.shelf.text(real, path)
            where = place(done.words, graph.kustomizations)
            self.shelf.fault(FaultKind.BUILD_FAILS, where, _FAILS + cut(plain(done.words)))
            return
        sources = {real: self.shelf.documents(real, path) for real, path in graph.files.items()}
        for real, path in graph.patch_files.items():
            self.shelf.text(real, path)
        name = graph.root.folder or "."
        if delivery and len(self.deliveries.to(delivery.folder)) > 1:
            name = self.shelf.unused(f"{name} as {delivery.name}", delivery.at.location.file)
        substitution = delivery.substitution if delivery else None
        text, pack = (substitution.objects(done.text), None) if substitution else (done.text, done.pack)
        printed = self.shelf.printed(name, text, at, pack)
        objects = Origins(graph, folder, sources, layer_of(delivery), substitution).objects(printed)
        entries = (each.document.source.name for each in graph.kustomizations)
        made_of = (*entries, *graph.files.values(), *graph.patch_files.values())
        self.shelf.add(name, at, _in_namespace(objects, delivery.namespace if delivery else None), made_of)
        self.shelf.files |= set(graph.files)


def _asked(tool: Kustomize, graph: Graph, delivery: Delivery | None, place: str) -> Asked | None:
    """What is printed depends on the folder too, since origins are told from there; None where more may be read."""
    if tool.allowed or (delivery and delivery.components):
        return None
    folders = [each.real_folder for each in graph.kustomizations]
    question = f"{tool.question(graph.root, delivery)} from {os.path.dirname(os.path.realpath(place))}"
    return Asked(tool.command[0], question, folders, [*graph.files, *filter(os.path.isfile, graph.patch_files)])


def _in_namespace(documents: Iterable[Document], namespace: str | None) -> Iterator[Document]:
    """The objects that name no namespace, in that one."""
    for document in documents:
        own = Field.root(document)["metadata"]["namespace"]
        yield document if own or not namespace else replace(document, namespace=namespace)
