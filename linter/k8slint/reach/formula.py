"""Formulas over finite words: the one door to Z3. What is known beforehand stays a Python bool and costs nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NewType, TypeAlias

Atom = NewType("Atom", object)
Formula: TypeAlias = bool | Atom

LIMIT = 20_000_000
"""Z3's count of its own steps for one question: a bound on work, not on time, so that a run repeats exactly."""


@dataclass(frozen=True)
class Word:
    """An unknown number of so many bits."""

    name: str
    bits: int
    term: Any = field(repr=False, compare=False)


class Formulas:
    """Makes formulas in a context of its own; nothing is shared with any other."""

    def __init__(self) -> None:
        import z3  # costs a fifth of a second, which a run without a question for the solver need not pay

        self.z3: Any = z3
        self.context = z3.Context()
        self._equal: dict[tuple[Word, int], Formula] = {}
        self._flags = 0

    def flag(self) -> Atom:
        """A new unknown truth."""
        self._flags += 1
        return Atom(self.z3.Bool(f"flag {self._flags}", self.context))

    def word(self, name: str, bits: int) -> Word:
        """An unknown number; the same name gives the same word."""
        return Word(name, bits, self.z3.BitVec(name, bits, self.context))

    def equals(self, word: Word, number: int) -> Formula:
        """Whether a word is a number."""
        key = (word, number)
        if key not in self._equal:
            self._equal[key] = Atom(word.term == self.z3.BitVecVal(number, word.bits, self.context))
        return self._equal[key]

    def same(self, one: Word, other: Word) -> Formula:
        """Whether two words of one length are the same number."""
        return Atom(one.term == other.term)

    def between(self, word: Word, first: int, last: int) -> Formula:
        """Whether a word lies in a range, both ends included."""
        if first == last:
            return self.equals(word, first)
        low = first == 0 or Atom(self.z3.UGE(word.term, first))
        high = last == (1 << word.bits) - 1 or Atom(self.z3.ULE(word.term, last))
        return self.all((low, high))

    def begins(self, word: Word, prefix: int, length: int) -> Formula:
        """Whether the first `length` bits of a word are those of `prefix`, which is as long as the word."""
        if length == 0:
            return True
        dropped = word.bits - length
        return Atom(self.z3.Extract(word.bits - 1, dropped, word.term) == prefix >> dropped)

    def all(self, parts: Iterable[Formula]) -> Formula:
        """Whether all parts hold."""
        return self._joined(parts, True, self.z3.Z3_mk_and)

    def any(self, parts: Iterable[Formula]) -> Formula:
        """Whether some part holds."""
        return self._joined(parts, False, self.z3.Z3_mk_or)

    def none(self, part: Formula) -> Formula:
        """Whether a formula does not hold."""
        return (not part) if isinstance(part, bool) else Atom(self.z3.Not(part))

    def choose(self, condition: Formula, yes: Formula, no: Formula) -> Formula:
        """`yes` where the condition holds, else `no`."""
        if isinstance(condition, bool):
            return yes if condition else no
        if isinstance(yes, bool):
            return self.any((condition, no)) if yes else self.all((self.none(condition), no))
        if isinstance(no, bool):
            return self.any((self.none(condition), yes)) if no else self.all((condition, yes))
        return Atom(self.z3.If(condition, yes, no))

    def differ(self, one: Formula, other: Formula) -> Formula:
        """Whether exactly one of two formulas holds."""
        return self.choose(one, self.none(other), other)

    def _joined(self, parts: Iterable[Formula], neutral: bool, make: Any) -> Formula:
        """Z3's own And and Or check every argument in Python, which takes ten times as long."""
        kept: list[Any] = []
        for part in parts:
            if part is not neutral:
                if isinstance(part, bool):
                    return part
                kept.append(part)
        if len(kept) < 2:
            return kept[0] if kept else neutral
        terms = (self.z3.Ast * len(kept))(*(part.ast for part in kept))
        return Atom(self.z3.BoolRef(make(self.context.ref(), len(kept), terms), self.context))


@dataclass(frozen=True)
class Model:
    """One case in which everything that was asserted holds."""

    formulas: Formulas
    model: Any

    def number(self, word: Word) -> int:
        """The number that a word has."""
        return int(self.model.eval(word.term, model_completion=True).as_long())

    def holds(self, formula: Formula) -> bool:
        """Whether a formula holds."""
        if isinstance(formula, bool):
            return formula
        return bool(self.formulas.z3.is_true(self.model.eval(formula, model_completion=True)))


@dataclass(frozen=True)
class Contradiction:
    """No case; `core` are the assumptions that were needed to see it, by their place."""

    core: tuple[int, ...]


@dataclass(frozen=True)
class Undecided:
    """The bound ran out before an answer was found."""


Outcome: TypeAlias = Model | Contradiction | Undecided


class Session:
    """One question: what is asserted, and what follows under assumptions."""

    def __init__(self, formulas: Formulas, given: Iterable[Formula], limit: int = LIMIT) -> None:
        self._formulas = formulas
        self._solver: Any = formulas.z3.SolverFor("QF_FD", ctx=formulas.context)
        self._solver.set("rlimit", limit)
        self._solver.set("phase", "always_false")  # what is free is absent, so that witnesses stay plain
        self.add(formulas.all(given))

    def add(self, formula: Formula) -> None:
        """Asserts one more formula."""
        self._solver.add(self._formulas.z3.BoolVal(formula, self._formulas.context) if _known(formula) else formula)

    def suppose(self, formula: Formula) -> Atom:
        """A new flag that implies the formula: to be assumed or not."""
        flag = self._formulas.flag()
        self.add(self._formulas.any((self._formulas.none(flag), formula)))
        return flag

    def check(self, assumed: Sequence[Atom] = ()) -> Outcome:
        """A case in which everything asserted and all assumptions hold, or those that contradict it."""
        z3 = self._formulas.z3
        result = self._solver.check(*assumed)
        if result == z3.sat:
            return Model(self._formulas, self._solver.model())
        if result == z3.unsat:
            core = {term.get_id() for term in self._solver.unsat_core()}
            return Contradiction(tuple(n for n, flag in enumerate(assumed) if _id(flag) in core))
        return Undecided()


def _known(formula: Formula) -> bool:
    return isinstance(formula, bool)


def _id(flag: Any) -> int:
    return int(flag.get_id())
