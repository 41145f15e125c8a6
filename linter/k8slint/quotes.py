"""A word that takes the place of a quoted one is quoted in the same way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from k8slint.finding import Edit, Problem
from k8slint.inputs.scalar import resolve
from k8slint.inputs.source import Source
from k8slint.pattern import regex

_SCALAR = regex(r"""(["']).*\1""")
_WORD = regex(r"""["']?([^"'\\\n]+)["']?""")


def quoted_alike(problem: Problem, sources: Mapping[str, Source]) -> Problem:
    """The problem with the quotes of the texts that its edits replace; numbers and the like stay plain."""
    fix = problem.fix
    if fix is None or not fix.edits:
        return problem
    edits = tuple(_alike(edit, sources.get(edit.location.file)) for edit in fix.edits)
    return problem if edits == fix.edits else replace(problem, fix=replace(fix, edits=edits))


def _alike(edit: Edit, source: Source | None) -> Edit:
    at, word = edit.location, _WORD.fullmatch(edit.replacement)
    if source is None or word is None:
        return edit
    old = source.text[source.offset(at.line, at.column) : source.offset(at.end_line, at.end_column)]
    is_text = edit.replacement != word[1] or isinstance(resolve(word[1]), str)
    found = _SCALAR.fullmatch(old) if is_text else None
    return replace(edit, replacement=f"{found[1]}{word[1]}{found[1]}") if found else edit
