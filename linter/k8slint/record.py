"""Dataclasses whose methods are compiled when their first instance is made.

`dataclasses.dataclass` compiles six methods for each class, and a run makes instances of a fraction of its two hundred
classes: compiling them all takes a third of the time that `k8slint check` needs to start. To a type checker, and from
the first instance on, these are the dataclasses of the standard library.
"""

from __future__ import annotations

import dataclasses
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
            dataclasses.dataclass(base, **options)
