"""The cluster as its author means it: slips that validity reports are read as what they stand for.

Otherwise one slip is several findings: a misspelled `selector` is an unknown field, and also a Service without
endpoints, an Ingress without a backend and a StatefulSet without names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from copy import deepcopy
from dataclasses import replace

from k8slint.finding import Problem
from k8slint.inputs.at import At
from k8slint.inputs.document import Document
from k8slint.inputs.node import Value, YamlList, YamlMap
from k8slint.inputs.scalar import resolve
from k8slint.model.cluster import Cluster
from k8slint.parse.cluster import parse_cluster
from k8slint.validity.judge import Verdicts, verdicts

Read = dict[Document, Document]


def as_meant(cluster: Cluster) -> Cluster:
    """The same cluster where nothing has an evident mend; else another, which keeps what was said of this one."""
    found = cluster.once(verdicts)
    slips = _by_document((*found.invalid, *found.unknown))
    if not slips:
        return cluster
    read = {document: _mended(document, problems) for document, problems in slips.items()}
    documents = [read.get(document, document) for document in cluster.reading.documents]
    meant = parse_cluster(replace(cluster.reading, documents=documents), cluster.config)
    meant.answer(verdicts, Verdicts(_moved(found.invalid, read), _moved(found.unknown, read)))
    return meant


def _by_document(problems: Iterable[Problem]) -> dict[Document, list[Problem]]:
    slips: dict[Document, list[Problem]] = defaultdict(list)
    for problem in problems:
        if isinstance(problem.at, At) and _is_word(problem):
            slips[problem.at.document].append(problem)
    return slips


def _is_word(problem: Problem) -> bool:
    """Whether the mend is another word in the very place."""
    edits = problem.fix.edits if problem.fix else ()
    return [edit.location for edit in edits] == [problem.at.location] if isinstance(problem.at, At) else False


def _moved(problems: Collection[Problem], read: Read) -> tuple[Problem, ...]:
    """The same problems in the documents that stand for theirs; all that is written stays where it is."""
    return tuple(
        replace(problem, at=problem.at.within(read.get(problem.at.document, problem.at.document)))
        if isinstance(problem.at, At)
        else problem
        for problem in problems
    )


def _mended(document: Document, problems: list[Problem]) -> Document:
    root = deepcopy(document.root)
    for problem in problems:
        if isinstance(problem.at, At) and problem.fix:
            _mend(root, problem.at, problem.fix.edits[0].replacement)
    return replace(document, root=root)


def _mend(root: YamlMap, at: At, replacement: str) -> None:
    """The value as the edit has it, or under the key that the edit has as well as its own, at the same place."""
    *path, last = at.path
    parent: Value = root
    for step in path:
        parent = parent[step]
    if not at.on_key and isinstance(parent, YamlMap | YamlList):
        parent[last] = _value(replacement)  # type: ignore[index]
    elif isinstance(parent, YamlMap) and replacement not in parent:
        parent.copy_entry(replacement, parent, str(last), parent[str(last)])


def _value(replacement: str) -> Value:
    return replacement[1:-1] if replacement.startswith('"') else resolve(replacement)
