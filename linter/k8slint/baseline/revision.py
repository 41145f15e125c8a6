"""The findings of a revision: what a change introduces is what is left without them."""

from __future__ import annotations

import os
from dataclasses import replace

from k8slint.baseline.known import Known
from k8slint.baseline.renaming import Renaming
from k8slint.config import Config
from k8slint.engine import Result, check
from k8slint.inputs.file import STDIN
from k8slint.inputs.git import NoSuchRevision, Repository, written_out
from k8slint.inputs.glob import expand


def known_in(revision: str, paths: tuple[str, ...], result: Result) -> Known:
    """The findings that the paths had in a revision, under the names that files and objects have in the result.

    Raises:
        NoSuchRevision: there is none, or a path lies in no repository or in another one.
    """
    if STDIN in paths:
        raise NoSuchRevision("standard input has no revisions")
    repository = Repository.around(paths[0])
    places = [repository.relative(path) for path in paths]
    with written_out(repository, revision) as folder:
        config = _moved(result.cluster.config, repository, folder)
        old = _checked([os.path.join(folder, place) for place in places], config)
        renaming = Renaming.between(old, folder, result, repository.top)
        return Known(repository.top, tuple(renaming.entries(old.findings, folder)))


def _moved(config: Config, repository: Repository, folder: str) -> Config:
    """The configuration as it is now, with patterns that count from the same place in the folder."""
    root = os.path.relpath(os.path.realpath(config.paths.root), repository.top)
    return replace(config, paths=replace(config.paths, root=os.path.join(folder, root)))


def _checked(paths: list[str], config: Config) -> Result:
    """What is wrong there; paths that did not exist then have no findings."""
    return check([path for path in paths if os.path.lexists(path) or any(expand(path))], config)
