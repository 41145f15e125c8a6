"""Which of two words is the slip: the one that fewer objects say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property

from k8slint.finding import Edit, Finding
from k8slint.inputs.node import Value
from k8slint.inputs.reading import Reading
from k8slint.inputs.source import Source
from k8slint.near import is_slip
from k8slint.pattern import regex
from k8slint.record import dataclass

_WORD = regex(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*")
_QUOTES = "'\""
_SPELLING = frozenset({"api-version-removed", "manifest-invalid", "unknown-field"})
"""Rules whose words are those of the API, which no vote decides about."""


@dataclass(frozen=True)
class Vote:
    """How many of the objects that were read say a word, as a whole value, as a key, or inside of one."""

    reading: Reading

    def against(self, finding: Finding, sources: dict[str, Source]) -> str | None:
        """Why an edit may be the wrong way round: it replaces a word by a slip of it that fewer objects say."""
        fix = finding.problem.fix
        if fix is None or finding.rule in _SPELLING:
            return None
        for edit in fix.edits:
            old, new = _old(edit, sources[edit.location.file]), edit.replacement.strip(_QUOTES)
            if is_slip(old, new) and self._count[old] > self._count[new] > 0:
                return f"{old} stands in {self._count[old]} objects, {new} in {self._count[new]}"
        return None

    @cached_property
    def _count(self) -> Counter[str]:
        return Counter(word for document in self.reading.documents for word in set(_words(document.root)))


def _old(edit: Edit, source: Source) -> str:
    at = edit.location
    return source.text[source.offset(at.line, at.column) : source.offset(at.end_line, at.end_column)].strip(_QUOTES)


def _words(value: Value) -> Iterator[str]:
    if isinstance(value, dict):
        yield from _all_words(value)
        value = value.values()
    if isinstance(value, str):
        yield from _all_words((value,))
    elif isinstance(value, Iterable):
        for item in value:
            yield from _words(item)


def _all_words(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield text
        yield from _WORD.findall(text)
