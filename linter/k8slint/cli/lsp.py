"""`k8slint lsp`"""

from __future__ import annotations

import gc

import click

from k8slint.cli.settings import fail

_NEEDED = frozenset({"pygls", "lsprotocol"})


@click.command()
@click.option("--stdio", is_flag=True, hidden=True, help="What editors say to servers that know other ways too.")
@click.option("--no-builds", is_flag=True, help="Run neither kustomize nor helm.")
def command(stdio: bool, no_builds: bool) -> None:
    """Serve an editor: findings as diagnostics and fixes as quick fixes, on standard input and output."""
    try:
        from k8slint.lsp.server import serve
    except ModuleNotFoundError as error:
        if error.name not in _NEEDED:
            raise
        fail("the language server needs pygls: pip install 'k8slint[lsp]'")
    gc.set_threshold(700, 10, 10)  # Python's own: unlike other commands, this one lives long
    serve(builds=not no_builds)
