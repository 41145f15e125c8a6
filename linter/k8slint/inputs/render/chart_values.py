"""The values that a chart is rendered with, and where each is written."""

from __future__ import annotations

from k8slint.inputs.at import At, Step
from k8slint.inputs.document import Document
from k8slint.inputs.node import Value
from k8slint.inputs.render.match import follow, value_at, written_part
from k8slint.record import dataclass


@dataclass(frozen=True, eq=False)
class Values:
    """The documents of values, the ones that win first: `files` of the outermost chart, `own` those of a subchart.

    `below` is the subchart's name, under which its values stand in `files`.
    """

    files: tuple[Document, ...]
    own: tuple[Document, ...] = ()
    below: str = ""

    def place(self, path: tuple[Step, ...], value: Value = None, rest: tuple[Step, ...] = ()) -> At | None:
        """Where `.Values.PATH` is written; with `rest`, where that part of it stands, as in the rendered `value`."""
        full = (self.below, *path) if self.below else path
        places = [*((document, full) for document in self.files), *((document, path) for document in self.own)]
        for document, wanted in places:
            if written_part(document.root, wanted) == wanted:
                found = follow(value, value_at(document.root, wanted), rest) if rest else ()
                if found is not None:
                    return At(document, (*wanted, *found))
        return None
