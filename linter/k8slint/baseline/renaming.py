"""Files and objects that a change only gives another name, so that what is wrong with them is not new."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from k8slint.baseline.entry import Entry, relative
from k8slint.engine import Result
from k8slint.finding import Finding
from k8slint.model.meta import Meta
from k8slint.record import dataclass

Object = tuple[str, str]
"""The file that an object is written in, and what it is called there."""

K = TypeVar("K", str, Object)


@dataclass(frozen=True)
class Renaming:
    """New names by old ones: of files whose text is the same, of objects that differ in `metadata` only, and of
    those in one file that differ in the words that are their own name too.
    """

    files: Mapping[str, str]
    objects: Mapping[Object, Object]

    @classmethod
    def between(cls, old: Result, old_root: str, new: Result, new_root: str) -> Renaming:
        """What changed its name between two states of a repository."""
        files = _moved(_texts(old, old_root), _texts(new, new_root))
        then, now = _objects(old, old_root, files), _objects(new, new_root, {})
        in_file = _moved(_blanked(then), _blanked(now))
        return cls(files, {**in_file, **_moved(_bodies(then), _bodies(now))})

    def entries(self, findings: Iterable[Finding], root: str) -> Iterator[Entry]:
        """The entries of old findings under the new names."""
        for finding in findings:
            entry = Entry.of(finding, root)
            file = self.files.get(entry.file, entry.file)
            subject = file if entry.subject == entry.file else self.objects.get((file, entry.subject), ("", ""))[1]
            yield replace(entry, file=file, subject=subject or entry.subject)


def _texts(result: Result, root: str) -> dict[str, str]:
    return {relative(source.name, root): source.text for source in result.cluster.reading.sources}


def _objects(result: Result, root: str, renamed: Mapping[str, str]) -> dict[Object, Meta]:
    """All objects, those of files with another name under that one."""
    written = [(meta.at.document.written.source.name, meta) for meta in result.cluster.metas]
    places = {name: relative(name, root) for name, _ in written}
    files = {name: renamed.get(place, place) for name, place in places.items()}
    return {(files[name], str(meta.written_ref)): meta for name, meta in written}


def _bodies(objects: Mapping[Object, Meta]) -> dict[Object, str]:
    return {key: _body(meta) for key, meta in objects.items()}


def _blanked(objects: Mapping[Object, Meta]) -> dict[Object, str]:
    """What is in an object, with a blank where its own name is a word, and the file that it lies in."""
    return {key: f"{key[0]} {_word(meta.name).sub('', _body(meta))}" for key, meta in objects.items()}


def _word(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])")


def _body(meta: Meta) -> str:
    values = {key: value for key, value in meta.at.document.root.items() if key != "metadata"}
    return json.dumps(values, sort_keys=True, default=str)


def _moved(old: Mapping[K, str], new: Mapping[K, str]) -> dict[K, K]:
    """The name that each content has now, where it lost one name and won one: of several, in their order."""
    gone, come = _only(old, new), _only(new, old)
    alike = ((names, come[content]) for content, names in gone.items() if len(come.get(content, ())) == len(names))
    return {before: after for names, others in alike for before, after in zip(names, others, strict=True)}


def _only(these: Mapping[K, str], others: Mapping[K, str]) -> dict[str, list[K]]:
    """What only these have, by content."""
    found: dict[str, list[K]] = defaultdict(list)
    for name in sorted(these.keys() - others.keys()):
        found[these[name]].append(name)
    return found
