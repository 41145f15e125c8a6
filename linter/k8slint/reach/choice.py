"""One value out of finitely many: absent, one that is mentioned, or any other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from k8slint.model.selector import Operator, Requirement
from k8slint.reach.formula import Formula, Formulas, Model


class Choice:
    """A label of somebody unknown. What nobody mentions is all the same, so one code stands for all of it."""

    def __init__(self, formulas: Formulas, name: str, values: Sequence[str]) -> None:
        self._formulas = formulas
        self._values = tuple(values)
        self._codes = {value: code for code, value in enumerate(values, start=1)}
        # Code 0 is absence, codes beyond the last value are other values; there is room for at least one of those.
        self._word = formulas.word(name, (len(values) + 1).bit_length())

    @property
    def absent(self) -> Formula:
        """Whether it is not there at all."""
        return self._formulas.equals(self._word, 0)

    def among(self, values: Iterable[str]) -> Formula:
        """Whether it is one of these."""
        return self._formulas.any(self.equals(value) for value in sorted(values))

    def equals(self, value: str) -> Formula:
        """Whether it is this one, which must be among those that were mentioned."""
        return self._formulas.equals(self._word, self._codes[value])

    def is_like(self, value: str | None) -> Formula:
        """Whether it is, as far as anybody can tell, this value; None for absence."""
        if value is None:
            return self.absent
        if value in self._codes:
            return self.equals(value)
        return self._formulas.none(self._formulas.any((self.absent, self.among(self._values))))

    def meets(self, requirement: Requirement) -> Formula:
        """Whether it is as a selector asks for."""
        match requirement.operator:
            case Operator.IN:
                return self.among(requirement.values)
            case Operator.NOT_IN:
                return self._formulas.none(self.among(requirement.values))
            case Operator.EXISTS:
                return self._formulas.none(self.absent)
            case Operator.DOES_NOT_EXIST:
                return self.absent

    def read(self, model: Model) -> str | None:
        """Its value in a case, None where it is absent."""
        code = model.number(self._word)
        if code == 0:
            return None
        return self._values[code - 1] if code <= len(self._values) else self.other

    def same(self, choice: Choice) -> Formula:
        """Whether it is the very same as another choice among the same values."""
        return self._formulas.same(self._word, choice._word)

    def read_name(self, model: Model) -> str:
        """Its value in a case where it cannot be absent; each code that nobody mentions is a value of its own."""
        code, last = model.number(self._word), len(self._values)
        if 0 < code <= last:
            return self._values[code - 1]
        return self.other if code == 0 else self._unmentioned("another" if code == last + 1 else f"another-{code}")

    @property
    def other(self) -> str:
        """A value that nobody mentions."""
        return self._unmentioned("other")

    def _unmentioned(self, word: str) -> str:
        candidates = (word, *(f"{word}-{n}" for n in range(len(self._values))))
        return next(candidate for candidate in candidates if candidate not in self._codes)
