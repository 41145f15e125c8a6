"""The input of a command: what is under review, and what stands around it."""

from __future__ import annotations

from collections.abc import Sequence

from k8slint.cli.bar import erase_bar
from k8slint.cli.settings import fail
from k8slint.config import Config
from k8slint.inputs.ahead import Ahead, cores
from k8slint.inputs.cached import cached
from k8slint.inputs.context import in_context
from k8slint.inputs.read import read
from k8slint.inputs.reading import Reading
from k8slint.inputs.walk import NoSuchPath
from k8slint.progress import Progress, untold


def reading_of(paths: Sequence[str], config: Config, progress: Progress = untold, is_cached: bool = True) -> Reading:
    """What the paths hold, with what the configuration puts around it; ends the command where a path names nothing.

    `is_cached` says whether earlier runs may say what has not changed.
    """
    ahead = cached(cores()) if is_cached else Ahead(cores())
    try:
        return in_context(read(paths, config.paths, config.rendering, progress, ahead), config.context, ahead)
    except NoSuchPath as error:
        erase_bar()
        fail(f"no such file or folder: {error}")
