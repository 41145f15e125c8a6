"""Every value stands where the text has it: texts of our own with known places, and texts against PyYAML's nodes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from k8slint.inputs.at import At, Location, Step
from k8slint.inputs.document import Document
from k8slint.inputs.node import Span, Value, YamlList, YamlMap
from k8slint.inputs.read import read_text
from k8slint.inputs.source import Source
from tests.fixture import FIXTURES
from tests.yaml_text import document

Path = tuple[Step, ...]

WORDS = st.from_regex(r"w[a-z0-9é漢😀]{0,6}", fullmatch=True)
SCALARS = st.one_of(
    WORDS,
    WORDS.map(lambda word: f'"{word} \\" {word}"'),
    WORDS.map(lambda word: f"'{word}: # {word}'"),
    st.integers(0, 70_000).map(str),
    st.sampled_from(["true", "{}", "[]", "http://a:80/b#c", "a b c", "1.5"]),
)
TREES: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4), st.dictionaries(WORDS, inner, min_size=1, max_size=4)
    ),
    max_leaves=25,
)


@dataclass
class Written:
    """Writes a tree as YAML and notes where each key and scalar comes to stand."""

    noise: list[str]
    text: str = ""
    keys: dict[Path, Span] = field(default_factory=dict)
    scalars: dict[Path, Span] = field(default_factory=dict)

    def put(self, word: str) -> Span:
        start = len(self.text)
        self.text += word
        return start, len(self.text)

    def line(self, indent: int) -> None:
        self.text += f"{self.noise[len(self.text) % len(self.noise)]}\n{' ' * indent}"

    def block(self, tree: Any, path: Path, indent: int) -> None:
        if isinstance(tree, str):
            self.scalars[path] = self.put(tree)
            return
        entries = tree.items() if isinstance(tree, dict) else enumerate(tree)
        for step, child in entries:
            self.line(indent)
            if isinstance(tree, dict):
                self.keys[(*path, step)] = self.put(str(step))
                self.put(": ")
            else:
                self.put("- ")
            self.child(child, (*path, step), indent + 2)

    def child(self, tree: Any, path: Path, indent: int) -> None:
        if isinstance(tree, str) or len(self.text) % 3:
            self.block(tree, path, indent)
        else:
            self.flow(tree, path)

    def flow(self, tree: Any, path: Path) -> None:
        if isinstance(tree, str):
            self.scalars[path] = self.put(tree)
            return
        self.put("{" if isinstance(tree, dict) else "[ ")
        for step, child in tree.items() if isinstance(tree, dict) else enumerate(tree):
            if isinstance(tree, dict):
                self.keys[(*path, step)] = self.put(str(step))
                self.put(": ")
            self.flow(child, (*path, step))
            self.put(" ,")
        self.put("}" if isinstance(tree, dict) else "]")


NOISE = st.lists(st.sampled_from(["", " ", "  # note: {", "\n", "\n# é [", "\r", "\n\n"]), min_size=1, max_size=3)


@given(st.dictionaries(WORDS, TREES, min_size=1, max_size=4), NOISE)
def test_keys_and_scalars_stand_where_they_were_written(tree: dict[str, Any], noise: list[str]) -> None:
    written = Written(noise)
    written.block(tree, (), 0)
    found = document(written.text)
    at = At(Document(Source("a.yaml", written.text), found.value, found.span))
    for path, span in written.keys.items():
        assert _at(at, path).key.location == Location.of(at.document.source, *span)
    for path, span in written.scalars.items():
        assert written.text[slice(*span)] in ("{}", "[]") or _at(at, path).location == Location.of(
            at.document.source, *span
        )


@given(st.dictionaries(WORDS, TREES, min_size=1, max_size=4), NOISE)
def test_spans_are_those_of_pyyaml(tree: dict[str, Any], noise: list[str]) -> None:
    written = Written(noise)
    written.block(tree, (), 0)
    _compare(written.text)


@pytest.mark.parametrize(
    "path", sorted((FIXTURES / "apps").glob("*/*.yaml")), ids=lambda path: str(path.relative_to(FIXTURES))
)
def test_spans_in_example_applications_are_those_of_pyyaml(path: Any) -> None:
    for chunk in path.read_text(encoding="utf-8").split("\n---\n"):
        try:
            node = yaml.compose(chunk, yaml.CSafeLoader)
        except yaml.YAMLError:
            continue
        if node is not None:
            _compare(chunk)


def _compare(text: str) -> None:
    found = document(text)
    node = yaml.compose(text, yaml.CSafeLoader)
    assert node is not None
    pairs = list(_pairs(node, found.value, found.span))
    assert [span for span, _ in pairs] == [span for _, span in pairs]


def _pairs(node: yaml.Node, value: Value, span: Span) -> Iterator[tuple[Span, Span]]:
    """PyYAML's span and ours, of a node and all below it."""
    yield _span(node), span
    if isinstance(node, yaml.MappingNode):
        assert isinstance(value, YamlMap)
        for key, child in {key.value: (key, child) for key, child in node.value}.values():
            yield _span(key), value.key_span(key.value)
            yield from _pairs(child, value[key.value], value.value_span(key.value))
    elif isinstance(node, yaml.SequenceNode):
        assert isinstance(value, YamlList)
        for index, child in enumerate(node.value):
            yield from _pairs(child, value[index], value.item_span(index))


def _span(node: yaml.Node) -> Span:
    return node.start_mark.index, node.end_mark.index


def _at(at: At, path: Path) -> At:
    for step in path:
        at = at / step
    return at


TEXT = """\
# é
apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: Service
    metadata: {name: "😀", labels: }
    spec:
      selector: &pods
        app: cart
      ports:
        - port: 80
          name: |
            long
            text

        - *pods
      empty: []
"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("", (5, 5, 5, 15)),
        ("kind", (6, 11, 6, 18)),
        ("metadata.name", (7, 22, 7, 25)),
        ("metadata.labels", (7, 27, 7, 33)),
        ("metadata.annotations", (7, 5, 7, 13)),
        ("spec", (8, 5, 8, 9)),
        ("spec.selector.app", (10, 14, 10, 18)),
        ("spec.ports", (11, 7, 11, 12)),
        ("spec.ports.0", (12, 11, 12, 15)),
        ("spec.ports.0.port", (12, 17, 12, 19)),
        ("spec.ports.0.name", (13, 17, 15, 17)),
        ("spec.ports.1.app", (10, 14, 10, 18)),
        ("spec.ports.7", (11, 7, 11, 12)),
        ("spec.ports.-1", (11, 7, 11, 12)),
        ("spec.empty", (18, 7, 18, 12)),
        ("spec.selector.app.deeper", (10, 14, 10, 18)),
    ],
)
def test_place_of_a_path(path: str, place: tuple[int, int, int, int]) -> None:
    """In the second document of a file, in an item of a List; what is absent stands at its nearest ancestor."""
    reading = read_text("a.yaml", f"# first\n---\r\n{TEXT}".replace("# first\n---\r\n", "kind: a\n---\r\n"))
    (found,) = reading.documents
    steps = [int(step) if step.lstrip("-").isdigit() else step for step in path.split(".") if step]
    at = _at(At(found), tuple(steps))
    line, column, end_line, end_column = place
    assert at.location == Location("a.yaml", line + 2, column, end_line + 2, end_column)


@pytest.mark.parametrize("line_break", ["\r", "\x85", "\u2028", "\u2029"])
def test_lines_are_counted_as_editors_do(line_break: str) -> None:
    """YAML 1.1 ends a line at each of these; whoever opens the file sees one line."""
    reading = read_text("a.yaml", f"apiVersion: v1\nkind: A # one{line_break}name: x\nspec: {{port: 80}}\n")
    (found,) = reading.documents
    assert found.root["name"] == "x"
    assert (At(found) / "spec" / "port").location == Location("a.yaml", 3, 14, 3, 16)
