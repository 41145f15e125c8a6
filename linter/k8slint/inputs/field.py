"""A cursor into a document that never raises: what has the wrong type reads as absent.

The schema reports wrong types (`manifest-invalid`); the analysis goes on with what can be understood.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TypeVar

from k8slint.inputs.at import At, Step
from k8slint.inputs.document import Document
from k8slint.inputs.node import Value, YamlList, YamlMap

E = TypeVar("E", bound=StrEnum)


class Field:
    """A value and where it stands; `field["spec"]["ports"]` descends and is always a Field.

    As light as `At`, and for the same reason: its place is put together when somebody asks for it.
    """

    __slots__ = ("document", "path", "value")

    def __init__(self, document: Document, path: tuple[Step, ...], value: Value) -> None:
        self.document = document
        self.path = path
        self.value = value

    @classmethod
    def root(cls, document: Document) -> Field:
        """The whole object."""
        return cls(document, (), document.root)

    @property
    def at(self) -> At:
        """Where it stands."""
        return At(self.document, self.path)

    def __getitem__(self, step: Step) -> Field:
        value, found = self.value, None
        if isinstance(value, YamlMap):
            found = value.get(step)  # type: ignore[arg-type]
        elif isinstance(value, YamlList) and isinstance(step, int) and 0 <= step < len(value):
            found = value[step]
        return Field(self.document, (*self.path, step), found)

    def __bool__(self) -> bool:
        """Present and not null; an empty map or list is present."""
        return self.value is not None

    @property
    def has_key(self) -> bool:
        """Written at all, be it null."""
        return self.at.written

    def items(self) -> Iterator[tuple[str, Field]]:
        """Key and field of each entry of a mapping; nothing for anything else."""
        if isinstance(self.value, YamlMap):
            for key, value in self.value.items():
                yield key, Field(self.document, (*self.path, key), value)

    def each(self) -> Iterator[Field]:
        """Each item of a list; nothing for anything else."""
        if isinstance(self.value, YamlList):
            for index, value in enumerate(self.value):
                yield Field(self.document, (*self.path, index), value)

    def text(self) -> str | None:
        """A scalar as text (an unquoted number or boolean where the API wants a string is understood as written)."""
        if isinstance(self.value, bool):
            return "true" if self.value else "false"
        return str(self.value) if isinstance(self.value, str | int | float) else None

    def number(self) -> int | None:
        """An integer, also one that is written as a float (JSON does not tell them apart); a quoted one is none."""
        if isinstance(self.value, float) and self.value.is_integer():
            return int(self.value)
        return self.value if isinstance(self.value, int) and not isinstance(self.value, bool) else None

    def flag(self) -> bool | None:
        """A boolean."""
        return self.value if isinstance(self.value, bool) else None

    def choice(self, choices: type[E], default: E) -> E:
        """One of a set of words; absent and unknown words read as the default."""
        return next((choice for choice in choices if choice == self.value), default)

    def texts(self) -> tuple[str, ...]:
        """The scalars of a list as text."""
        return tuple(text for item in self.each() if (text := item.text()) is not None)

    def mapping(self) -> dict[str, str]:
        """A map of scalars as text, such as labels; other values are left out."""
        return {key: text for key, item in self.items() if (text := item.text()) is not None}
