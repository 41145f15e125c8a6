"""`k8slint`: the group of commands, each imported when it is called."""

from __future__ import annotations

import gc
import importlib
import io
import sys

import click

from k8slint import __version__

COMMANDS = {
    "check": "Check manifests for network defects.",
    "baseline": "Write down the findings that there are, so that only new ones fail.",
    "init": "Write a commented .k8slint.yaml to start from.",
    "rules": "List the rules, or show a rule's page.",
    "reach": "Say who may connect to whom.",
    "path": "Follow a connection hop by hop, to the first that breaks.",
    "explain": "Say why one connection is allowed or denied.",
    "diff": "Say what a change opens and closes.",
    "suggest": "Write policies that admit what the input asks for.",
    "verify": "Check assertions about who may connect to whom.",
    "lsp": "Serve an editor: diagnostics and quick fixes.",
    "completion": "Print the script that lets a shell complete words.",
}


class Lazy(click.Group):
    """Commands are modules of this package; start-up pays only for the one that runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"k8slint.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="k8slint")
def main() -> None:
    """Finds Kubernetes manifests whose network will not work, or works for too many."""
    gc.set_threshold(100_000, 50, 1_000)  # one short run that keeps what it reads: little of it is ever garbage
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal may lack the characters of a manifest
        sys.stdout.reconfigure(errors="backslashreplace")
