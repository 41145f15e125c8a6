"""The rules' pages: as a list, as text, as Markdown (docs/rules.md) and as JSON. Nothing in them comes from users."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

import click

from k8slint.finding import Severity
from k8slint.page import Example, Page
from k8slint.report.escape import to_json

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
_WIDTH = 100


def as_list(pages: Sequence[Page]) -> str:
    """A line a rule: name, level, what is wrong."""
    widest = max((len(page.rule.name) for page in pages), default=0)
    return "".join(f"{page.rule.name:<{widest}}  {_level(page):<8} {page.rule.summary}\n" for page in pages)


def _level(page: Page) -> str:
    return str(page.rule.severity) if page.rule.enabled else "off"


def as_text(pages: Sequence[Page]) -> str:
    """The pages for a terminal."""
    return "\n\n".join("\n".join(_text(page)) for page in pages) + "\n"


def _text(page: Page) -> Iterator[str]:
    level = click.style(page.level, fg=_COLOURS[page.rule.severity])
    yield f"{click.style(page.rule.name, bold=True)}  {level}"
    for paragraph in page.text.split("\n\n"):
        yield from ("", *textwrap.wrap(paragraph, _WIDTH, break_long_words=False, break_on_hyphens=False))
    if page.rule.parameters:
        yield from ("", "Parameters: " + _parameters(page))
    for kind, example in _examples(page):
        yield from ("", click.style(f"{kind}: {example.name}", bold=True))
        yield from (f"  {line}".rstrip() for line in example.text.rstrip().splitlines())


def as_markdown(pages: Sequence[Page]) -> str:
    """The pages as one document."""
    head = [
        "<!-- Generated from the rules and their fixtures by `make docs`: change those. -->",
        "# Rules",
        f"{len(pages)} rules. In the examples, `# expect:` states the finding of that line.",
        "| Rule | Level | What is wrong |\n| --- | --- | --- |\n" + "\n".join(_row(page) for page in pages),
    ]
    return "\n\n".join([*head, *(block for page in pages for block in _markdown(page))]) + "\n"


def _row(page: Page) -> str:
    summary = page.rule.summary.replace("|", "\\|")
    return f"| [{page.rule.name}](#{page.rule.name}) | {_level(page)} | {summary} |"


def _markdown(page: Page) -> Iterator[str]:
    yield f"## {page.rule.name}"
    yield f"Level: {page.level}."
    yield page.markdown
    if page.rule.parameters:
        yield f"**Parameters:** {_parameters(page)}"
    for example in page.bad:
        yield f"Bad, `{example.name}`:\n\n{_code(example)}"
    for example in page.good:
        yield f"<details><summary>Good, <code>{example.name}</code></summary>\n\n{_code(example)}\n\n</details>"


def _code(example: Example) -> str:
    return f"```yaml\n{example.text.rstrip()}\n```"


def _examples(page: Page) -> Iterator[tuple[str, Example]]:
    yield from (("Bad", example) for example in page.bad)
    yield from (("Good", example) for example in page.good)


def _parameters(page: Page) -> str:
    return ", ".join(f"`{name}` (default `{value!r}`)" for name, value in page.rule.parameters.items())


def as_json(pages: Sequence[Page]) -> str:
    """What scripts need: a list of objects."""
    return to_json([_json(page) for page in pages])


def _json(page: Page) -> dict[str, Any]:
    return {
        "name": page.rule.name,
        "level": str(page.rule.severity),
        "enabled": page.rule.enabled,
        "summary": page.summary,
        **{name.lower(): page.parts.get(name, "") for name in ("Why", "Fix", "Silent")},
        "parameters": {name: repr(value) for name, value in page.rule.parameters.items()},
        "examples": {
            "bad": [{"file": example.name, "text": example.text} for example in page.bad],
            "good": [{"file": example.name, "text": example.text} for example in page.good],
        },
    }
