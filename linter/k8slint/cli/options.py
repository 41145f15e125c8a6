"""Groups of options of `check`; what they ask for is imported when they are used."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from k8slint.cli.completing import files
from k8slint.cli.settings import fail
from k8slint.inputs.file import STDIN
from k8slint.inputs.walk import BASELINE_NAME

C = TypeVar("C", bound=Callable[..., Any])


def gated(command: C) -> C:
    """Adds the options to a command, which hands them to `cli.gate`."""
    for option in (
        click.option("--diff-base", metavar="REVISION", help="Only findings that this git revision does not have."),
        click.option("--no-baseline", is_flag=True, help=f"Read no {BASELINE_NAME}."),
        click.option(
            "--baseline",
            metavar="FILE",
            shell_complete=files,
            help=f"Read this file instead of the nearest {BASELINE_NAME}.",
        ),
    ):
        command = option(command)
    return command


def fixing(command: C) -> C:
    """Adds `--fix` and what belongs to it."""
    for option in (
        click.option("--unsafe-fixes", is_flag=True, help="With --fix: also what may not be meant, or widens access."),
        click.option("--dry-run", is_flag=True, help="With --fix: print a unified diff, and write nothing."),
        click.option("--fix", is_flag=True, help="Carry out the edits that findings have."),
    ):
        command = option(command)
    return command


def allow(paths: tuple[str, ...], fix: bool, dry_run: bool, unsafe_fixes: bool) -> None:
    """Ends the command where the options do not go together."""
    if (dry_run or unsafe_fixes) and not fix:
        fail("--dry-run and --unsafe-fixes need --fix")
    if fix and STDIN in paths:
        fail("--fix needs files: standard input cannot be changed")
