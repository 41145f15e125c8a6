"""`k8slint completion SHELL`"""

from __future__ import annotations

import click
from click.shell_completion import ShellComplete, get_completion_class

SHELLS = ("bash", "zsh", "fish")
_VARIABLE = "_K8SLINT_COMPLETE"
"""Set by the scripts when they ask k8slint for words; the name is click's habit."""


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print the script that lets a shell complete commands, options, rule names and formats."""
    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"click knows no shell {shell}")
    click.echo(_script(found(context.find_root().command, {}, "k8slint", _VARIABLE)), nl=False)


def _script(shell: ShellComplete) -> str:
    """The script as click has it, but for fish's: that parts a line at every comma, and lists of rules have some."""
    script = shell.source_template % shell.source_vars()
    return script.replace('string split ","', 'string split --max 1 ","')
