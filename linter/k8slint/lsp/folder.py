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
from k8slint.inputs.reading import Reading
from k8slint.inputs.reread import reread
from k8slint.inputs.source import Source
from k8slint.inputs.walk import BASELINE_NAME, NoSuchPath
from k8slint.lsp.buffer import Buffer, is_manifest, path_of
from k8slint.lsp.disk import Disk
from k8slint.lsp.made import unbuilt
from k8slint.lsp.outcome import Outcome

Buffers = Mapping[str, Buffer]
OF_THE_TEXT = frozenset({"yaml-invalid", "duplicate-key", "unknown-field", "file-unreadable"})
"""Rules that are right about a resource whatever a kustomization makes of it."""


class Folder:
    """The disk is read once, and again after the editor has said that something there changed."""

    def __init__(self, path: str, builds: bool = True) -> None:
        self.path = path
        self.disk = Disk(path, builds)

    def holds(self, real: str) -> bool:
        """Whether a change of a file may matter here: below the folder, or read from elsewhere."""
        return real in self.disk.names or real.startswith(os.path.join(os.path.realpath(self.path), ""))

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
        on_disk = self.disk.reading(config)
        made, names = self.disk.made, {real: name for real, name in self.disk.names.items() if real in buffers}
        reading = _with({name: buffers[real].text for real, name in names.items() if name not in made}, on_disk)
        result = check_reading(reading, config)
        notes = [f"internal error in rule {crash.rule}; please report it\n{crash.trace}" for crash in result.crashes]
        if name := config.baseline or find((self.path,), BASELINE_NAME):
            try:
                result = read_baseline(name).hide(result)
            except BadBaseline as error:
                notes.append(str(error))
        waiting = unbuilt(reading, made)
        findings = tuple(f for f in result.findings if f.rule in OF_THE_TEXT or f.location.file not in waiting)
        texts = {source.name: source.text for source in reading.sources}
        edited = frozenset(real for real, name in names.items() if buffers[real].text != texts.get(name))
        return Outcome(reading, config, findings, (), buffers, edited, tuple(notes), config.source)


def _with(texts: Mapping[str, str], reading: Reading) -> Reading:
    """What builds are made of counts as it was saved: no tool runs at each letter."""
    return reread(reading, texts, texts.keys()) if texts else reading


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
