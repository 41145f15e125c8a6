"""Dataclasses whose methods are compiled when their first instance is made.

`dataclasses.dataclass` compiles six methods for each class, and a run makes instances of a fraction of its three
hundred classes: compiling them all takes a third of the time that `k8slint check` needs to start. Of frozen
ones, only `__init__` is compiled. To a type checker, and from the first instance on, these behave as the dataclasses of
the standard library.
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
_NONE = dataclasses.MISSING


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
    dataclasses.dataclass(cls, init=False, repr=False, eq=False)
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

    methods: dict[str, Callable[..., Any]]
    methods = {"__init__": _initializer(cls), "__setattr__": _frozen, "__delattr__": _frozen, "__repr__": _represented}
    if comparable:
        methods |= {"__eq__": equal, "__hash__": lambda self: hash(hashed(self))}
    return methods


def _initializer(cls: Any) -> Callable[..., Any]:
    """The one method that is compiled. Of a field that is no parameter, the default stays where the class has it."""
    fields = dataclasses.fields(cls)
    given = ", ".join(f"{f.name}={_default(f)}" if _default(f) else f.name for f in fields if f.init)
    lines = [f"_set(self, {f.name!r}, {_value(f)})" for f in fields if f.init or f.default_factory is not _NONE]
    lines += ["self.__post_init__()"] * hasattr(cls, "__post_init__")
    known: dict[str, Any] = {"_set": object.__setattr__, "_NONE": _NONE}
    known |= {f"_{f.name}": f.default if f.default_factory is _NONE else f.default_factory for f in fields}
    exec(f"def __init__(self, {given}):\n " + "\n ".join(lines or ["pass"]), known)
    made: Callable[..., Any] = known["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _default(field: dataclasses.Field[Any]) -> str:
    return "_NONE" if field.default_factory is not _NONE else f"_{field.name}" if field.default is not _NONE else ""


def _value(field: dataclasses.Field[Any]) -> str:
    if field.default_factory is _NONE:
        return field.name
    return f"_{field.name}() if {field.name} is _NONE else {field.name}" if field.init else f"_{field.name}()"


def _frozen(self: Any, name: str, *_: Any) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot change field {name!r}")


def _reader(names: Iterable[str]) -> Callable[[Any], Any]:
    read = tuple(names)
    return attrgetter(*read) if read else lambda _: ()


@recursive_repr()
def _represented(self: Any) -> str:
    shown = (f"{f.name}={getattr(self, f.name)!r}" for f in dataclasses.fields(self) if f.repr)
    return f"{self.__class__.__qualname__}({', '.join(shown)})"
