"""What rendering tools printed in earlier runs, for builds of which nothing has changed."""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import sha256

from k8slint.cache.store import Store
from k8slint.inputs.packing import pack_of, unpacked
from k8slint.inputs.render.footprint import Footprint
from k8slint.inputs.render.tool import Done
from k8slint.inputs.secret import without_secrets
from k8slint.inputs.source import Source
from k8slint.record import dataclass


@dataclass(frozen=True)
class Asked:
    """What a tool is asked, in words of its own, and the real paths of all that it may read for that."""

    tool: str
    question: str
    folders: Sequence[str]
    files: Sequence[str]


@dataclass(frozen=True)
class KeptBuilds:
    """The outputs that `store` has for a program."""

    store: Store
    program: Callable[[], str]
    footprint: Footprint

    def done(self, asked: Asked, run: Callable[[], Done]) -> Done:
        """What the tool printed when it was asked the same of the same files, else what it prints now."""
        key = self.footprint.of(asked.tool, asked.question, asked.folders, asked.files)
        if key is None:
            return run()
        place = sha256(f"{self.program()} {key}".encode()).hexdigest()
        if data := self.store.get(place):
            text, pack = marshal.loads(zlib.decompress(data))
            return Done(text, pack=pack)
        return self._kept(place, key, asked, run())

    def _kept(self, place: str, key: str, asked: Asked, done: Done) -> Done:
        if done.text is None:
            return done
        pack = pack_of(done.text)
        text = without_secrets(unpacked(pack, Source("", done.text)).documents, done.text)
        is_same = Footprint().of(asked.tool, asked.question, asked.folders, asked.files) == key
        if text is not None and is_same:  # else something changed while the tool was reading
            self.store.put({place: zlib.compress(marshal.dumps((text, pack)), level=1)})
        return replace(done, pack=pack)
