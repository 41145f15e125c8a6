"""What was read of a folder, and what of that the editor says has changed since."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace

from k8slint.config import Config
from k8slint.inputs.cached import cached
from k8slint.inputs.file import read_file
from k8slint.inputs.read import read
from k8slint.inputs.reading import Reading
from k8slint.inputs.render.rendering import Rendering
from k8slint.inputs.reread import reread
from k8slint.inputs.source import Source
from k8slint.inputs.walk import BASELINE_NAME, CONFIG_NAME
from k8slint.lsp.made import made_of


class Disk:
    """The folder as it was read last. Where builds belong to it, reading it again takes long: checks use what there is
    until `renew`, which may run beside them, has something newer.
    """

    def __init__(self, path: str, builds: bool = True) -> None:
        self.path = path
        self.builds = builds
        self.made: frozenset[str] = frozenset()
        self.names: dict[str, str] = {}
        self._config = Config()
        self._reading: Reading | None = None
        self._is_old = False
        self._touched: set[str] = set()

    @property
    def waits(self) -> bool:
        """Whether something newer is on the disk than checks know of."""
        return self._is_old and self._is_slow

    def forget(self, paths: Iterable[str]) -> None:
        """These have changed, by real path. A manifest is read again by itself; anything else may decide on builds."""
        for real in paths:
            if os.path.basename(real) in (CONFIG_NAME, BASELINE_NAME):
                continue  # they are read for each check
            name = self.names.get(real)
            if name is None or name in self.made or not os.path.isfile(real):
                self._is_old = True
            else:
                self._touched.add(real)

    def reading(self, config: Config) -> Reading:
        """The folder as the configuration reads it."""
        is_other = (config.paths, config.rendering) != (self._config.paths, self._config.rendering)
        reading = self._reading
        if reading is None or is_other or (self._is_old and not self._is_slow):
            self._config, self._touched = config, set()
            reading = self.renew()
        return self._read_touched(reading)

    def renew(self) -> Reading:
        """Reads everything."""
        config, self._is_old = self._config, False
        reading = read([self.path], config.paths, self._rendering(config), ahead=cached())
        if config is self._config:
            names = [source.name for source in reading.sources]
            self.made = made_of(reading, names)
            self.names = {os.path.realpath(name): name for name in names}
            self._reading = reading
        return reading

    @property
    def _is_slow(self) -> bool:
        """Whether tools may run."""
        return self._reading is not None and bool(self._reading.builds or self._reading.kustomizations)

    def _rendering(self, config: Config) -> Rendering:
        return config.rendering if self.builds else replace(config.rendering, kustomize=False, helm=False)

    def _read_touched(self, reading: Reading) -> Reading:
        touched, self._touched = self._touched, set()
        found = [read_file(name) for real in sorted(touched) if (name := self.names.get(real))]
        texts = {each.name: each.text for each in found if isinstance(each, Source)}
        self._is_old |= len(texts) < len(found)
        if texts:
            reading = self._reading = reread(reading, texts, texts.keys())
        return reading
