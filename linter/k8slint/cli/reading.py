"""The input of a command: what is under review, and what stands around it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from k8slint.cache.program import program
from k8slint.cache.store import Store, folder_of
from k8slint.cli.bar import erase_bar
from k8slint.cli.settings import fail
from k8slint.config import Config
from k8slint.inputs.ahead import Ahead, cores
from k8slint.inputs.context import in_context
from k8slint.inputs.kept import Kept
from k8slint.inputs.read import read
from k8slint.inputs.reading import Reading
from k8slint.inputs.walk import NoSuchPath
from k8slint.progress import Progress, untold

if TYPE_CHECKING:
    from k8slint.inputs.render.kept import KeptBuilds


def reading_of(paths: Sequence[str], config: Config, progress: Progress = untold, cached: bool = False) -> Reading:
    """What the paths hold, with what the configuration puts around it; ends the command where a path names nothing.

    `cached` says whether earlier runs may say what files hold that have not changed.
    """
    is_kept = cached and not os.environ.get("K8SLINT_NO_CACHE")
    kept = Kept(Store(folder_of()), _program) if is_kept else None
    ahead = Ahead(cores(), kept, _builds if is_kept else None)
    try:
        return in_context(read(paths, config.paths, config.rendering, progress, ahead), config.context, ahead)
    except NoSuchPath as error:
        erase_bar()
        fail(f"no such file or folder: {error}")


@cache
def _program() -> str:
    from hashlib import sha256  # takes long to import

    return sha256(repr(program()).encode()).hexdigest()


def _builds() -> KeptBuilds:
    from k8slint.inputs.render.footprint import Footprint
    from k8slint.inputs.render.kept import KeptBuilds  # what runs programs takes long to import

    return KeptBuilds(Store(folder_of()), _program, Footprint())
