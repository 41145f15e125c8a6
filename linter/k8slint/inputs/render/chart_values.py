"""The values that a chart is rendered with, and where each is written."""

from __future__ import annotations

from k8slint.inputs.at import At, Step
from k8slint.inputs.node import Value
from k8slint.inputs.render.match import follow, value_at, written_part
from k8slint.record import dataclass


@dataclass(frozen=True, eq=False)
class Values:
    """The mappings of values, the ones that win first: `given` to the outermost chart, `own` those of a subchart.

    `below` is the subchart's name, under which its values stand in `given`.
    """

    given: tuple[At, ...]
    own: tuple[At, ...] = ()
    below: str = ""

    def place(self, path: tuple[Step, ...], value: Value = None, rest: tuple[Step, ...] = ()) -> At | None:
        """Where `.Values.PATH` is written; with `rest`, where that part of it stands, as in the rendered `value`."""
        full = (self.below, *path) if self.below else path
        for mapping, wanted in (*((each, full) for each in self.given), *((each, path) for each in self.own)):
            if written_part(mapping.value, wanted) == wanted:
                found = follow(value, value_at(mapping.value, wanted), rest) if rest else ()
                if found is not None:
                    return At(mapping.document, (*mapping.path, *wanted, *found))
        return None
