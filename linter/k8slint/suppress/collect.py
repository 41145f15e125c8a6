"""All suppressions of an input: comments, annotations, and the configuration's entries."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

from k8slint.config import Ignored
from k8slint.finding import ObjectRef
from k8slint.inputs.at import Location
from k8slint.inputs.path_filter import PathFilter
from k8slint.inputs.source import Source
from k8slint.model.cluster import Cluster
from k8slint.suppress.comment import Comment, comments
from k8slint.suppress.directive import parse_directive
from k8slint.suppress.places import Places
from k8slint.suppress.suppression import Matching, Misspelt, OnLine, OnObject, Scope, Suppression

ANNOTATION = "k8slint/ignore"
_COMMAND = re.compile(r"ignore(?:[ \t]+|$)")


def collect(cluster: Cluster, places: Places) -> Iterator[Suppression | Misspelt]:
    """Every suppression of what is under review, each rule of it by itself."""
    for source in cluster.reading.sources:
        for comment in comments(source):
            yield from _of_comment(comment, source, cluster, places)
    yield from _of_annotations(cluster)
    whole = _is_whole(cluster)
    for entry in cluster.config.ignored:
        scope = Matching(entry.objects, entry.paths, _is_met(entry, cluster), whole)
        for rule in entry.rules:
            yield Suppression(rule, entry.reason, entry.at, scope, None, entry.expires, entry.expires_at)


def _of_comment(comment: Comment, source: Source, cluster: Cluster, places: Places) -> Iterator[Suppression | Misspelt]:
    here = places.at(source.name, comment.about)
    if here and here.context:
        return
    ref = cluster.documents[here].ref if here else None
    command = _COMMAND.match(comment.text)
    directive = parse_directive(comment.text[command.end() :] if command else "")
    if command is None or not directive.rules:
        at = _span(source, comment, 0, max(1, len(comment.text)))
        yield Misspelt(at, ref, "not understood: write ignore RULE -- REASON")
        return
    for scope in _scopes(comment, source, cluster, places):
        for rule, start in directive.rules:
            at = _span(source, comment, command.end() + start, len(rule))
            yield Suppression(rule, directive.reason, at, scope, ref)


def _span(source: Source, comment: Comment, start: int, length: int) -> Location:
    first = comment.column + start
    return Location(source.name, comment.line + 1, first + 1, comment.line + 1, first + length + 1)


def _scopes(comment: Comment, source: Source, cluster: Cluster, places: Places) -> list[Scope]:
    """A comment alone above the first line of an object is about the object, any other about its line."""
    objects = places.beginning_at(source.name, comment.about) if comment.about != comment.line else []
    return [OnObject(d, cluster.documents[d].ref) for d in objects] or [OnLine(source.name, comment.about + 1)]


def _of_annotations(cluster: Cluster) -> Iterator[Suppression | Misspelt]:
    for document, meta in cluster.documents.items():
        if ANNOTATION not in meta.annotations or meta.context:
            continue
        at = meta.annotations.at_key(ANNOTATION)
        for line in meta.annotations[ANNOTATION].strip().splitlines() or [""]:
            directive = parse_directive(line)
            if not directive.rules:
                yield Misspelt(at, meta.ref, "names no rule: write RULE -- REASON")
            for rule, _ in directive.rules:
                yield Suppression(rule, directive.reason, at, OnObject(document, meta.ref), meta.ref)


def _is_met(entry: Ignored, cluster: Cluster) -> bool:
    if entry.objects:
        return any(matches_object(entry.objects, meta.ref) for meta in cluster.metas)
    return any(matches_path(entry.paths, cluster.config.paths.root, s.name) for s in cluster.reading.sources)


def _is_whole(cluster: Cluster) -> bool:
    """Whether the configuration's folder is among what is checked."""
    folder = os.path.realpath(cluster.config.paths.root)
    return any(f"{folder}{os.sep}".startswith(f"{os.path.realpath(path)}{os.sep}") for path in cluster.reading.paths)


def matches_object(patterns: tuple[str, ...], ref: ObjectRef) -> bool:
    """Whether an object is `Kind namespace/name` after one of the patterns; none stands for all."""
    return not patterns or any(fnmatchcase(str(ref), pattern) for pattern in patterns)


def matches_path(patterns: tuple[str, ...], root: str, file: str) -> bool:
    """Whether a file is named by one of the patterns, relative to the configuration's folder; none stands for all."""
    path_filter = PathFilter(include=patterns, root=root)
    return path_filter.admits(path_filter.relative(file))
