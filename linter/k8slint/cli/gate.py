"""The options that leave out what was there before: a baseline, and a revision to compare with."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import reduce

import click

from k8slint.baseline.file import BadBaseline, read_baseline
from k8slint.baseline.known import Known
from k8slint.baseline.scope import Scope
from k8slint.cli.settings import fail
from k8slint.config import Config
from k8slint.configfile.find import find
from k8slint.engine import Result
from k8slint.inputs.walk import BASELINE_NAME
from k8slint.report.escape import printable
from k8slint.report.summary import count

Passed = Callable[[Result], Result]
"""Leaves out of a result what was there before."""


def gate(
    result: Result, paths: tuple[str, ...], baseline: str | None, no_baseline: bool, diff_base: str | None
) -> Passed:
    """What the options leave out; tells of a baseline's entries that are left over."""
    known = []
    if not no_baseline and (name := named_baseline(paths, result.cluster.config, baseline)):
        known.append(baseline_in(name))
        _tell_gone(len(Scope.of(result, known[0]).gone(result, known[0])), name)
    if diff_base is not None:
        known.append(_known_in(diff_base, paths, result))
    return lambda later: reduce(lambda left, each: each.hide(left), known, later)


def _known_in(revision: str, paths: tuple[str, ...], result: Result) -> Known:
    from k8slint.baseline.revision import known_in
    from k8slint.inputs.git import NoSuchRevision

    try:
        return known_in(revision, paths, result)
    except NoSuchRevision as error:
        fail(f"--diff-base: {error}")


def named_baseline(paths: tuple[str, ...], config: Config, option: str | None) -> str | None:
    """The file that the option or the configuration names, else the nearest one."""
    return option or config.baseline or find(paths, BASELINE_NAME)


def baseline_in(name: str) -> Known:
    """A baseline; ends the command where it cannot be used."""
    try:
        return read_baseline(name)
    except BadBaseline as error:
        fail(str(error))


def _tell_gone(number: int, name: str) -> None:
    if number:
        shown = printable(os.path.normpath(name))
        occur, them = ("occurs", "it") if number == 1 else ("occur", "them")
        hint = f"no longer {occur}: k8slint baseline --prune takes {them} out"
        click.echo(f"k8slint: {count(number, 'entry', 'entries')} of {shown} {hint}", err=True)
