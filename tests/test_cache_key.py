"""What a key depends on: everything that could change the report, and nothing that could not."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from k8slint.cache import digest, key, tree
from k8slint.cache.asked import asked
from k8slint.cache.key import key_of
from k8slint.inputs import kustomization, walk
from tests.yaml_text import SERVICE

VERSION = "1.0.0"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "k8s" / "deep").mkdir(parents=True)
    (tmp_path / "k8s" / "a.yaml").write_text(SERVICE)
    (tmp_path / "k8s" / "deep" / "b.yaml").write_text(SERVICE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def of(*arguments: str) -> str | None:
    return key_of(VERSION, ["check", *(arguments or ("k8s",))], None)


def rewritten(path: Path) -> None:
    """Other content of the same size and time."""
    times, text = path.stat(), path.read_text()
    path.write_text(text.replace("v1", "v2", 1))
    assert path.stat().st_size == times.st_size
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def kustomized(root: Path) -> None:
    (root / "k8s" / "kustomization.yaml").write_text("resources: [a.yaml]\n")


CHANGES: dict[str, Callable[[Path], object]] = {
    "other content of the same size and time": lambda root: rewritten(root / "k8s" / "deep" / "b.yaml"),
    "a new file": lambda root: (root / "k8s" / "c.yml").write_text(SERVICE),
    "a deleted file": lambda root: (root / "k8s" / "a.yaml").unlink(),
    "a renamed file": lambda root: (root / "k8s" / "a.yaml").rename(root / "k8s" / "c.yaml"),
    "a configuration": lambda root: (root / ".k8slint.yaml").write_text("complete: true\n"),
    "a nearer configuration": lambda root: (root / "k8s" / ".k8slint.yaml").write_text("complete: true\n"),
    "a baseline": lambda root: (root / ".k8slint-baseline.json").write_text("{}"),
    "a link to a file": lambda root: (root / "k8s" / "c.yaml").symlink_to("a.yaml"),
    "a link that leads out": lambda root: (root / "k8s" / "c.yaml").symlink_to("/nowhere.yaml"),
    "a kustomization": kustomized,
    "no repository any more": lambda root: (root / ".git").rmdir(),
    "a chart around it": lambda root: (root / "Chart.yaml").write_text("name: a\n"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_changes_the_input_changes_the_key(repository: Path, change: Callable[[Path], object]) -> None:
    before = of()
    assert before == of()
    change(repository)
    assert of() not in (before, None)


def test_what_no_run_reads_does_not(repository: Path) -> None:
    before = of()
    (repository / "k8s" / "README.md").write_text("words")
    (repository / "other.yaml").write_text(SERVICE)
    (repository / "k8s" / "node_modules").mkdir()
    (repository / "k8s" / "node_modules" / "a.yaml").write_text(SERVICE)
    os.utime(repository / "k8s" / "a.yaml", (0, 0))
    assert of() == before


def test_a_build_may_read_the_whole_repository(repository: Path) -> None:
    kustomized(repository)
    before = of()
    (repository / "settings.properties").write_text("a=b")
    assert of() not in (before, None)


def test_what_a_link_leads_to_counts(repository: Path) -> None:
    (repository / "shared").mkdir()
    (repository / "shared" / "c.yaml").write_text(SERVICE)
    (repository / "k8s" / "shared").symlink_to("../shared")
    (repository / "k8s" / "loop").symlink_to(".")
    before = of()
    rewritten(repository / "shared" / "c.yaml")
    assert of() not in (before, None)


def test_a_pattern_stands_for_what_it_may_match(repository: Path) -> None:
    before = of("k8s/*.yaml")
    (repository / "k8s" / "c.yaml").write_text(SERVICE)
    assert of("k8s/*.yaml") not in (before, None)


def test_arguments_and_surroundings_count(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [of(), of("./k8s"), of("k8s", "--format", "json"), of("k8s", "--format=json"), of("k8s", "--no-config")]
    keys.append(key_of("1.0.1", ["check", "k8s"], None))
    keys += [key_of(VERSION, ["check", "-"], text) for text in (b"", b"a")]
    monkeypatch.setenv("NO_COLOR", "1")
    keys.append(of())
    assert None not in keys
    assert len(set(keys)) == len(keys)


def test_the_day_counts_where_something_expires(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.strftime", lambda _: "2030-01-01")
    settings = repository / ".k8slint.yaml"
    settings.write_text("complete: true\n")
    before = of()
    settings.write_text("ignore: [{rules: [a], reason: b, expires: 2030-01-01}]\n")
    expiring = of()
    monkeypatch.setattr("time.strftime", lambda _: "2030-01-02")
    assert of() not in (before, expiring, None)
    settings.write_text("complete: true\n")
    assert of() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["reach", "k8s"],
        ["check", "--help"],
        ["check", "k8s", "--fix"],
        ["check", "k8s", "--no-cache"],
        ["check", "k8s", "--diff-base", "HEAD"],
        ["check", "k8s", "--allow=plugins"],
        ["check", "k8s", "--a-later-option"],
        ["check", "/dev/stdin"],
        ["check", "k8s\0"],
        ["check", "k8s", "--format"],
        [],
    ],
)
def test_other_runs_are_not_remembered(repository: Path, arguments: list[str]) -> None:
    assert key_of(VERSION, arguments, None) is None


@pytest.mark.parametrize("text", ["baseline: ../b.json\n", "charts: [{path: a, values: [/etc/v.yaml]}]\n"])
def test_a_configuration_that_names_files_elsewhere_is_not_followed(repository: Path, text: str) -> None:
    (repository / ".k8slint.yaml").write_text(text)
    assert of() is None


def test_an_input_that_is_too_large_is_not_looked_at(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "MOST_ENTRIES", 2)
    assert of() is None
    monkeypatch.undo()
    monkeypatch.chdir(repository)
    monkeypatch.setattr(digest, "MOST_BYTES", 10)
    assert of() is None


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_what_cannot_be_read_is_not_remembered(repository: Path) -> None:
    (repository / "k8s" / "a.yaml").chmod(0)
    assert of() is None


def test_a_fifo_is_not_waited_for(repository: Path) -> None:
    os.mkfifo(repository / "k8s" / "c.yaml")
    assert of()


def test_paths_and_files_of_options_are_known() -> None:
    found = asked(["check", "a", "--config=c", "--baseline", "b", "--select", "x,y", "--context-from", "d", "-"])
    assert found is not None
    assert found.paths == ("a", "-")
    assert set(found.files) == {"b", "c", "d"}
    assert found.config == "c"


def test_names_are_those_of_the_walk() -> None:
    assert (key.CONFIG_NAME, key.BASELINE_NAME) == (walk.CONFIG_NAME, walk.BASELINE_NAME)
    assert tree.MANIFESTS == walk.ENDINGS
    assert set(kustomization.NAMES) < tree.RENDERED
    assert tree.PASSED_OVER == walk.SKIPPED_FOLDERS
