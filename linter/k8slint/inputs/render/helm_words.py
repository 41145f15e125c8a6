"""What helm says about a chart that it cannot render, and the place that it speaks of."""

from __future__ import annotations

import os
import re

from k8slint.inputs.at import Location
from k8slint.inputs.build import check_syntax
from k8slint.inputs.chart import CHART_FILE
from k8slint.inputs.field import Field
from k8slint.inputs.reason import YamlFault
from k8slint.inputs.render.rendering import Release
from k8slint.inputs.render.shelf import Shelf
from k8slint.inputs.render.subchart import Subcharts
from k8slint.inputs.source import Source
from k8slint.pattern import regex

_ADVICE = " Use --debug flag to render out invalid YAML"
_ABSENT = regex(r"found in Chart\.yaml, but missing in charts/ directory: ([\w., -]+)")
_TEMPLATE = regex(r"(?:template: |error (?:at \(|on ))[^/\s:]+/([^\s:)]+)(?::(\d+))?(?::(\d+))?")
_FILE = regex(r"(?:cannot load|failed to parse) ([^\s:]+)")
_WORD = regex(r"[\w.$/-]*")


def absent_charts(words: str) -> str:
    """The dependencies that helm misses, as it lists them."""
    found = _ABSENT.search(words)
    return found[1].strip(" ,") if found else ""


def plain(words: str) -> str:
    """Its words without advice about an option of its own."""
    return words.replace(_ADVICE, "")


def place(words: str, release: Release, shelf: Shelf) -> Location | None:
    """The place that has to change, as far as the words name one: the innermost of several."""
    charts = Subcharts()
    if absent := absent_charts(words):
        shelf.read_text(os.path.join(release.path, CHART_FILE))
        entry = charts.entry(release.path, re.split(r"[, ]+", absent)[0])
        return Field.root(entry)["name"].at.location if entry else None
    for spoken in reversed(list(_TEMPLATE.finditer(words))):
        if source := shelf.read_text(charts.template(release.path, spoken[1])):
            return _word(source, int(spoken[2] or 1), int(spoken[3] or 0))
    named = _FILE.search(words)
    own = (os.path.join(release.path, name) for name in ("values.yaml", CHART_FILE))
    wanted = [path for path in (*release.values, *own) if named and path.endswith(os.path.basename(named[1]))]
    return next((found for path in wanted if (found := _broken(path, shelf))), None)


def _word(source: Source, line: int, column: int) -> Location | None:
    """The word at a line, from 1, and a column, from 0, as Go's templates count."""
    if line > len(source.lines):
        return None
    found = _WORD.match(source.lines[line - 1], column)
    start = column + 1
    return Location(source.name, line, start, line, start + max(len(found[0]) if found else 0, 1))


def _broken(path: str, shelf: Shelf) -> Location | None:
    """Where a file is no YAML; the start of one that is YAML and not what helm takes."""
    source = shelf.read_text(path)
    if not source:
        return None
    try:
        check_syntax(source.text)
    except YamlFault as fault:
        return Location.of(source, fault.offset, fault.offset + 1)
    return Location.point(path)
