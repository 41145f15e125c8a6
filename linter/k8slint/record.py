"""Dataclasses whose methods are compiled when their first instance is made.

`dataclasses.dataclass` compiles six methods for each class, and a run makes instances of a fraction of its three
hundred classes: compiling them all takes a third of the time that `k8slint check` needs to start. Comparison and
representation of frozen ones are not compiled at all. To a type checker, and from the first instance on, these are the
dataclasses of the standard library.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls: type | None = None, /, **options: Any) -> Any:
        """As `dataclasses.dataclass`; classes with slots, which have to be made anew, are completed at once."""
        if cls is None:
            return lambda cls: dataclass(cls, **options)
        return dataclasses.dataclass(cls, **options) if options.get("slots") else _postponed(cls, options)


_OPTIONS = "_postponed_options"


def _postponed(cls: Any, options: dict[str, Any]) -> Any:
    def complete_first(self: Any, *args: Any, **named: Any) -> None:
        _complete(cls)
        cls.__init__(self, *args, **named)

    setattr(cls, _OPTIONS, options)
    cls.__init__ = complete_first
    return cls


def _complete(cls: Any) -> None:
    """Makes it, and what it inherits from, what it is declared to be."""
    for base in reversed(cls.__mro__):
        if _OPTIONS in base.__dict__:
            options = base.__dict__[_OPTIONS]
            delattr(base, _OPTIONS)
            del base.__init__
            _process(base, options)


def _process(cls: Any, options: dict[str, Any]) -> None:
    if not options.get("frozen") or options.get("order"):
        dataclasses.dataclass(cls, **options)
        return
    dataclasses.dataclass(cls, **{**options, "eq": False, "repr": False})
    for name, method in _methods(cls, options.get("eq", True)).items():
        if cls.__dict__.get(name) is None:
            setattr(cls, name, method)


def _methods(cls: Any, comparable: bool) -> dict[str, Callable[..., Any]]:
    """As dataclasses define them, with the fields read by one call."""
    fields = dataclasses.fields(cls)
    compared = _reader(field.name for field in fields if field.compare)
    hashed = _reader(field.name for field in fields if (field.compare if field.hash is None else field.hash))

    def equal(self: Any, other: Any) -> Any:
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    methods: dict[str, Callable[..., Any]] = {"__repr__": _represented}
    if comparable:
        methods |= {"__eq__": equal, "__hash__": lambda self: hash(hashed(self))}
    return methods


def _reader(names: Iterable[str]) -> Callable[[Any], Any]:
    read = tuple(names)
    return attrgetter(*read) if read else lambda _: ()


@recursive_repr()
def _represented(self: Any) -> str:
    shown = (f"{f.name}={getattr(self, f.name)!r}" for f in dataclasses.fields(self) if f.repr)
    return f"{self.__class__.__qualname__}({', '.join(shown)})"
