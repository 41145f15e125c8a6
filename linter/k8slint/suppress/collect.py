"""All suppressions of an input: comments, annotations, and the configuration's entries."""

from __future__ import annotations

import os
from collections.abc import Iterator

from k8slint.config import Ignored
from k8slint.inputs.at import Location
from k8slint.inputs.path_filter import PathFilter
from k8slint.inputs.source import Source
from k8slint.model.cluster import Cluster
from k8slint.pattern import regex
from k8slint.suppress.comment import Comment, comments
from k8slint.suppress.directive import parse_directive
from k8slint.suppress.places import Places
from k8slint.suppress.suppression import Matching, Misspelt, OnLine, OnObject, Scope, Suppression, matches_object

ANNOTATION = "k8slint/ignore"
_COMMAND = regex(r"ignore(?:[ \t]+|$)")


def collect(cluster: Cluster, places: Places) -> Iterator[Suppression | Misspelt]:
    """Every suppression of what is under review, each rule of it by itself."""
    for source in cluster.reading.sources:
        for comment in comments(source):
            yield from _of_comment(comment, source, cluster, places)
    yield from _of_annotations(cluster)
    whole = _is_whole(cluster)
    for entry in cluster.config.ignored:
        files = PathFilter(include=entry.paths, root=cluster.config.paths.root)
        scope = Matching(entry.objects, files, _is_met(entry, files, cluster), whole)
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
        at = Location.of(source, comment.offset, comment.offset + len(comment.text))
        yield Misspelt(at, ref, "not understood: write ignore RULE -- REASON")
        return
    for scope in _scopes(comment, source, cluster, places):
        for rule, column in directive.rules:
            start = comment.offset + command.end() + column
            yield Suppression(rule, directive.reason, Location.of(source, start, start + len(rule)), scope, ref)


def _scopes(comment: Comment, source: Source, cluster: Cluster, places: Places) -> list[Scope]:
    """A comment alone above the first line of an object is about the object, any other about its line."""
    objects = places.beginning_at(source.name, comment.about) if comment.alone else []
    return [OnObject(d, cluster.documents[d].ref) for d in objects] or [OnLine(source.name, comment.about)]


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


def _is_met(entry: Ignored, files: PathFilter, cluster: Cluster) -> bool:
    if entry.objects:
        return any(matches_object(entry.objects, meta.ref) for meta in cluster.metas)
    return any(files.admits(files.relative(source.name)) for source in cluster.reading.sources)


def _is_whole(cluster: Cluster) -> bool:
    """Whether the configuration's folder is among what is checked."""
    folder = os.path.realpath(cluster.config.paths.root)
    return any(f"{folder}{os.sep}".startswith(f"{os.path.realpath(path)}{os.sep}") for path in cluster.reading.paths)
