"""Where a report goes: standard output, with colours only on a terminal, or a file, without."""

from __future__ import annotations

import os
import sys

import click


def show(text: str, path: str | None = None, colour: bool | None = None) -> None:
    """Prints a report, or writes it to the file. `colour` overrules what the terminal and the environment say.

    Raises:
        OSError: the file cannot be written.
    """
    if path is None:
        click.echo(text, nl=False, color=_in_colour() if colour is None else colour)
    else:
        with open(path, "w", encoding="utf-8") as file:
            file.write(click.unstyle(text))


def _in_colour() -> bool:
    """NO_COLOR, set and not empty, forbids colours (no-color.org); a dumb terminal shows none."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
