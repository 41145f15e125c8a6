"""Answers to "is there a case in which …?": a case, never, or unknown."""

from __future__ import annotations

from typing import TypeAlias

from k8slint.reach.clause import Clause, Isolation
from k8slint.reach.witness import Witness
from k8slint.record import dataclass


@dataclass(frozen=True)
class Never:
    """There is no case. `because` is a smallest set of clauses and isolations without which there would be one."""

    because: tuple[Clause | Isolation, ...] = ()


@dataclass(frozen=True)
class Unknown:
    """The bound on the solver's work ran out: nothing is known, least of all that all is well."""


Answer: TypeAlias = Witness | Never | Unknown
