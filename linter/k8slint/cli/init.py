"""`k8slint init [FOLDER]`"""

from __future__ import annotations

from pathlib import Path

import click

from k8slint.cli.completing import files
from k8slint.cli.settings import fail
from k8slint.configfile.shape import schema_text
from k8slint.configfile.starting import STARTING
from k8slint.inputs.walk import CONFIG_NAME


@click.command()
@click.argument("folder", default=".", shell_complete=files)
@click.option("--force", is_flag=True, help=f"Replace a {CONFIG_NAME} that is there.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of the file instead, for editors.")
def command(folder: str, force: bool, schema: bool) -> None:
    """Write a commented .k8slint.yaml to start from."""
    if schema:
        click.echo(schema_text(), nl=False)
        return
    path = Path(folder, CONFIG_NAME)
    try:
        with path.open("w" if force else "x", encoding="utf-8", newline="\n") as file:
            file.write(STARTING)
    except FileExistsError:
        fail(f"{path} is there already; --force replaces it")
    except OSError as error:
        fail(f"{path} cannot be written: {error.strerror}")
    click.echo(f"wrote {path}")
