"""What texts hold is the same, whether they are read when they are added, by other processes, or by an earlier run."""

from __future__ import annotations

import os
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from k8slint.cache.store import Store
from k8slint.inputs import ahead, limits, processes
from k8slint.inputs.ahead import ALONE, Ahead
from k8slint.inputs.build import Builder
from k8slint.inputs.extract import contents_of
from k8slint.inputs.kept import Kept
from k8slint.inputs.node import YamlList, YamlMap
from k8slint.inputs.packing import pack_of, packed, unpacked
from k8slint.inputs.read import read
from k8slint.inputs.reading import Reading
from k8slint.inputs.secret import LAST_APPLIED, without_values
from k8slint.inputs.source import Source
from tests.fixture import FIXTURES
from tests.yaml_text import SERVICE

FILES = sorted(path for path in FIXTURES.rglob("*") if path.suffix in (".yaml", ".yml", ".json"))
ODD = {
    "aliases": "apiVersion: v1\nkind: A\na: &x {b: [1, 2]}\nc: *x\nd: {<<: *x, e: 1.5}\n",
    "lone surrogates": 'apiVersion: v1\nkind: A\nname: "\\ud800"\n',
    "large numbers": "apiVersion: v1\nkind: A\na: [18446744073709551615, -9223372036854775808, 1e300, true, ~]\n",
    "duplicates": "apiVersion: v1\nkind: A\na: 1\na: 2\n",
    "a template": "apiVersion: v1\nkind: A\nmetadata: {name: '{{ .Name }}'}\n",
    "a list": "apiVersion: v1\nkind: ServiceList\nitems: [{metadata: {name: a}}]\n",
    "broken": "apiVersion: v1\nkind: [\n---\n" + SERVICE,
    "a definition": "kind: CustomResourceDefinition\napiVersion: v1\n",
    "nothing": "",
}


def shape(value: Any) -> Any:
    """A value with the types and the places of all that is in it."""
    if isinstance(value, YamlMap) and value.get("kind") == "Secret":
        value = without_values(value)
    if isinstance(value, YamlMap):
        return [(key, value.key_span(key), value.value_span(key), shape(each)) for key, each in value.items()]
    if isinstance(value, YamlList):
        return [(value.item_span(index), shape(each)) for index, each in enumerate(value)]
    return type(value), value


def told(reading: Reading) -> list[object]:
    documents = [(each.source.name, each.span, each.offset, shape(each.root)) for each in reading.documents]
    return [documents, reading.faults, reading.skipped_kinds, reading.document_count, [s.name for s in reading.sources]]


def tree(folder: Path) -> list[str]:
    """Files of every kind, one folder for each letter."""
    for name, text in [*((path.name, path.read_text(encoding="utf-8")) for path in FILES[::9]), *ODD.items()]:
        path = folder / name[0] / f"{name.replace(' ', '-').split('.')[0]}.yaml"
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(text.encode("utf-8"))
    (folder / "latin.yaml").write_bytes(b"a: \xe4")
    return [str(folder)]


def kept(folder: Path) -> Kept:
    return Kept(Store(str(folder)), lambda: "this program")


def packed_texts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are parsed ahead from now on."""
    texts = list[str]()

    def noted(text: str) -> bytes:
        texts.append(text)
        return pack_of(text)

    monkeypatch.setattr(ahead, "pack_of", noted)
    return texts


@pytest.fixture(autouse=True)
def _everything_is_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "WORTH_KEEPING", 0)
    monkeypatch.setattr(ahead, "WORTH_PROCESSES", 0)


@pytest.mark.parametrize("text", [*(path.read_text(encoding="utf-8") for path in FILES[::7]), *ODD.values()])
def test_packing_loses_nothing(text: str) -> None:
    source = Source("a.yaml", text)
    contents = contents_of(source, Builder(), limits.MAX_DOCUMENTS)
    again = unpacked(packed(contents), source)
    assert [shape(each.root) for each in again.documents] == [shape(each.root) for each in contents.documents]
    for fact in ("faults", "template", "inert", "document_count", "values", "aliased"):
        assert getattr(again, fact) == getattr(contents, fact)


@pytest.mark.parametrize("way", ["fork", "spawn"])
def test_other_processes_read_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    monkeypatch.setattr(processes, "START", way)
    paths = tree(tmp_path)
    assert told(read(paths, ahead=Ahead(2))) == told(read(paths))


@pytest.mark.parametrize("error", [BrokenProcessPool, OSError, ImportError, NotImplementedError])
def test_where_processes_fail_the_rest_is_read_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    class Failing:
        def __init__(self, *_: object) -> None: ...
        def __enter__(self) -> Failing:
            return self

        def __exit__(self, *_: object) -> None: ...
        def map(self, work: Any, groups: Any) -> Any:
            yield work(next(groups))
            raise error

    monkeypatch.setattr(processes, "ProcessPoolExecutor", Failing)
    paths = tree(tmp_path)
    assert told(read(paths, ahead=Ahead(2))) == told(read(paths))


@pytest.mark.parametrize("count", [1, 2])
def test_what_was_kept_says_the_same(tmp_path: Path, count: int) -> None:
    paths = tree(tmp_path / "tree")
    plain = told(read(paths))
    for _ in range(2):
        assert told(read(paths, ahead=Ahead(count, kept(tmp_path / "kept")))) == plain


def test_only_what_has_changed_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = tree(tmp_path / "tree")
    read(paths, ahead=Ahead(1, kept(tmp_path / "kept")))
    (tmp_path / "tree" / "a" / "aliases.yaml").rename(tmp_path / "tree" / "a" / "other.yaml")
    changed = tmp_path / "tree" / "a" / "a-list.yaml"
    changed.write_text(changed.read_text() + "# changed\n")
    texts = packed_texts(monkeypatch)
    assert told(read(paths, ahead=Ahead(1, kept(tmp_path / "kept")))) == told(read(paths))
    assert texts == [changed.read_text()]


def test_what_another_branch_has_stays_for_a_while(tmp_path: Path) -> None:
    names = [str(tmp_path / f"{letter}.yaml") for letter in "abcdef"]
    sources = [Source(name, SERVICE.replace("name:", f"x: {name}\n  name:")) for name in names]

    def known(some: list[Source]) -> list[bool]:
        keeping = kept(tmp_path / "kept")
        found = [keeping.get(source) is not None for source in some]
        for source in some:
            keeping.add(source, b"pack")
        keeping.save()
        return found

    assert known(sources[:4]) == [False] * 4
    assert known(sources[4:]) == [False] * 2
    assert known(sources) == [False, False, True, True, True, True]


def test_another_program_knows_nothing(tmp_path: Path) -> None:
    first, other = kept(tmp_path), Kept(Store(str(tmp_path)), lambda: "another program")
    source = Source("a.yaml", SERVICE)
    assert first.get(source) is None
    first.add(source, b"pack")
    first.save()
    assert [kept(tmp_path).get(source), other.get(source)] == [b"pack", None]


@pytest.mark.parametrize(
    "values",
    ["{password: hunter2}", "{password: [hunter2]}", "[hunter2]", "hunter2", "{a: &a {b: hunter2}, c: {<<: *a}}"],
)
def test_values_of_secrets_are_not_kept(values: str) -> None:
    secret = f"apiVersion: v1\nkind: Secret\nmetadata: {{name: a}}\ndata: {values}\nstringData: {values}\n"
    wrapped = f"apiVersion: v1\nkind: List\nitems: [{{apiVersion: v1, kind: Secret, data: {values}}}]\n"
    for text in (secret, wrapped, f"apiVersion: v1\nkind: SecretList\nitems: [{{stringData: {values}}}]\n"):
        pack = pack_of(text)
        assert b"hunter2" not in pack
        (document,) = unpacked(pack, Source("a.yaml", text)).documents
        assert document.kind == "Secret"


@pytest.mark.parametrize(
    "metadata", ["{annotations: {@: hunter2}}", "{annotations: {@: [hunter2]}}", "a", "{annotations: a}"]
)
def test_neither_is_the_copy_that_kubectl_makes(metadata: str) -> None:
    text = f"apiVersion: v1\nkind: Secret\nmetadata: {metadata.replace('@', LAST_APPLIED)}\n"
    assert b"hunter2" not in pack_of(text)


def test_keys_of_secrets_are_known_all_the_same() -> None:
    text = "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata: {b: c, d: e}\n"
    (document,) = unpacked(pack_of(text), Source("a.yaml", text)).documents
    assert document.root["data"] == {"b": "", "d": ""}
    assert document.root["data"].value_span("d") == (text.index("e}"), text.index("e}") + 1)


@pytest.mark.parametrize(("bound", "value"), [("MAX_VALUES", 30), ("MAX_ALIASED_VALUES", 7), ("MAX_DOCUMENTS", 3)])
def test_bounds_of_all_files_together_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str, value: int
) -> None:
    for name in "abc":
        (tmp_path / f"{name}.yaml").write_text(ODD["aliases"] + "---\n" + SERVICE)
    monkeypatch.setattr(limits, bound, value)
    plain = told(read([str(tmp_path)]))
    assert plain[1]
    assert told(read([str(tmp_path)], ahead=Ahead(1, kept(tmp_path / "kept")))) == plain
    assert told(read([str(tmp_path)], ahead=Ahead(2))) == plain


def test_files_that_wait_are_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("k8slint.inputs.read._WAITING", 1000)
    paths = tree(tmp_path)
    assert told(read(paths, ahead=Ahead(1, kept(tmp_path / "kept")))) == told(read(paths, ahead=ALONE))


def test_small_inputs_start_no_process_and_keep_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    (tmp_path / "a.yaml").write_text(SERVICE)
    read([str(tmp_path / "a.yaml")], ahead=Ahead(8, kept(tmp_path / "kept")))
    assert not os.path.exists(tmp_path / "kept")


def test_large_texts_are_read_in_their_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many processes as there are cores would each take the memory that one of them takes."""
    monkeypatch.setattr(ahead, "LARGE", 300)
    paths, texts = tree(tmp_path / "tree"), packed_texts(monkeypatch)
    assert told(read(paths, ahead=Ahead(1, kept(tmp_path / "kept")))) == told(read(paths))
    assert texts
    assert max(map(len, texts)) <= 300
