"""Where the values of an object that a chart makes are written: in a template, or in the values that it quotes."""

from __future__ import annotations

import re

from k8slint.inputs.at import At
from k8slint.inputs.document import Document
from k8slint.inputs.node import Value, YamlMap
from k8slint.inputs.origin import Name, Trace
from k8slint.inputs.render.chart_values import Values
from k8slint.inputs.render.embedded import documents_in
from k8slint.inputs.render.match import Path, equal, follow, value_at, written_part
from k8slint.inputs.render.quoted_values import quoted_values
from k8slint.inputs.render.template_text import ACTION, raw
from k8slint.pattern import regex
from k8slint.record import dataclass

_DIRECT = regex(r"[\"']?\{\{-?\s*\(?\s*\$?\.Values\.([\w.]+)[^{}]*\}\}[\"']?")


@dataclass(frozen=True, eq=False)
class HelmOrigin:
    """`template` is the part of a template that makes the object; `root` the object as it was rendered.

    Without a template (it is in a packed subchart, or is no YAML) `document` stands for the object all the same.
    """

    document: Document
    root: YamlMap
    values: Values
    template: Document | None
    name: Name

    def trace(self, at: At) -> Trace:
        """The values where the template only quotes them, else the template; its start where that is not known."""
        path = written_part(self.root, at.path)
        if not path:
            return Trace(At(self.document))
        value, on_key = value_at(self.root, path), at.on_key and path == at.path
        reached = self._reached(path)
        if self.template and len(reached) == len(path):
            return self._literal(At(self.template, reached, on_key), value) or self._doubt(path, reached)
        return self._quoted(reached, path, value) or self._doubt(path, reached)

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
            return Trace(place) if equal(place.value, value) else self._other_branch(place, value)
        quoted = _DIRECT.fullmatch(text.strip())
        found = self.values.place(tuple(quoted[1].split("."))) if quoted else None
        if found is not None and equal(found.value, value):
            return Trace(found, exact=False)  # other templates may quote it too
        return Trace(place, exact=False)

    def _other_branch(self, place: At, value: Value) -> Trace | None:
        """The one other line of the template that gives the key that value; an `if` has it twice."""
        text, key = place.document.source.text, re.escape(str(place.path[-1]))
        line = re.compile(rf"^[ -]*({key}:[ \t]+[\"']?{re.escape(str(value))}[\"']?)[ \t]*$", re.MULTILINE)
        end = place.document.offset + place.document.span[1]
        found = list(line.finditer(text, place.document.offset, end))
        written = list(documents_in(place.document.source, *found[0].span(1))) if len(found) == 1 else []
        return Trace(At(written[0], (str(place.path[-1]),))) if written else None

    def _quoted(self, reached: Path, path: Path, value: Value) -> Trace | None:
        """What `toYaml` writes out of the values, below the key that the template has."""
        if self.template is None:
            return None
        part, rest = value_at(self.root, path[: len(reached)]), path[len(reached) :]
        start, end = self._below(self.template, reached)
        for offset, name in quoted_values(self.template.source.text):
            found = self.values.place(name, part, rest) if start <= offset < end else None
            if found is not None and (isinstance(value, dict | list) or equal(found.value, value)):
                return Trace(found, exact=False)
        return None

    def _below(self, template: Document, path: Path) -> tuple[int, int]:
        """The offsets from a key of the template up to the next key that is not below it; at the top, of all of it."""
        text = template.source.text
        if not path:
            return template.offset, template.offset + template.span[1]
        place = At(template, path).key.location
        first = template.source.offset(place.line, place.column)
        indent = place.column - 1
        next_key = re.compile(rf"^ {{0,{indent}}}(?![ \n#-]|\{{\{{)", re.MULTILINE).search(text, first + 1)
        return first, next_key.start() if next_key else len(text)

    def _doubt(self, path: Path, reached: Path) -> Trace:
        """The key that the template has, below which it makes the value; where it has none, the object's start."""
        message = f"{At(self.document, path).dotted} is what the chart's templates make of it"
        place = At(self.template, reached, on_key=True) if self.template and reached else At(self.document)
        return Trace(place, exact=False, doubt=message)
