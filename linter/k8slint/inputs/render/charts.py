"""The charts of an input, rendered in every way that the configuration, or a convention, names."""

from __future__ import annotations

import glob
import os
import tempfile
from collections.abc import Iterator
from dataclasses import field, replace
from functools import partial
from itertools import count, islice

from k8slint.inputs.at import At, Location
from k8slint.inputs.chart import CHART_FILE
from k8slint.inputs.document import Document
from k8slint.inputs.fault import FaultKind
from k8slint.inputs.field import Field
from k8slint.inputs.file import read_file
from k8slint.inputs.gitops.delivery import Delivery
from k8slint.inputs.gitops.find import Deliveries
from k8slint.inputs.limits import MAX_BUILD_PARTS, MAX_BUILDS
from k8slint.inputs.node import YamlMap
from k8slint.inputs.render import helm
from k8slint.inputs.render.embedded import documents_in
from k8slint.inputs.render.helm_objects import Templates
from k8slint.inputs.render.helm_words import absent_charts, place
from k8slint.inputs.render.kept import Asked
from k8slint.inputs.render.memory import Memory
from k8slint.inputs.render.printed_place import PrintedPlaces
from k8slint.inputs.render.rendering import Release, Rendering
from k8slint.inputs.render.shelf import Shelf
from k8slint.inputs.render.tool import Done, cut, no_room
from k8slint.inputs.source import Source
from k8slint.inputs.walk import Walk, shown
from k8slint.record import dataclass

_BY_HAND = "render it first (helm template NAME CHART) and check the result"


@dataclass
class Charts:
    """Renders charts, and puts what comes out on the shelf."""

    rendering: Rendering
    shelf: Shelf
    walk: Walk
    deliveries: Deliveries
    memory: Memory
    _wanted: list[tuple[Release, At]] = field(default_factory=list)

    def render(self) -> None:
        """Every chart that was found."""
        program = helm.installed() if self.rendering.helm and not no_room() else None
        for real, folder in sorted(self.walk.charts.items(), key=lambda each: each[1]):
            self._look_at(real, folder, program is not None)
        for release in self.rendering.releases:
            if release.at and not os.path.isfile(os.path.join(release.path, CHART_FILE)):
                message = f"{shown(release.path)} is no chart: it has no {CHART_FILE}"
                self.shelf.fault(FaultKind.CHART_FAILS, release.at, message)
        if program:
            self._render_all(program)

    def _look_at(self, real: str, folder: str, is_rendered: bool) -> None:
        file = os.path.normpath(os.path.join(folder, CHART_FILE))
        source = self.shelf.text(os.path.realpath(file), file) if is_rendered else read_file(file)
        source = source if isinstance(source, Source) else Source(file, "")
        chart = next(iter(documents_in(source)), Document(source, YamlMap.empty()))
        at = At(chart)
        here = Location.point(file)
        if not isinstance(chart.root, YamlMap) or Field.root(chart)["type"].text() == "library":
            return  # it makes no objects of its own
        if problem := self._problem(real):
            self.shelf.fault(FaultKind.TEMPLATE, here, f"a Helm chart that is not rendered: {problem}")
            return
        releases = list(islice(self._releases(real, folder), MAX_BUILDS + 1))
        if len(releases) > MAX_BUILDS:
            message = f"not rendered as {releases.pop().name} and others: more than {MAX_BUILDS:,} releases"
            self.shelf.fault(FaultKind.TEMPLATE, here, f"a Helm chart that is {message}")
        for release in releases:
            gone = next((path for path in release.values if not self._may_read(path)), None)
            if gone:
                message = f"the values file {os.path.relpath(gone, folder)} does not exist, or is out of reach"
                self.shelf.fault(FaultKind.CHART_FAILS, release.at or here, message)
            elif is_rendered:
                self._wanted.append((release, at))
        if not is_rendered:
            install = f"{no_room() or 'install helm'}, or " if self.rendering.helm else ""
            self.shelf.fault(FaultKind.TEMPLATE, here, f"a Helm chart, not manifests: {install}{_BY_HAND}")

    def _problem(self, real: str) -> str | None:
        """Why a chart is left alone: helm follows every link in it, wherever it leads."""
        count = 0
        for folder, folders, files in os.walk(real):
            for name in (*folders, *files):
                count += 1
                path = os.path.join(folder, name)
                if os.path.islink(path) and not self.walk.allows(os.path.realpath(path)):
                    return f"{os.path.relpath(path, real)} is a symbolic link that leads out of what is checked"
            if count > MAX_BUILD_PARTS:
                return f"it has more than {MAX_BUILD_PARTS:,} files"
        return None if len(self._wanted) < MAX_BUILDS else f"more than {MAX_BUILDS:,} charts"

    def _releases(self, real: str, folder: str) -> Iterator[Release]:
        """The ways that the configuration has for it, or Argo CD or Flux; else each `ci/*-values.yaml`; else plainly.

        Source: the documentation of chart-testing (`ct lint`), which reads these files.
        """
        own = [each for each in self.rendering.releases if os.path.realpath(each.path) == real]
        found = glob.glob(os.path.join(glob.escape(folder), "ci", "*-values.yaml"))
        files = sorted(map(os.path.normpath, found))
        ways = self.deliveries.to(real)
        delivered = [_delivered(each, len(ways) > 1) for each in ways]
        for each in own or delivered or [Release(folder, (file,)) for file in files] or [Release(folder)]:
            namespace = each.namespace or self.rendering.namespace
            yield replace(each, path=folder, name=helm.name_of(each), namespace=namespace)

    def _may_read(self, path: str) -> bool:
        """Helm takes a comma, or a quote, in a path for the end of it."""
        real = os.path.realpath(path)
        return os.path.isfile(real) and self.walk.allows(real) and not set(real) & set(',"')

    def _render_all(self, program: str) -> None:
        with tempfile.TemporaryDirectory(prefix="k8slint-") as folder:
            real = os.path.realpath(folder)
            numbers = count()
            jobs = [release for release, _ in self._wanted]

            def render(release: Release) -> Done:
                run = partial(helm.render, program, release, os.path.join(real, str(next(numbers))))
                return self.memory.done(lambda: _asked(program, release), run)

            answers = self.memory.answers(jobs, helm.question, render)
        for (release, at), done in zip(self._wanted, answers, strict=True):
            self._keep(release, at, done)

    def _keep(self, release: Release, at: At, done: Done) -> None:
        name = self.shelf.unused(_label(release), release.at.file if release.at else "")
        if done.text is None:
            where = place(done.words, release, self.shelf) or at
            if absent := absent_charts(done.words):
                message = f"not rendered, since {absent} is missing: run helm dependency build {release.path} first"
                self.shelf.fault(FaultKind.TEMPLATE, where, f"a Helm chart that is {message}")
            else:
                self.shelf.fault(FaultKind.CHART_FAILS, where, f"helm template {name} fails: {cut(done.words)}")
            return
        templates = Templates(release, self.shelf)
        moved = PrintedPlaces(done.text, templates.source).moved
        self.shelf.add(name, at, templates.objects(self.shelf.printed(name, done.text, at, done.pack, moved)))


def _asked(program: str, release: Release) -> Asked:
    values = [os.path.realpath(path) for path in release.values]
    return Asked(program, helm.question(release), [os.path.realpath(release.path)], values)


def _delivered(delivery: Delivery, is_one_of_several: bool) -> Release:
    values = tuple(map(shown, delivery.values))
    return Release(
        delivery.folder,
        values,
        delivery.name,
        delivery.namespace,
        delivery.inline,
        is_one_of_several,
        delivery.at.location,
    )


def _label(release: Release) -> str:
    """The chart's folder, and what it is rendered with; the release's name where that alone does not tell."""
    inside = [os.path.relpath(path, release.path) for path in release.values]
    is_named = release.inline or release.is_one_of_several
    name = f"{release.path} as {release.name}" if is_named else release.path
    return " with ".join([name, *([", ".join(inside)] if inside else [])])
