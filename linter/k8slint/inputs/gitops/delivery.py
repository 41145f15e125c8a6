"""What an object of a delivery tool installs: a folder of this repository, as what and where."""

from __future__ import annotations

import os
from fnmatch import fnmatchcase

from k8slint.inputs.at import At
from k8slint.inputs.document import Document
from k8slint.inputs.gitops.substitution import Substitution
from k8slint.record import dataclass


class NotKnown(Exception):
    """An object of which a part comes from elsewhere, or is not understood."""


@dataclass(frozen=True, eq=False)
class Delivery:
    """`folder` is a real path; `at` is where it is named, and stands for the delivery.

    `namespace` is for objects that name none; `over` is where one is written that all get. `values` are files, and
    `inline` the mappings that win over these, the last one over all. `layer` is a kustomization around the folder's,
    `components` the folders that it includes, `substitution` what the outcome's variables stand for. `included` and
    `excluded` are globs of the files of a folder without a kustomization, and `recurses` tells whether its subfolders
    belong to it. What is `partial` makes objects that nobody can know from here, too.
    """

    folder: str
    at: At
    name: str
    namespace: str | None = None
    over: At | None = None
    values: tuple[str, ...] = ()
    inline: tuple[At, ...] = ()
    layer: Document | None = None
    components: tuple[str, ...] = ()
    substitution: Substitution | None = None
    included: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    recurses: bool = False
    partial: bool = False

    @property
    def over_all(self) -> str | None:
        """The namespace that all of its objects get."""
        return str(self.over.value) if self.over else None

    @property
    def identity(self) -> str:
        """The same text for deliveries that install the same."""
        layer = self.layer.root if self.layer else None
        said = (self.name, self.namespace, self.over_all, [at.value for at in self.inline], layer, self.partial)
        read = (self.values, self.components, self.included, self.excluded, self.recurses)
        return repr((self.folder, said, read, self.substitution and self.substitution.identity))

    def takes(self, real: str) -> bool:
        """Whether a file, by its real path, is installed as it is."""
        folder, name = os.path.split(real)
        inside = folder == self.folder or (self.recurses and folder.startswith(self.folder + os.sep))
        is_included = not self.included or any(fnmatchcase(name, pattern) for pattern in self.included)
        return inside and is_included and not any(fnmatchcase(name, pattern) for pattern in self.excluded)
