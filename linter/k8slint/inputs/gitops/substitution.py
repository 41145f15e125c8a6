"""Variables in what a build prints: `${NAME}`, with a default where it has one.

Source: the documentation of Flux, Kustomization, "Post build variable substitution".
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from k8slint.inputs.at import At
from k8slint.pattern import regex
from k8slint.record import dataclass

_REFERENCE = regex(r"\$(\$?)\{([A-Za-z_]\w*)(?:(:?[=-])([^{}$]*))?\}")
_OFF = regex(r"kustomize\.toolkit\.fluxcd\.io/substitute[\"']?: [\"']?disabled")
_END = regex(r"^---$", re.MULTILINE)


@dataclass(frozen=True, eq=False)
class Substitution:
    """`values` are where those of the variables are written; others are empty, unless only a part `is_partial`."""

    values: Mapping[str, At]
    is_partial: bool = False

    @property
    def identity(self) -> object:
        """The same for those that make the same of every text."""
        return {name: at.value for name, at in self.values.items()}, self.is_partial

    def objects(self, text: str) -> str:
        """The objects that a build prints, but for those that want no substitution."""
        parts = _END.split(text)
        return "---".join(part if _OFF.search(part) else self.text(part) for part in parts)

    def text(self, text: str) -> str:
        """A text with the values of its variables."""
        return _REFERENCE.sub(self._value, text) if "${" in text else text

    def place(self, text: object) -> At | None:
        """Where the value of a text is written that is nothing but a variable."""
        found = _REFERENCE.fullmatch(text.strip()) if isinstance(text, str) else None
        return self.values.get(found[2]) if found else None

    def _value(self, found: re.Match[str]) -> str:
        escaped, name, operator, default = found.groups()
        if escaped:
            return found[0][1:]
        if name in self.values:
            text = _text(self.values[name].value)
            return text or (default if operator and operator.startswith(":") else "")
        if operator is not None:
            return str(default)
        return found[0] if self.is_partial else ""


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)
