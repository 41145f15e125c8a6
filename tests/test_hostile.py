"""Hostile input: each thing is a finding or a clear error, within bounds, and the rest is still checked."""

from __future__ import annotations

import gc
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from k8slint.config import Config
from k8slint.engine import Result, check, check_reading
from k8slint.inputs import limits
from k8slint.inputs.at import At
from k8slint.inputs.read import read_text
from k8slint.rule import load_rules
from tests.fixture import FIXTURES
from tests.yaml_text import SERVICE, kinds, messages

EVERY_RULE = Config(select=frozenset(rule.name for rule in load_rules()))


def check_text(text: str) -> Result:
    """All rules on one text; what they say is asked for, so that nothing stays lazy."""
    result = check_reading(read_text("a.yaml", text), EVERY_RULE)
    for finding in result.findings:
        assert finding.message
        assert finding.fingerprint
        assert all(related.location for related in finding.problem.related)
    assert result.crashes == ()
    return result


@given(st.text())
def test_any_text(text: str) -> None:
    check_text(text)


MARKS = st.sampled_from(
    ["---", "apiVersion: v1", "kind: Service", ": ", "- ", "&a", "*a", "<<: ", "{{", "}}", "{", "["]
)
PIECES = st.lists(
    st.one_of(MARKS, st.sampled_from(["\n", "\n  ", "\t", "'", '"', "|", "!!int ", "%TAG", "\r"]), st.text(max_size=3))
)


@given(PIECES)
def test_text_that_looks_like_yaml(pieces: list[str]) -> None:
    check_text("apiVersion: v1\nkind: Service\n" + "".join(pieces))
    check_text("".join(pieces))


@given(st.binary())
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(data)
    assert check([str(path)], EVERY_RULE).crashes == ()


def manifests() -> Iterator[tuple[str, Any]]:
    """The objects of all fixtures, one of each shape of keys a kind."""
    seen: set[tuple[str, frozenset[str]]] = set()
    for path in sorted(FIXTURES.rglob("*.yaml")):
        if not path.is_file():
            continue
        for document in read_text(path.name, path.read_text(encoding="utf-8")).documents:
            shape = (document.kind, frozenset(_paths(document.root)))
            if shape not in seen:
                seen.add(shape)
                yield f"{path.parent.name}/{path.name}:{document.kind}", document.root


def _paths(value: Any, above: str = "") -> Iterator[str]:
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in entries:
        name = f"{above}/{key if isinstance(value, dict) else 0}"
        yield name
        yield from _paths(child, name)


OBJECTS = [plain for _, plain in manifests()]
ODD: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=8),
        st.sampled_from(
            ["", "a" * 300, "-1", "http", "0.0.0.0/0", "::/0", "10.0.0.0/99", "*", "{{", "\x1b[31m", "::1"]
        ),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=6,
)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(
    st.lists(st.sampled_from(range(len(OBJECTS))), min_size=1, max_size=6),
    st.randoms(use_true_random=False),
    st.data(),
)
def test_wrong_types_anywhere(picked: list[int], chance: random.Random, data: st.DataObject) -> None:
    """Valid objects of every kind, each with one subtree replaced by anything at all."""
    objects = [_replaced(OBJECTS[index], chance, data) for index in picked]
    check_text(yaml.dump_all(objects, Dumper=yaml.CSafeDumper, allow_unicode=True))


def _replaced(value: Any, chance: random.Random, data: st.DataObject) -> Any:
    """A plain copy with one value below the top exchanged, at any depth."""
    if not isinstance(value, dict | list) or not value or chance.random() < 0.2:
        return data.draw(ODD)
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    keys = [key for key in keys if key not in ("apiVersion", "kind")] or keys
    chosen = chance.choice(keys)
    if isinstance(value, dict):
        return {k: _replaced(v, chance, data) if k == chosen else _plain(v) for k, v in value.items()}
    return [_replaced(v, chance, data) if i == chosen else _plain(v) for i, v in enumerate(value)]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(child) for key, child in value.items()}
    return [_plain(child) for child in value] if isinstance(value, list) else value


NAMES = "abcdefghijk"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{NAMES[place]}'] * 9)}]\n" for place, name in enumerate(NAMES[1:])
)
MERGED = "a: &a {x: 1}\n" + "".join(
    f"{name}: &{name} {{<<: [{', '.join([f'*{NAMES[place]}'] * 9)}], {name}: 1}}\n"
    for place, name in enumerate(NAMES[1:])
)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (BOMB, "aliases stand for more than 500,000 values"),
        (MERGED, "aliases stand for more than 500,000 values"),
        ("a: " + "[" * 1000 + "]" * 1000, "nested deeper than 100 levels"),
        ("a: " + "{a: " * 1000 + "}" * 1000, "nested deeper than 100 levels"),
        ("".join(f"{' ' * n}a:\n" for n in range(1000)), "nested deeper than 100 levels"),
        ("a: " + "- " * 1000, "a list item cannot begin here"),
        ("a:\n" + "- " * 1000, "nested deeper than 100 levels"),
        ("a: " + "[" * 300_000, "nested deeper than 100 levels"),
        ("{{" * 100_000, None),
        ("a: " + "x" * 5_000_000, None),
        ("a: 'x" + "\n" * 200_000, "the quote that opens here is not closed"),
        ("".join(f"k{n}: 1\nk{n}: 2\n" for n in range(3_000)), None),
        ("a: " + "1" * 100_000, None),
        ("%A\n" * 20_000, None),
        ("# \n" * 50_000 + "--- # \n" * 2_000, None),
        ("&a " * 5_000, None),
        ("? " * 3_000, None),
        ("a: !!binary " + "=" * 1_000, None),
        ("}{" * 50_000, None),
    ],
    ids=range(19),
)
def test_bombs(text: str, reason: str | None) -> None:
    found = messages(f"{SERVICE}---\napiVersion: v1\nkind: ConfigMap\n{text}\n---\n{SERVICE}")
    assert reason is None or [message for _, _, message in found] == [f"not valid YAML: {reason}"]


def test_aliases_have_one_budget_for_the_whole_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten thousand small documents may not do what one is refused."""
    monkeypatch.setattr(limits, "MAX_ALIASED_VALUES", 1000)
    text = "---\n".join([f"{SERVICE}a: &a [1, 2, 3, 4]\nb: [*a, *a, *a, *a, *a]\n"] * 100)
    reading = read_text("a.yaml", text)
    assert len(reading.documents) == 33
    assert len(reading.faults) == 67


def test_values_have_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_VALUES", 100)
    for text in ("a: [" + "1, " * 200 + "]", "a: {" + "".join(f"k{n}: 1, " for n in range(200)) + "}"):
        assert [m for _, _, m in messages(SERVICE + text)] == [
            "not valid YAML: more than 100 values in the whole input"
        ]


def test_ten_thousand_documents() -> None:
    reading = read_text("a.yaml", "---\n".join(SERVICE.replace("cart", f"cart-{n}") for n in range(10_000)))
    assert len(reading.documents) == 10_000
    assert At(reading.documents[-1]).location.line == 39_997


def test_a_deep_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Deeper than Python recurses."""
    monkeypatch.chdir(tmp_path)
    for _ in range(1_500):
        os.mkdir("d")
        os.chdir("d")
    Path("a.yaml").write_text(SERVICE, encoding="utf-8")
    result = check([str(tmp_path)], EVERY_RULE)
    os.unlink("a.yaml")
    for _ in range(1_500):  # pytest's own cleaning recurses
        os.chdir("..")
        os.rmdir("d")
    assert [meta.name for meta in result.cluster.metas] == ["cart"]
    assert result.crashes == ()


def test_garbage_collection_goes_on_after_reading(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SERVICE, encoding="utf-8")
    assert gc.isenabled()
    check([str(tmp_path)])
    assert gc.isenabled()


def test_values_of_any_tag_are_data() -> None:
    text = (
        "apiVersion: v1\nkind: Pod\nmetadata: !!python/object/apply:os.system [exit 1]\nspec: !!python/name:os.exit\n"
    )
    assert kinds(check_text(text).cluster.reading) == ["Pod"]
