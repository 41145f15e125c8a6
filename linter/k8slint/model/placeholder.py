"""Values that something replaces before they are applied: `${HOST}`, `$HOST`, `{{ .host }}`, `<host>`, `__HOST__`."""

from __future__ import annotations

from k8slint.pattern import regex

_PLACEHOLDER = regex(r"\$[{(]|\$[A-Z][A-Z0-9_]+\b|\{\{|\{%|<[^<>]*>|__\w+__|@\w+@|%\w+%")


def is_placeholder(text: str) -> bool:
    """Whether a value is not final, so that nothing can be said about it."""
    return _PLACEHOLDER.search(text) is not None
