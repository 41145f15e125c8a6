"""What the arguments of `check` name. Only options that are known to change nothing but the report are known here."""

from __future__ import annotations

from typing import NamedTuple

_FLAGS = frozenset({"--color", "--no-color", "--no-baseline", "--no-config"})
_WORDS = frozenset({"--format", "--fail-on", "--select", "--ignore", "--namespace"})
_FILES = frozenset({"--baseline", "--context-from", "--config"})


class Asked(NamedTuple):
    """`paths` are what is checked, `files` what options name beside; `config` is a configuration among them."""

    paths: tuple[str, ...]
    files: tuple[str, ...]
    config: str | None


def asked(arguments: list[str]) -> Asked | None:
    """What a command asks for; None where it is another one than `check`, or does more than report."""
    if not arguments or arguments[0] != "check":
        return None
    paths: list[str] = []
    files: dict[str, list[str]] = {name: [] for name in _FILES}
    words = iter(arguments[1:])
    for word in words:
        name, is_joined, value = word.partition("=")
        if word == "-" or not word.startswith("-"):
            paths.append(word)
        elif name in _WORDS | _FILES:
            value = value if is_joined else next(words, "-")
            if value.startswith("-"):
                return None
            files.get(name, []).append(value)
        elif word not in _FLAGS:
            return None
    named = [*files["--baseline"], *files["--context-from"], *files["--config"]]
    return Asked(tuple(paths), tuple(named), files["--config"][-1] if files["--config"] else None)
