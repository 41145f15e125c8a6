"""A folder of the workspace: one input, of which the editor may hold newer texts than the disk."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import date

from k8slint.baseline.file import BadBaseline, read_baseline
from k8slint.config import Config
from k8slint.configfile.find import find
from k8slint.configfile.load import load, load_source
from k8slint.configfile.mistake import BadConfig
from k8slint.engine import check_reading
from k8slint.inputs.path_filter import PathFilter
from k8slint.inputs.read import read
from k8slint.inputs.reading import Reading
from k8slint.inputs.reread import reread
from k8slint.inputs.source import Source
from k8slint.inputs.walk import BASELINE_NAME, NoSuchPath
from k8slint.lsp.buffer import Buffer, is_manifest, path_of
from k8slint.lsp.outcome import Outcome

Buffers = Mapping[str, Buffer]


class Folder:
    """The disk is read once, and again after the editor has said that something there changed."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._names: dict[str, str] = {}
        self._reading: Reading | None = None
        self._filter = PathFilter()

    def forget(self) -> None:
        """The disk may have changed."""
        self._reading = None

    def check(self, buffers: Buffers) -> Outcome:
        """What is wrong with the folder when the texts of the editor stand for those on the disk."""
        file = find((self.path,))
        source = _open(file, buffers) if file else None
        try:
            config = load_source(source, date.today()) if source else load(file, date.today()) if file else Config()
            return self._checked(config, buffers)
        except BadConfig as error:
            return Outcome(mistakes=error.mistakes, buffers=buffers, configuration=source)
        except NoSuchPath:
            return Outcome(buffers=buffers)

    def _checked(self, config: Config, buffers: Buffers) -> Outcome:
        reading = self._with(buffers, self._on_disk(config.paths))
        result = check_reading(reading, config)
        notes = [f"internal error in rule {crash.rule}; please report it\n{crash.trace}" for crash in result.crashes]
        if name := config.baseline or find((self.path,), BASELINE_NAME):
            try:
                result = read_baseline(name).hide(result)
            except BadBaseline as error:
                notes.append(str(error))
        return Outcome(
            reading, config, result.findings, buffers=buffers, notes=tuple(notes), configuration=config.source
        )

    def _on_disk(self, path_filter: PathFilter) -> Reading:
        if self._reading is None or path_filter != self._filter:
            self._filter, self._reading = path_filter, read([self.path], path_filter)
            self._names = {os.path.realpath(source.name): source.name for source in self._reading.sources}
        return self._reading

    def _with(self, buffers: Buffers, reading: Reading) -> Reading:
        """Kustomizations are no manifests: what they say counts when they are saved."""
        others = {each.document.source.name for each in reading.kustomizations}
        names = {real: name for real, name in self._names.items() if real in buffers and name not in others}
        return reread(reading, {name: buffers[real].text for real, name in names.items()}) if names else reading


def _open(file: str, buffers: Buffers) -> Source | None:
    buffer = buffers.get(os.path.realpath(file))
    return Source(file, buffer.text) if buffer else None


def roots(uris: Iterable[str], buffers: Buffers) -> list[str]:
    """The folders of a workspace that lie in no other one, and open manifests outside of them."""
    folders = {os.path.realpath(path): path for uri in uris if (path := path_of(uri))}
    files = {real: path for real, buffer in buffers.items() if is_manifest(path := path_of(buffer.uri) or real)}
    found: dict[str, str] = {}
    for real, path in (*sorted(folders.items()), *sorted(files.items())):
        if not any(real.startswith(os.path.join(other, "")) for other in found):
            found.setdefault(real, path)
    return list(found.values())
