"""Plain scalars mean what kubectl makes of them: tests/data/scalars.json was written by it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from k8slint.inputs.node import YamlMap
from k8slint.inputs.scalar import key_text, resolve, written
from tests.yaml_text import built

TABLE = json.loads((Path(__file__).parent / "data" / "scalars.json").read_text(encoding="utf-8"))
PLAIN = {text: value for text, value in TABLE["values"].items() if text[0] not in "\"'!"}
TAGGED = {text: value for text, value in TABLE["values"].items() if text[0] in "\"'!" and "!!binary" not in text}


@pytest.mark.parametrize(("text", "value"), PLAIN.items(), ids=PLAIN)
def test_plain(text: str, value: Any) -> None:
    assert _json(resolve(text)) == _json(value)


@pytest.mark.parametrize(("text", "value"), TAGGED.items(), ids=TAGGED)
def test_quoted_or_tagged(text: str, value: Any) -> None:
    assert _json(built(f"v: {text}\n")["v"]) == _json(value)


@pytest.mark.parametrize(("text", "key"), TABLE["keys"].items(), ids=TABLE["keys"])
def test_key(text: str, key: str) -> None:
    value = built(f"? {text}\n: z\n")
    assert isinstance(value, YamlMap)
    assert list(value) == [key]


@pytest.mark.parametrize("text", [".nan", ".inf", "-.INF"])
def test_what_json_lacks_stays_text(text: str) -> None:
    assert resolve(text) == text
    assert key_text(text) == text


@pytest.mark.parametrize("text", ["3.4028235677973366e+38", "1e39", "1.7e308"])
def test_a_key_past_single_precision(text: str) -> None:
    """Keys are formatted in single precision, values are not."""
    assert (key_text(text), key_text(f"-{text}")) == (".inf", "-.inf")
    assert resolve(text) == float(text)


@pytest.mark.parametrize("text", ["9" * 10_000, "0x" + "f" * 10_000, "1" + "0" * 400])
def test_a_number_without_end_is_text(text: str) -> None:
    assert resolve(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [("web", "web"), ("on", '"on"'), ("80", '"80"'), ("a: b", '"a: b"'), ("", '""'), ("1.0", '"1.0"')],
)
def test_written_reads_back(text: str, shown: str) -> None:
    assert written(text) == shown
    assert built(f"v: {shown}\n")["v"] == text


def _json(value: object) -> tuple[type, object]:
    """kubectl writes a float without fraction as an integer, and long integers rounded to double precision."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float, float(value)
    return type(value), value
