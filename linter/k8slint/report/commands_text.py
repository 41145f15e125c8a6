"""Commands to paste into a shell, one a line, with comments between.

Words are quoted for the shell. Comments hold letters, digits and plain punctuation only: zsh, unless told otherwise,
reads a pasted `#` as a command, and what follows it as words, in which `$(…)` would be carried out.
(zshoptions(1), INTERACTIVE_COMMENTS)
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from typing import Any

from k8slint.live.command import Command, Filled
from k8slint.pattern import regex
from k8slint.report.escape import printable

_NOT_PLAIN = regex(r"[^A-Za-z0-9 .,:/_-]")


def commands_text(verdict: str, commands: Iterable[Command]) -> str:
    """All of them, each under what it is for and what its answer means; on top what they are to confirm."""
    blocks = [(_comment(verdict),), *(tuple(_lines(command)) for command in commands)]
    return "\n".join("".join(f"{line}\n" for line in block) for block in blocks)


def commands_json(commands: Iterable[Command]) -> list[dict[str, Any]]:
    """The same for programs; `line` is null where a word cannot be printed."""
    return [
        {
            "purpose": command.purpose,
            "good": command.good or None,
            "bad": command.bad or None,
            "argv": [str(word) for word in command.argv],
            "sets": command.sets,
            "line": shell_line(command),
        }
        for command in commands
    ]


def shell_line(command: Command) -> str | None:
    """The command as a shell reads it; None where a word holds what may act on a terminal or a build log."""
    words = " ".join(_quoted(word) for word in command.argv)
    line = f"{command.sets}=$({words})" if command.sets else words
    return line if printable(line) == line else None


def _quoted(word: str) -> str:
    if not isinstance(word, Filled):
        return shlex.quote(word)
    before, after = (shlex.quote(part) if part else "" for part in (word.before, word.after))
    return f'{before}"${word.variable}"{after}'


def _lines(command: Command) -> Iterator[str]:
    yield _comment(command.purpose)
    yield from (_comment(f"  {label}: {text}") for label, text in _answers(command) if text)
    yield shell_line(command) or _comment("left out: a name in it holds characters that no name may have")


def _answers(command: Command) -> Iterator[tuple[str, str]]:
    yield "good", command.good
    yield "bad", command.bad


def _comment(text: str) -> str:
    unbracketed = text.replace(" (", ", ").replace(")", "")
    return f"# {_NOT_PLAIN.sub('_', unbracketed)}"
