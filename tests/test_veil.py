"""No value of a Secret is ever quoted, also where the Secret is broken."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from k8slint.cli import main
from k8slint.inputs.source import Source

SECRET = "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\n"


@pytest.mark.parametrize(
    "text",
    [
        f"{SECRET}stringData:\n  password: hunter2\n  password: hunter2\n",
        f'{SECRET}stringData:\n  password: "hunter2\n',
        f"{SECRET}stringData:\n  password: a: hunter2\n",
        f"{SECRET}data:\n  a: |\n    hunter2\n   hunter2: x\n",
        f"{SECRET}data:\npassword: hunter2: b\n",
        f"{SECRET}data: {{password: hunter2, password: hunter2}}\n",
        f"{SECRET}stringData:\n  password: *hunter2\n",
        f"{SECRET}stringData:\n  # hunter2\n  password: !x!y hunter2\n",
        f"{SECRET}stringData:\n  hunter2\n  a: b\n",
        f"a: 1\n---\n{SECRET}stringData:\n  password: %hunter2\ntype: Opaque\n---\n{SECRET}",
        "stringData:\n  password: {hunter2\nkind: Secret\napiVersion: v1\n",
        'stringData:\n  "password": hunter2: x\n"kind": "Secret"\napiVersion: v1\n',
        '{"apiVersion": "v1", "kind": "Secret", "data": {"password": "hunter2", "password": "hunter2"}}',
        '{"apiVersion": "v1", "kind": "Secret",\n "data": {\n  "password": "hunter2",\n  "password": "hunter2"}}',
        "apiVersion: v1\nkind: List\nitems:\n- kind: Secret\n  apiVersion: v1\n  data:\n    a: hunter2\n    a: b\n",
    ],
)
@pytest.mark.parametrize("format_", ["text", "json", "sarif", "github"])
def test_no_report_quotes_a_value(text: str, format_: str) -> None:
    run = CliRunner().invoke(main, ["check", "-", "--format", format_], input=text)
    assert run.exit_code in (1, 2)
    assert "hunter2" not in run.output


def test_the_rest_is_shown() -> None:
    text = f"{SECRET}data:\n  password: hunter2\n  # note\n\n  x\r\ntype: Opaque\n---\nkind: ConfigMap\ndata:\n  a: b\n"
    assert Source("a.yaml", text).lines == (
        "apiVersion: v1",
        "kind: Secret",
        "metadata: {name: a}",
        "data:",
        "  password: *******",
        "  # ****",
        "",
        "  *",
        "type: Opaque",
        "---",
        "kind: ConfigMap",
        "data:",
        "  a: b",
        "",
    )


@pytest.mark.parametrize(
    "text", ["", "a\n\nb", "kind: Secret", "kind: Secret\n---\n\n---\n", "kind: Secret\n\n...\n# x"]
)
def test_there_are_as_many_lines_as_in_the_text(text: str) -> None:
    assert [len(line) for line in Source("a.yaml", text).lines] == [len(line) for line in text.split("\n")]
