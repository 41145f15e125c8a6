"""Formulas over finite words: the one door to Z3. What is known beforehand stays a Python bool and costs nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from typing import Any, NewType, TypeAlias

from k8slint.record import dataclass

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
    """Makes formulas in a context of its own; nothing is shared with any other.

    Terms are Z3's plain handles, made by its C functions and kept until the context goes: its Python classes check and
    count every argument, which takes ten times as long.
    """

    def __init__(self) -> None:
        import z3  # costs a fifth of a second, which a run without a question for the solver need not pay

        self.z3: Any = z3
        self.context: Any = z3.Context()
        self._ref: Any = self.context.ref()
        self._equal: dict[tuple[str, int], Atom] = {}
        self._sorts: dict[int, Any] = {}
        self._flags = 0

    def flag(self) -> Atom:
        """A new unknown truth."""
        self._flags += 1
        return self._kept(self.z3.Bool(f"flag {self._flags}", self.context).ast)

    def word(self, name: str, bits: int) -> Word:
        """An unknown number; the same name gives the same word."""
        return Word(name, bits, self._kept(self.z3.Const(name, self._sort(bits)).ast))

    def equals(self, word: Word, number: int) -> Formula:
        """Whether a word is a number."""
        key = (word.name, number)
        if key not in self._equal:
            self._equal[key] = self._made(self.z3.Z3_mk_eq, word.term, self._number(number, word.bits))
        return self._equal[key]

    def same(self, one: Word, other: Word) -> Formula:
        """Whether two words of one length are the same number."""
        return self._made(self.z3.Z3_mk_eq, one.term, other.term)

    def between(self, word: Word, first: int, last: int) -> Formula:
        """Whether a word lies in a range, both ends included."""
        if first == last:
            return self.equals(word, first)
        low = first == 0 or self._made(self.z3.Z3_mk_bvuge, word.term, self._number(first, word.bits))
        high = last == (1 << word.bits) - 1
        return self.all((low, high or self._made(self.z3.Z3_mk_bvule, word.term, self._number(last, word.bits))))

    def begins(self, word: Word, prefix: int, length: int) -> Formula:
        """Whether the first `length` bits of a word are those of `prefix`, which is as long as the word."""
        if length == 0:
            return True
        dropped = word.bits - length
        head = self._kept(self.z3.Z3_mk_extract(self._ref, word.bits - 1, dropped, word.term))
        return self._made(self.z3.Z3_mk_eq, head, self._number(prefix >> dropped, length))

    def all(self, parts: Iterable[Formula]) -> Formula:
        """Whether all parts hold."""
        return self._joined(parts, True, self.z3.Z3_mk_and)

    def any(self, parts: Iterable[Formula]) -> Formula:
        """Whether some part holds."""
        return self._joined(parts, False, self.z3.Z3_mk_or)

    def none(self, part: Formula) -> Formula:
        """Whether a formula does not hold."""
        return (not part) if isinstance(part, bool) else self._made(self.z3.Z3_mk_not, part)

    def choose(self, condition: Formula, yes: Formula, no: Formula) -> Formula:
        """`yes` where the condition holds, else `no`."""
        if isinstance(condition, bool):
            return yes if condition else no
        if isinstance(yes, bool):
            return self.any((condition, no)) if yes else self.all((self.none(condition), no))
        if isinstance(no, bool):
            return self.any((self.none(condition), yes)) if no else self.all((condition, yes))
        return self._made(self.z3.Z3_mk_ite, condition, yes, no)

    def differ(self, one: Formula, other: Formula) -> Formula:
        """Whether exactly one of two formulas holds."""
        return self.choose(one, self.none(other), other)

    def wrapped(self, formula: Formula) -> Any:
        """The formula as an object of Z3's Python classes."""
        if isinstance(formula, bool):
            return self.z3.BoolVal(formula, self.context)
        return self.z3.BoolRef(formula, self.context)

    def array(self, atoms: Sequence[Atom]) -> Any:
        """Handles as C wants them."""
        return (self.z3.Ast * len(atoms))(*atoms)

    def _number(self, number: int, bits: int) -> Atom:
        return self._kept(self.z3.Z3_mk_numeral(self._ref, str(number), self._sort(bits).ast))

    def _sort(self, bits: int) -> Any:
        if bits not in self._sorts:
            self._sorts[bits] = self.z3.BitVecSort(bits, self.context)
        return self._sorts[bits]

    def _made(self, make: Any, *parts: Any) -> Atom:
        return self._kept(make(self._ref, *parts))

    def _kept(self, term: Any) -> Atom:
        self.z3.Z3_inc_ref(self._ref, term)
        return Atom(term)

    def _joined(self, parts: Iterable[Formula], neutral: bool, make: Any) -> Formula:
        kept: list[Atom] = []
        for part in parts:
            if part is not neutral:
                if isinstance(part, bool):
                    return part
                kept.append(part)
        if len(kept) < 2:
            return kept[0] if kept else neutral
        return self._made(make, len(kept), self.array(kept))


@dataclass(frozen=True)
class Model:
    """One case in which everything that was asserted holds."""

    formulas: Formulas
    model: Any

    def number(self, word: Word) -> int:
        """The number that a word has."""
        term = self.formulas.z3.BitVecRef(word.term, self.formulas.context)
        return int(self.model.eval(term, model_completion=True).as_long())

    def holds(self, formula: Formula) -> bool:
        """Whether a formula holds."""
        if isinstance(formula, bool):
            return formula
        found = self.model.eval(self.formulas.wrapped(formula), model_completion=True)
        return bool(self.formulas.z3.is_true(found))


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
        self._solver.add(self._formulas.wrapped(formula))

    def suppose(self, formula: Formula) -> Atom:
        """A new flag that implies the formula: to be assumed or not."""
        flag = self._formulas.flag()
        self.add(self._formulas.any((self._formulas.none(flag), formula)))
        return flag

    def check(self, assumed: Sequence[Atom] = ()) -> Outcome:
        """A case in which everything asserted and all assumptions hold, or those that contradict it."""
        z3, context = self._formulas.z3, self._formulas.context
        handles = self._formulas.array(assumed)
        result = z3.Z3_solver_check_assumptions(context.ref(), self._solver.solver, len(assumed), handles)
        if result == z3.Z3_L_TRUE:
            return Model(self._formulas, self._solver.model())
        if result == z3.Z3_L_FALSE:
            core = {term.ast.value for term in self._solver.unsat_core()}
            return Contradiction(tuple(n for n, flag in enumerate(assumed) if _address(flag) in core))
        return Undecided()


def _address(flag: Any) -> int:
    return int(flag.value)
