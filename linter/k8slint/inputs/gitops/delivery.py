"""What an object of a delivery tool installs: a folder of this repository, as what and where."""

from __future__ import annotations

import os
from fnmatch import fnmatchcase

from k8slint.inputs.at import At
from k8slint.record import dataclass


class NotKnown(Exception):
    """An object of which a part comes from elsewhere, or is not understood."""


@dataclass(frozen=True, eq=False)
class Delivery:
    """`folder` is a real path; `at` is where it is named, and stands for the delivery.

    `namespace` is for objects that name none; `over` is where one is written that all get. `values` are files, and
    `inline` the mappings that win over these, the last one over all. `excluded` are globs of files that are left out of
    a folder without a kustomization, and `recurses` tells whether its subfolders belong to it.
    """

    folder: str
    at: At
    name: str
    namespace: str | None = None
    over: At | None = None
    values: tuple[str, ...] = ()
    inline: tuple[At, ...] = ()
    prefix: str = ""
    suffix: str = ""
    excluded: tuple[str, ...] = ()
    recurses: bool = False

    @property
    def over_all(self) -> str | None:
        """The namespace that all of its objects get."""
        return str(self.over.value) if self.over else None

    def takes(self, real: str) -> bool:
        """Whether a file, by its real path, is installed as it is."""
        folder, name = os.path.split(real)
        inside = folder == self.folder or (self.recurses and folder.startswith(self.folder + os.sep))
        return inside and not any(fnmatchcase(name, pattern) for pattern in self.excluded)
