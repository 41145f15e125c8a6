"""What a shell offers for a word that is not finished: the callbacks of options and arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from k8slint.rule import load_rules

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def files(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Leaves files and folders to the shell, which knows them best."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


def rules(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The names of rules; behind a comma those that the list does not have yet."""
    from click.shell_completion import CompletionItem

    before, comma, begun = incomplete.rpartition(",")
    taken = set(before.split(","))
    return [
        CompletionItem(f"{before}{comma}{rule.name}", help=rule.summary)
        for rule in load_rules()
        if rule.name.startswith(begun) and rule.name not in taken
    ]
