"""`k8slint rules [NAME…]`"""

from __future__ import annotations

import click

from k8slint.cli.completing import rules
from k8slint.cli.output import show
from k8slint.cli.settings import fail
from k8slint.near import closest
from k8slint.page import page_of
from k8slint.report import pages
from k8slint.rule import Rule, load_rules

FORMATS = ("text", "json", "markdown")


@click.command()
@click.argument("names", nargs=-1, shell_complete=rules)
@click.option("--format", "format_", type=click.Choice(FORMATS), default="text", help="What to print.")
def command(names: tuple[str, ...], format_: str) -> None:
    """List the rules, or show the pages of those that are named, each with a bad and a good example."""
    shown = [page_of(rule) for rule in _named(names)]
    if format_ == "json":
        show(pages.as_json(shown))
    elif format_ == "markdown":
        show(pages.as_markdown(shown))
    else:
        show(pages.as_text(shown) if names else pages.as_list(shown))


def _named(names: tuple[str, ...]) -> list[Rule]:
    rules = {rule.name: rule for rule in load_rules()}
    for name in names:
        if name not in rules:
            meant = closest(name, rules)
            fail(f"no rule is named {name}" + (f"; did you mean {meant}?" if meant else "; k8slint rules lists them"))
    return [rules[name] for name in names or rules]
