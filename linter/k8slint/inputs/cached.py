"""What earlier runs of this program kept, in the folder that the platform has for that."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

from k8slint.cache.program import program
from k8slint.cache.store import Store, folder_of
from k8slint.inputs.ahead import Ahead
from k8slint.inputs.kept import Kept

if TYPE_CHECKING:
    from k8slint.inputs.render.kept import KeptBuilds

OFF = "K8SLINT_NO_CACHE"
"""The variable that switches it off."""


def cached(processes: int = 1) -> Ahead:
    """What is known of files and builds before they are read; nothing where that is switched off."""
    if os.environ.get(OFF):
        return Ahead(processes)
    return Ahead(processes, Kept(Store(folder_of()), _program), _builds)


@cache
def _program() -> str:
    from hashlib import sha256  # takes long to import

    return sha256(repr(program()).encode()).hexdigest()


def _builds() -> KeptBuilds:
    from k8slint.inputs.render.footprint import Footprint
    from k8slint.inputs.render.kept import KeptBuilds  # what runs programs takes long to import

    return KeptBuilds(Store(folder_of()), _program, Footprint())
