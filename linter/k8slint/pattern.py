"""Regular expressions that compile at their first use.

Compiling the hundred patterns of all modules takes a fifth of the time that `k8slint check` needs to start, and a run
uses a fraction of them. To a type checker these are what `re.compile` returns.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from re import compile as regex
else:

    class regex:  # noqa: N801 - it stands for a function
        """As `re.compile`, later."""

        def __init__(self, text: str, flags: int = 0) -> None:
            self._source = text, flags

        def __getattr__(self, name: str) -> Any:
            """Asked once a name: methods of the compiled pattern then stand in this object."""
            found = getattr(re.compile(*self._source), name)
            setattr(self, name, found)
            return found


__all__ = ["regex"]
