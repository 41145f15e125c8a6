"""The findings of a revision: what a change introduces is what is left without them."""

from __future__ import annotations

import os
from dataclasses import replace

from k8slint.baseline.entry import relatives
from k8slint.baseline.known import Known
from k8slint.baseline.renaming import Renaming
from k8slint.config import Config
from k8slint.engine import Result, check
from k8slint.inputs.checkout import Checkout, checked_out
from k8slint.inputs.file import STDIN
from k8slint.inputs.git import NoSuchRevision
from k8slint.inputs.glob import expand


def known_in(revision: str, paths: tuple[str, ...], result: Result) -> Known:
    """The findings that the paths had in a revision, under the names that files and objects have in the result.

    Raises:
        NoSuchRevision: there is none, or a path lies in no repository or in another one.
    """
    if STDIN in paths:
        raise NoSuchRevision("standard input has no revisions")
    with checked_out(revision, paths[0]) as then:
        places, top = [then.at(path) for path in paths], then.repository.top
        old = check([place for place in places if is_there(place)], as_configured(result.cluster.config, then))
        renaming = Renaming.between(old, then.folder, result, top)
        builds = relatives((build.name for build in old.cluster.reading.builds), then.folder)
        return Known(top, tuple(renaming.entries(old.findings, then.folder)), frozenset(builds))


def as_configured(config: Config, then: Checkout) -> Config:
    """The configuration as it is now, with patterns, charts and values of the same places in an earlier revision."""
    releases = tuple(
        replace(each, path=_then(each.path, then), values=tuple(_then(path, then) for path in each.values))
        for each in config.rendering.releases
    )
    return replace(
        config,
        paths=replace(config.paths, root=_then(config.paths.root, then)),
        rendering=replace(config.rendering, releases=releases),
    )


def _then(path: str, then: Checkout) -> str:
    return os.path.join(then.folder, os.path.relpath(os.path.realpath(path), then.repository.top))


def is_there(path: str) -> bool:
    """Whether a path or glob names anything: what did not exist then has no findings."""
    return os.path.lexists(path) or any(expand(path))
