"""What several views of one input have in common is said once, and says where it holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from k8slint.finding import Finding, Related
from k8slint.inputs.at import At, Location
from k8slint.inputs.render.build import Build
from k8slint.inputs.render.view import View
from k8slint.record import dataclass


@dataclass(frozen=True)
class Seen:
    """A finding, and the view that has it."""

    view: View
    finding: Finding


def merged(views: list[View], found: Iterable[tuple[View, Iterable[Finding]]]) -> list[Finding]:
    """One finding for each rule, place and path, with the builds that show it."""
    groups: dict[tuple[str, Location, str], list[Seen]] = defaultdict(list)
    for view, findings in found:
        for finding in findings:
            groups[finding.rule, finding.location, finding.path].append(Seen(view, finding))
    users = _users(views)
    return [finding for group in groups.values() for finding in _said(group, len(views), users)]


def once(findings: Iterable[Finding], builds: Iterable[Build]) -> list[Finding]:
    """One finding for each rule, place and path that several builds of a network show: releases of one chart."""
    groups: dict[tuple[str, Location, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[finding.rule, finding.location, finding.path].append(finding)
    named = {build.name: build for build in builds}
    return [finding for group in groups.values() for finding in _told_once(group, named)]


def _told_once(group: list[Finding], named: dict[str, Build]) -> Iterator[Finding]:
    shown = {name: named[name] for finding in group for name in finding.builds if name in named}
    agrees = len({repr(finding.problem.fix) for finding in group}) == 1
    for finding in group:
        if len(shown) < 2:
            yield finding
        elif finding.builds == group[0].builds:
            problem = finding.problem if agrees else finding.problem.without_edits
            yield _with_builds(replace(finding, problem=problem), shown)


def _users(views: list[View]) -> dict[str, set[str]]:
    """The alternatives that each file is a part of."""
    found: dict[str, set[str]] = defaultdict(set)
    for build in (build for view in views for build in view.builds):
        for file in (*build.files, *(document.written.source.name for document in build.documents)):
            found[file].add(build.name)
    return found


def _said(group: list[Seen], views: int, users: dict[str, set[str]]) -> Iterator[Finding]:
    """Where the views say different things of one place, the first one speaks for all.

    An edit stays where all of them want the same, and no other build, which is right as it is, is made of that file.
    """
    names = {seen.view.name for seen in group}
    builds = dict(sorted({build.name: build for seen in group for build in _shown_by(seen)}.items()))
    shared = not users[group[0].finding.location.file] <= set(builds)
    for seen in group:
        if seen.view is group[0].view and seen.finding.builds == group[0].finding.builds:
            everywhere = len(names) == views and not _rendered_as(seen.finding)
            agrees = len(set(_fixes(group))) == 1
            is_own = agrees and (everywhere or not builds or not shared)
            problem = seen.finding.problem if is_own else seen.finding.problem.without_edits
            finding = replace(seen.finding, problem=problem)
            yield finding if everywhere or not builds else _with_builds(finding, builds)


def _fixes(group: list[Seen]) -> Iterator[str]:
    """What each view wants."""
    for view in {id(seen.view): seen.view for seen in group}.values():
        yield repr([seen.finding.problem.fix for seen in group if seen.view is view])


def _shown_by(seen: Seen) -> Iterator[Build]:
    """The alternatives that a finding is about: the one that its object is of, else all that the view has."""
    name = _rendered_as(seen.finding)
    own = [build for build in seen.view.builds if build.name == name]
    return iter(own or (() if name else seen.view.builds))


def _rendered_as(finding: Finding) -> str | None:
    """The name of the build that the finding's object is of."""
    at = finding.problem.at
    return at.document.source.name if isinstance(at, At) and at.document.origin else None


def _with_builds(finding: Finding, builds: dict[str, Build]) -> Finding:
    """The finding with the builds that show it."""
    problem, at = finding.problem, next(iter(builds.values())).at
    word = "build" if len(builds) == 1 else "builds"
    related = Related(at, f"in the {word} {', '.join(builds)}")
    return replace(finding, problem=replace(problem, related=(*problem.related, related)), builds=tuple(builds))
