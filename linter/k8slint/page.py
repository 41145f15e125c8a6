"""A rule's page: its docstring in parts, with a bad and a good example from its fixtures."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable

from k8slint.record import dataclass
from k8slint.rule import Rule

PARTS = ("Why", "Fix", "Silent")
_ENDINGS = (".yaml", ".yml", ".json")


@dataclass(frozen=True)
class Example:
    """One file of an example; `name` is its path below the rule's folder."""

    name: str
    text: str


@dataclass(frozen=True)
class Page:
    """What a rule's docstring says: the defect in one line, then why it matters, how to mend it, when it is silent."""

    rule: Rule
    summary: str
    parts: dict[str, str]

    @property
    def level(self) -> str:
        """Its level; rules that run only when they are selected say so."""
        return str(self.rule.severity) if self.rule.enabled else f"{self.rule.severity}, off by default"

    @property
    def text(self) -> str:
        """The page without the examples."""
        return "\n\n".join([self.summary, *(f"{name}: {text}" for name, text in self.parts.items())])

    @property
    def markdown(self) -> str:
        """The same in Markdown."""
        return "\n\n".join([self.summary, *(f"**{name}:** {text}" for name, text in self.parts.items())])

    @cached_property
    def bad(self) -> tuple[Example, ...]:
        """The files of the first bad example."""
        return _first_example(self.rule.name, "bad")

    @cached_property
    def good(self) -> tuple[Example, ...]:
        """The files of the first good example."""
        return _first_example(self.rule.name, "good")


def page_of(rule: Rule) -> Page:
    """The page of a rule, its paragraphs unwrapped."""
    head, *rest = rule.documentation.split("\nWhy: ", 1)
    found: dict[str, list[str]] = {}
    part = ""
    for line in ("Why: " + rest[0]).splitlines() if rest else ():
        name, colon, text = line.partition(": ")
        if colon and name in PARTS:
            part, line = name, text
        found.setdefault(part, []).append(line)
    return Page(
        rule, " ".join(head.split()), {name: " ".join(" ".join(lines).split()) for name, lines in found.items()}
    )


def _first_example(rule: str, kind: str) -> tuple[Example, ...]:
    folder = files("k8slint.examples") / rule
    entries = sorted(folder.iterdir(), key=lambda entry: entry.name.partition(".")[0]) if folder.is_dir() else []
    chosen = next((entry for entry in entries if entry.name.startswith(kind)), None)
    return tuple(_files(chosen, "")) if chosen else ()


def _files(entry: Traversable, below: str) -> Iterator[Example]:
    name = below + entry.name
    if entry.is_dir():
        for child in sorted(entry.iterdir(), key=lambda child: child.name):
            yield from _files(child, f"{name}/")
    elif entry.is_file() and name.endswith(_ENDINGS):
        yield Example(name, entry.read_bytes().decode("utf-8", "replace"))
