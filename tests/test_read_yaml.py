"""How texts become documents: separators, encodings, JSON, Lists, merges, duplicates, templates, and what is wrong."""

from __future__ import annotations

import pytest

from k8slint.inputs.read import read_text
from k8slint.inputs.split import split
from k8slint.inputs.template import without_actions
from tests.yaml_text import SERVICE, built, faults, kinds, messages

CONFIG = "apiVersion: v1\nkind: ConfigMap\n"


@pytest.mark.parametrize(
    ("text", "offsets"),
    [
        ("a: 1\n---\nb: 2\n", [0, 5]),
        ("---\na: 1\n--- # comment\nb: 2\n---\n", [0, 9]),
        ("# only\n---\n\n---\n# this\n", []),
        ("a: 1\r\n---\r\nb: 2\r\n", [0, 6]),
        ("a: |\n  ---\n  text\n---\nb: 1", [0, 18]),
        ("a: |\n  text\n--- {b: 1}\n", [0, 12]),
        ("--- |\n text\n", [0]),
        ("---a: 1\n", [0]),
        ("a: 1\n...\n---\nb: 1\n", [0, 9]),
        ("a: 1\n---\n...\n", [0]),
        ("%YAML 1.1\n---\na: 1\n", [0]),
        ("a: 1\n...\n%TAG ! !\n# note\n---\nb: 1\n", [0, 9]),
        ("", []),
        ("\ufeff\n", []),
        ('{"a": 1}\n{"b": 2} {"c": {}}', [0, 8, 17]),
        ('{"a": "}{"}', [0]),
        ('{"a": 1}\n{"b"', [0, 8]),
        ("{a: 1}\n---\nb: 1\n", [0, 7]),
    ],
)
def test_documents_begin_at(text: str, offsets: list[int]) -> None:
    found = list(split(text))
    assert [chunk.offset for chunk in found] == offsets
    assert all(text.startswith(chunk.text, chunk.offset) for chunk in found)


def test_directives_reach_their_document() -> None:
    text = f"{SERVICE}...\n%TAG !k! tag:yaml.org,2002:\n---\n{CONFIG}data: {{port: !k!str 80}}\n"
    reading = read_text("a.yaml", text)
    assert kinds(reading) == ["Service", "ConfigMap"]
    assert reading.documents[1].root["data"] == {"port": "80"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: &x {p: 1, q: 2}\nb: {<<: *x, q: 3}", {"p": 1, "q": 3}),
        ("a: &x {p: 1}\nb: {p: 2, <<: *x}", {"p": 2}),
        ("a: [&x {p: 1}, &y {p: 2, q: 3}]\nb: {<<: [*x, *y]}", {"p": 1, "q": 3}),
        ('b: {"<<": 1}', {"<<": 1}),
        ("a: &x 1\nc: &x 2\nb: [*x, =]", [2, "="]),
        ("a: &x word\nb: {*x : 1}", {"word": 1}),
        ("b: {&k key: *k}", {"key": "key"}),
        ("b: !!python/object:os.system {a: 1}", {"a": 1}),
        ("b: !Ref name", "name"),
        ("b: !!python/name:os.system", ""),
        ("b: !vault |\n  xyz\n", "xyz\n"),
        ("b: !!set {x, z}", {"x": None, "z": None}),
    ],
)
def test_value(text: str, value: object) -> None:
    assert built(text)["b"] == value


def test_duplicates_name_both_lines_and_the_last_one_counts() -> None:
    text = f"{CONFIG}data:\n  a: 1\n  b: 2\n  a: 3\n  a: {{x: 1, x: 2}}\n"
    assert messages(text) == [
        (7, 13, "key x is already set in line 7; only the last one counts"),
        (6, 3, "key a is already set in line 4; only the last one counts"),
        (7, 3, "key a is already set in line 6; only the last one counts"),
    ]
    (found,) = read_text("a.yaml", text).documents
    assert found.root["data"] == {"a": {"x": 2}, "b": 2}
    assert found.root["data"].value_span("b") == (text.index("b: 2") + 3, text.index("b: 2") + 4)


@pytest.mark.parametrize(
    "text",
    [
        "on: push\njobs: {a: 1, a: 2}\n",
        "services:\n  web: {image: a, image: b}\n",
        "- hosts: all\n  tasks: [{name: a, name: b}]\n",
        "markdown_extensions:\n  - emoji: {index: !!python/name:material.emoji.twemoji }\n",
        "a: 1\nkind: Service\n",
        "apiVersion: 1\ndatasources: []\n",
        "apiVersion: v1\nkind: [Service]\n",
        "- apiVersion: v1\n  kind: Service\n",
        "apiVersion: v1\nkind: Service\n$patch: delete\nmetadata: {name: a}\n",
        "name: {{ project }}\n",
        "{% if a %}\nname: x\n{% endif %}\n",
        "just text",
    ],
)
def test_what_is_no_object_is_passed_over(text: str) -> None:
    reading = read_text("a.yaml", text)
    assert (reading.documents, reading.faults) == ([], [])


LIST = """\
apiVersion: v1
kind: ServiceList
metadata: {resourceVersion: "1"}
items:
  - metadata: {name: a}
  - apiVersion: v1
    kind: List
    items: [{apiVersion: v1, kind: Pod}, {apiVersion: x/v1, kind: CustomResourceDefinition}, 1, null]
"""


def test_lists_are_unpacked() -> None:
    reading = read_text("a.yaml", LIST)
    assert [(d.api_version, d.kind, d.line) for d in reading.documents] == [("v1", "Service", 5), ("v1", "Pod", 8)]
    assert reading.skipped_kinds == {"CustomResourceDefinition": 1}


def test_a_resource_whose_kind_ends_in_list_is_no_list() -> None:
    text = "apiVersion: x.io/v1\nkind: AllowList\nmetadata: {name: a}\nitems: [{apiVersion: v1, kind: Pod}]\n"
    assert kinds(read_text("a.yaml", text)) == ["AllowList"]


def test_definitions_are_not_even_parsed() -> None:
    text = f"apiVersion: v1\nkind: CustomResourceDefinition # big\nspec: [\n---\n{SERVICE}"
    reading = read_text("a.yaml", text)
    assert (kinds(reading), reading.faults) == (["Service"], [])
    assert (reading.skipped_kinds.total(), reading.document_count) == (1, 2)


def test_json_as_kubectl_reads_it() -> None:
    text = '{"apiVersion": "v1",\n\t"kind": "Service"}\n{"apiVersion": "v1", "kind": "Pod", "x": "\\ud83d\\ude00\\/"}\n'
    reading = read_text("a.json", text)
    assert (kinds(reading), reading.faults) == (["Service", "Pod"], [])
    assert reading.documents[1].line == 3


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        ("a: b: c", 1, 5, 'a second ": " in one line: quote the value'),
        ("a: b\n  c: d", 2, 4, "indented below a line that has a value already"),
        ("a:\n  b: 1\n c: 2", 3, 2, "not indented like the keys above it"),
        ("a:\n  - b: 1\n   c: 2", 3, 4, "not indented like the keys of the list item above, and no new item"),
        ("a: 1\n- b", 2, 1, "a list item where a key is expected: is it indented like its list?"),
        ("a: [1, 2\nb: 3\n", 1, 4, "the [ that opens here is not closed"),
        ("a: {b: [1, 2]\nc: 3\n", 1, 4, "the { that opens here is not closed"),
        ("a: [", 1, 4, "the [ that opens here is not closed"),
        ('a: {b: "x" c: 1}', 1, 12, "a comma or } is missing before this"),
        ('a: "b\nc: 1\n', 1, 4, "the quote that opens here is not closed"),
        ("a: 'b\n---\nc: 1\n", 1, 4, "the quote that opens here is not closed"),
        ('a: "x" y', 1, 8, "text after the end of a value: is a quote or a comma wrong?"),
        ("\ta: 1", 1, 1, "a tab cannot indent YAML: use spaces"),
        ("a:\n\t- b", 2, 1, "a tab cannot indent YAML: use spaces"),
        ("a: |\n\tb", 2, 1, "a tab cannot indent YAML: use spaces"),
        ("a: %b", 1, 4, "a plain value cannot begin with %: quote it"),
        ("a: *", 1, 5, "a plain value cannot begin with *: quote it"),
        ("a: & b", 1, 5, "a plain value cannot begin with &: quote it"),
        ("a: *b", 1, 4, "the alias names no anchor before it: quote a value that begins with *"),
        ("a: &b [*b]", 1, 8, "the alias names no anchor before it: quote a value that begins with *"),
        ('a: "\\d"', 1, 5, "unknown escape \\d in double quotes: double the backslash, or use single quotes"),
        ("a: 1\nb\nc: 2", 2, 1, "neither a key with a colon nor a list item"),
        ("a: ]", 1, 4, "a value cannot begin with this"),
        ("a: - b", 1, 4, "a list item cannot begin here"),
        ("a: 1\n...\nb: 2", 3, 1, "text after the end of a document"),
        ("a: !e!x 1", 1, 4, "a tag with a prefix that is not declared"),
        ("{a: 1}: b", 1, 1, "a key must be a word here, not a mapping or list"),
        ("? [a]\n: b", 1, 3, "a key must be a word here, not a mapping or list"),
        ("a: {<<: 1}", 1, 5, "<< merges mappings only"),
        ("é: \x07", 1, 4, "the character U+0007 is not allowed in YAML"),
        ("é: \ud800", 1, 4, "the character U+D800 is half of a pair"),
    ],
)
def test_reason(text: str, line: int, column: int, reason: str) -> None:
    """In the second document, so that lines are counted through; what stands around is read all the same."""
    reading = read_text("a.yaml", f"{SERVICE}---\n# apiVersion\n{text}\n---\n{SERVICE}")
    assert faults(reading) == [("a.yaml", line + 5, column, f"not valid YAML: {reason}")]
    assert kinds(reading) == ["Service", "Service"]


@pytest.mark.parametrize(
    "text",
    [
        "metadata:\n  name: {{ .Release.Name }}\n",
        "{{- if .Values.a }}\nmetadata: {name: a}\n{{- end }}\n",
        'metadata:\n  labels:\n    {{- include "x" . | nindent 4 }}\n',
        "metadata: {name: a}\nspec:\n{{ toYaml .Values.spec | indent 2 }}\n",
        "{% for a in b %}\nmetadata: {name: a}\n{% endfor %}\n",
        "metadata:\n  name: <%= name %>\n<% if a %>\ndata: {}\n<% end %>\n",
        "metadata:\n  name: shop-{{ name }}\n",
        "metadata: {name: a, namespace: '{{ namespace }}'}\n",
        "spec: {{\n  a\n}}\nmetadata: {name: a}\n",
    ],
)
def test_template(text: str) -> None:
    reading = read_text("t/a.yaml", f"{SERVICE}---\n{CONFIG}{text}")
    assert [message for _, _, _, message in faults(reading)] == [
        "a template, not a manifest: render it first and check the result"
    ]
    assert reading.documents == []
    assert not reading.fatal


@pytest.mark.parametrize(
    "text",
    [
        'data: {a: "{{ $labels.pod }} is down"}\n',
        "data:\n  a: |\n    {{ range .Alerts }}\n    {{ end }}\n",
        "data:\n  a: echo {{inputs.parameters.x}} ${VAR} $(VAR)\n",
        "spec: {template: {metadata: {name: '{{name}}-shop'}}}\n",
        "# {{ a }}\n",
    ],
)
def test_braces_in_a_manifest_are_no_template(text: str) -> None:
    reading = read_text("a.yaml", f"{CONFIG}{text}")
    assert (kinds(reading), reading.faults) == (["ConfigMap"], [])


def test_broken_yaml_beside_braces_is_broken_yaml() -> None:
    text = f'{CONFIG}data:\n  a: "{{{{ $labels.pod }}}}"\n b: 1\n'
    assert messages(text) == [(5, 2, "not valid YAML: not indented like the keys above it")]


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("a: {{ b }}-c\n{{ if x }} \nd", "a: x-c\n\nd"),
        ("a: {{ b\n c }}\nd", "a: x\n\nd"),
        ("{{ {{ }} {% x", " {% x".replace(" ", "x ", 1)),
        ("{{" * 5, "{{" * 5),
    ],
)
def test_without_actions(text: str, without: str) -> None:
    assert without_actions(text) == without
    assert without_actions(text).count("\n") == text.count("\n")
