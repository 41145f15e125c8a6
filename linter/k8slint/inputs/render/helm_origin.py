"""Where the values of an object that a chart makes are written: in a template, or in the values that it quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from k8slint.inputs.at import At, Location
from k8slint.inputs.document import Document
from k8slint.inputs.node import Value, YamlMap
from k8slint.inputs.origin import Trace
from k8slint.inputs.render.chart_values import Values
from k8slint.inputs.render.match import Path, equal, follow, value_at, written_part
from k8slint.inputs.render.template_text import ACTION, raw
from k8slint.record import dataclass

_DIRECT = re.compile(r"[\"']?\{\{-?\s*\(?\s*\.Values\.([\w.]+)[^{}]*\}\}[\"']?")
_BLOCK = re.compile(r"(?:toYaml|tpl|with)\s+\(?\s*\$?\.Values\.([\w.]+)")


@dataclass(frozen=True, eq=False)
class HelmOrigin:
    """`template` is the part of a template that makes the object; `root` the object as it was rendered.

    Without a template (it is in a packed subchart, or is no YAML) `document` stands for the object all the same.
    """

    document: Document
    root: YamlMap
    values: Values
    template: Document | None

    def trace(self, at: At) -> Trace:
        """The values where the template only quotes them, else the template; its start where that is not known."""
        path = written_part(self.root, at.path)
        if not path:
            return Trace(At(self.document))
        value, on_key = value_at(self.root, path), at.on_key and path == at.path
        reached = self._reached(path)
        if self.template and len(reached) == len(path):
            return self._literal(At(self.template, reached, on_key), value) or self._doubt(path)
        return self._quoted(reached, path, value) or self._doubt(path)

    def _reached(self, path: Path) -> Path:
        """The path in the template, as far as it is written there."""
        if self.template is None:
            return ()
        found = (follow(self.root, self.template.root, path[:length], loops=True) for length in range(len(path), 0, -1))
        return next((each for each in found if each is not None), ())

    def _literal(self, place: At, value: Value) -> Trace | None:
        """What stands in the template under the value's path: the value, or an action that makes it."""
        if place.on_key or isinstance(value, dict | list):
            return Trace(place, exact=place.on_key)
        text = raw(place.document, At(place.document, place.path[:-1]).value, place.path[-1])
        if not ACTION.search(text):
            return Trace(place) if equal(place.value, value) else None
        quoted = _DIRECT.fullmatch(text.strip())
        found = self.values.place(tuple(quoted[1].split("."))) if quoted else None
        if found is not None and equal(found.value, value):
            return Trace(found, exact=False)  # other templates may quote it too
        return Trace(place, exact=False)

    def _quoted(self, reached: Path, path: Path, value: Value) -> Trace | None:
        """What `toYaml` writes out of the values, below the key that the template has."""
        if self.template is None:
            return None
        upper = path[: len(reached)]
        for name in _BLOCK.findall(self._text_below(reached)):
            found = self.values.place(tuple(name.split(".")), value_at(self.root, upper), path[len(reached) :])
            if found is not None and (isinstance(value, dict | list) or equal(found.value, value)):
                return Trace(found, exact=False)
        return None

    def _text_below(self, path: Path) -> str:
        """The text from a key of the template up to the next key that is not below it; at the top, all of it."""
        document = self.template or self.document
        text = document.source.text
        start, end = document.offset, document.offset + document.span[1]
        if not path:
            return text[start:end]
        first = document.source.offset(*_begin(At(document, path).key.location))
        indent = first - text.rfind("\n", 0, first) - 1
        next_key = re.compile(rf"^ {{0,{indent}}}(?![ \n#-]|\{{\{{)", re.MULTILINE).search(text, first + 1)
        return text[first : next_key.start() if next_key else len(text)]

    def _doubt(self, path: Path) -> Trace:
        message = f"{At(self.document, path).dotted} is what the chart's templates make of it"
        return Trace(At(self.document), exact=False, doubt=message)


def _begin(location: Location) -> tuple[int, int]:
    return location.line, location.column


def subcharts(path: str) -> Iterator[str]:
    """The names of the charts that a template lies in, below the outermost: `redis` of `shop/charts/redis/…`."""
    names = path.split("/")
    yield from (names[index + 1] for index, name in enumerate(names[:-1]) if name == "charts")
