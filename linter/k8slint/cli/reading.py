"""The input of a command: what is under review, and what stands around it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from hashlib import sha256

from k8slint.cache.program import program
from k8slint.cache.store import Store, folder_of
from k8slint.cli.settings import fail
from k8slint.config import Config
from k8slint.inputs.ahead import Ahead, cores
from k8slint.inputs.context import in_context
from k8slint.inputs.kept import Kept
from k8slint.inputs.read import read
from k8slint.inputs.reading import Reading
from k8slint.inputs.walk import NoSuchPath
from k8slint.progress import Progress, untold


def reading_of(paths: Sequence[str], config: Config, progress: Progress = untold, cached: bool = False) -> Reading:
    """What the paths hold, with what the configuration puts around it; ends the command where a path names nothing.

    `cached` says whether earlier runs may say what files hold that have not changed.
    """
    ahead = Ahead(cores(), _kept() if cached else None)
    try:
        return in_context(read(paths, config.paths, config.rendering, progress, ahead), config.context, ahead)
    except NoSuchPath as error:
        fail(f"no such file or folder: {error}")


def _kept() -> Kept | None:
    if os.environ.get("K8SLINT_NO_CACHE"):
        return None
    return Kept(Store(folder_of()), lambda: sha256(repr(program()).encode()).hexdigest())
