"""What rendering tools printed in earlier runs, for builds of which nothing has changed."""

from __future__ import annotations

import marshal
import re
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import sha256

from k8slint.cache.store import Store
from k8slint.inputs.packing import pack_of
from k8slint.inputs.render.footprint import Footprint
from k8slint.inputs.render.tool import Done
from k8slint.pattern import regex
from k8slint.record import dataclass

_MANIFEST = regex(r"^(?!# Source: ).+$", re.MULTILINE)


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
    program: str
    footprint: Footprint

    def done(self, asked: Asked, run: Callable[[], Done]) -> Done:
        """What the tool printed when it was asked the same of the same files, else what it prints now."""
        key = self.footprint.of(asked.tool, asked.question, asked.folders, asked.files)
        if key is None:
            return run()
        place = sha256(f"{self.program} {key}".encode()).hexdigest()
        if data := self.store.get(place):
            text, pack = marshal.loads(zlib.decompress(data))
            return Done(text, pack=pack)
        return self._kept(place, key, asked, run())

    def _kept(self, place: str, key: str, asked: Asked, done: Done) -> Done:
        if done.text is None:
            return done
        pack = pack_of(done.text)
        if Footprint().of(asked.tool, asked.question, asked.folders, asked.files) == key:  # nothing changed meanwhile
            data = marshal.dumps((_without_manifests(done.text), pack))
            self.store.put({place: zlib.compress(data, level=1)})
        return replace(done, pack=pack)


def _without_manifests(text: str) -> str:
    """The places of all that helm says of itself; what the objects are, values of Secrets too, is blank."""
    return _MANIFEST.sub(lambda line: " " * len(line[0]), text)
