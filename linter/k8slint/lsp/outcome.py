"""What a check of a folder found, and of which texts that is true."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import field

from k8slint.config import Config
from k8slint.configfile.mistake import Mistake
from k8slint.finding import Finding
from k8slint.inputs.reading import Reading
from k8slint.inputs.source import Source
from k8slint.lsp.buffer import Buffer
from k8slint.lsp.shift import Shift
from k8slint.record import dataclass


@dataclass(frozen=True)
class Outcome:
    """`mistakes` are those of a configuration that cannot be used; then nothing was checked. `buffers` are the open
    files as they were, by real path; `edited` are those of them that builds are made of and whose text is another one
    than was built. `notes` are what went wrong with the check itself.
    """

    reading: Reading = field(default_factory=Reading)
    config: Config = field(default_factory=Config)
    findings: tuple[Finding, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    buffers: Mapping[str, Buffer] = field(default_factory=dict)
    edited: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
    configuration: Source | None = None

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every text that a finding or mistake may point into."""
        return (*self.reading.sources, *([self.configuration] if self.configuration else ()))

    @property
    def shifts(self) -> dict[str, Shift]:
        """By name, how the edited files differ from what was built."""
        named = ((source, self.buffers.get(os.path.realpath(source.name))) for source in self.reading.sources)
        return {
            source.name: Shift.between(source.text, buffer.text)
            for source, buffer in named
            if buffer and buffer.real in self.edited
        }
