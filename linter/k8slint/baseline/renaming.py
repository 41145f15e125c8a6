"""Files and objects that a change only gives another name, so that what is wrong with them is not new."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from k8slint.baseline.entry import Entry, relative
from k8slint.engine import Result
from k8slint.finding import Finding, ObjectRef
from k8slint.inputs.document import Document
from k8slint.record import dataclass

K = TypeVar("K", str, ObjectRef)


@dataclass(frozen=True)
class Renaming:
    """New names by old ones: of files whose text is the same, of objects of which all but `metadata` is."""

    files: Mapping[str, str]
    objects: Mapping[ObjectRef, ObjectRef]

    @classmethod
    def between(cls, old: Result, old_root: str, new: Result, new_root: str) -> Renaming:
        """What changed its name between two states of a repository."""
        return cls(_moved(_texts(old, old_root), _texts(new, new_root)), _moved(_bodies(old), _bodies(new)))

    def entries(self, findings: Iterable[Finding], root: str) -> Iterator[Entry]:
        """The entries of old findings under the new names."""
        for finding in findings:
            file = relative(finding.location.file, root)
            place = replace(finding.location, file=f"{root}/{self.files.get(file, file)}")
            ref = finding.object and self.objects.get(finding.object, finding.object)
            yield Entry.of(replace(finding, object=ref, location=place), root)


def _texts(result: Result, root: str) -> dict[str, str]:
    return {relative(source.name, root): source.text for source in result.cluster.reading.sources}


def _bodies(result: Result) -> dict[ObjectRef, str]:
    return {meta.ref: _body(meta.at.document) for meta in result.cluster.metas}


def _body(document: Document) -> str:
    values = {key: value for key, value in document.root.items() if key != "metadata"}
    return json.dumps(values, sort_keys=True, default=str)


def _moved(old: Mapping[K, str], new: Mapping[K, str]) -> dict[K, K]:
    """The name that each content has now, where it lost one name and won one."""
    gone, come = _only(old, new), _only(new, old)
    return {before: come[content] for content, before in gone.items() if content in come}


def _only(these: Mapping[K, str], others: Mapping[K, str]) -> dict[str, K]:
    """What only these have, by content; what stands twice has no name."""
    found: dict[str, list[K]] = defaultdict(list)
    for name, content in these.items():
        if name not in others:
            found[content].append(name)
    return {content: names[0] for content, names in found.items() if len(names) == 1}
