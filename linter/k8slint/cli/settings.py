"""The options that settle a command's configuration. What the command line says wins over the file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any, NoReturn, TypeVar

import click

from k8slint.cli.completing import files
from k8slint.cli.status import Status
from k8slint.config import Config
from k8slint.configfile.find import find
from k8slint.inputs.file import STDIN
from k8slint.inputs.render.rendering import Permission
from k8slint.inputs.walk import CONFIG_NAME
from k8slint.report.escape import printable

C = TypeVar("C", bound=Callable[..., Any])


def configured(command: C) -> C:
    """Adds `--config`, `--no-config`, `--namespace` and `--allow` to a command, which hands them to `settle`."""
    command = click.option(
        "--allow",
        multiple=True,
        type=click.Choice([str(each) for each in Permission]),
        help="What a build of a kustomization may do that it may not by default.",
    )(command)
    return click.option("--namespace", help="The namespace of objects that name none.  [default: default]")(
        with_config(command)
    )


def with_config(command: C) -> C:
    """Adds `--context-from`, `--config` and `--no-config` to a command, which hands them to `settle`."""
    for option in (
        click.option(
            "--context-from",
            multiple=True,
            metavar="PATH",
            shell_complete=files,
            help="Objects in the cluster that are not under review.",
        ),
        click.option("--no-config", is_flag=True, help=f"Read no {CONFIG_NAME}."),
        click.option(
            "--config",
            metavar="FILE",
            shell_complete=files,
            help=f"Read this file instead of the nearest {CONFIG_NAME}.",
        ),
    ):
        command = option(command)
    return command


def settle(
    paths: tuple[str, ...],
    config: str | None,
    no_config: bool,
    context_from: tuple[str, ...],
    namespace: str | None = None,
    allow: tuple[str, ...] = (),
) -> Config:
    """The configuration that applies to the paths; ends the command where it is wrong."""
    if [*paths, *context_from].count(STDIN) > 1:
        fail("standard input can be read once only")
    file = None if no_config else config or find(paths)
    found = replace(_load(file) if file else Config(), context=context_from)
    rendering = replace(found.rendering, allowed=frozenset(map(Permission, allow)))
    if not namespace:
        return replace(found, rendering=rendering)
    return replace(found, namespace=namespace, rendering=replace(rendering, namespace=namespace))


def rules_named(option: str, values: Iterable[str]) -> frozenset[str]:
    """The rules that an option names, separated by commas or repeated; ends the command at an unknown one."""
    names = frozenset(name.strip() for value in values for name in value.split(",") if name.strip())
    if names:
        from k8slint.configfile.rules import no_such_rule

        for name in sorted(names):
            if problem := no_such_rule(name):
                fail(f"{option}: {name}: {problem}")
    return names


def fail(message: str) -> NoReturn:
    """Ends the command with status 2 and one line on standard error."""
    click.echo(f"k8slint: {printable(message)}", err=True)
    sys.exit(Status.FAILED)


def _load(file: str) -> Config:
    from k8slint.configfile.load import load
    from k8slint.configfile.mistake import BadConfig

    try:
        return load(file, date.today())
    except BadConfig as error:
        for mistake in error.mistakes:
            click.echo(printable(str(mistake)), err=True)
        sys.exit(Status.FAILED)
