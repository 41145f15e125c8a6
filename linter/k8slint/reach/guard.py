"""Which clauses count: a question can leave that open for those that it may have to blame."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from k8slint.model.admin_policy import Action
from k8slint.reach.clause import Clause, Isolation
from k8slint.reach.formula import Atom, Formula, Formulas

Said: TypeAlias = Clause | Isolation
Guard: TypeAlias = Callable[[Said], Formula]
"""Whether a clause or an isolation counts."""


def counts(_: Said) -> Formula:
    """Everything counts."""
    return True


def opens(said: Said) -> bool:
    """Whether it can only let more through."""
    return isinstance(said, Clause) and said.effect is Action.ALLOW


def closes(said: Said) -> bool:
    """Whether it can only let less through."""
    return isinstance(said, Isolation) or said.effect is Action.DENY


class Guards:
    """A flag for each of those that may be blamed; with all flags set, everything counts."""

    def __init__(self, formulas: Formulas, may_blame: Callable[[Said], bool]) -> None:
        self._formulas, self._may_blame = formulas, may_blame
        self.flags: dict[Said, Atom] = {}

    def __call__(self, said: Said) -> Formula:
        """The flag of one that may be blamed; others count always."""
        if not self._may_blame(said):
            return True
        if said not in self.flags:
            self.flags[said] = self._formulas.flag()
        return self.flags[said]
