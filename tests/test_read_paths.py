"""Which files are read: folders, globs, links, charts, kustomizations, what is skipped and what cannot be read."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from k8slint.inputs import limits
from k8slint.inputs.path_filter import PathFilter
from k8slint.inputs.read import read
from k8slint.inputs.reading import Reading
from k8slint.inputs.walk import NoSuchPath
from tests.yaml_text import SERVICE, faults

TEMPLATE = "apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Release.Name }}\n"
CHART = "a Helm chart, not manifests: render it first (helm template NAME CHART) and check the result"
KUSTOMIZATION = "a kustomization, read as plain files: build it first (kustomize build) to check what is applied"
OUTSIDE = "a symbolic link that leads out of what is checked: not followed"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    monkeypatch.chdir(inside)


def write(name: str, text: str | bytes = SERVICE) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def files(*paths: str, path_filter: PathFilter | None = None) -> list[str]:
    """The files that objects were found in."""
    return [document.source.name for document in read(paths, path_filter).documents]


def said(reading: Reading) -> list[tuple[str, str]]:
    return [(file, message) for file, _, _, message in faults(reading)]


def test_a_folders_files_come_before_its_subfolders() -> None:
    for name in ("b/z.yaml", "b/a/y.yml", "c.json", "a.yaml", "notes.txt", "x.yaml.bak", ".hidden/k.yaml", ".h.yaml"):
        write(name, '{"apiVersion": "v1", "kind": "Pod"}')
    assert files(".") == [".h.yaml", "a.yaml", "c.json", ".hidden/k.yaml", "b/z.yaml", "b/a/y.yml"]
    assert files("b", "./a.yaml", "a.yaml", os.path.abspath("a.yaml")) == ["b/z.yaml", "b/a/y.yml", "a.yaml"]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("*.yaml", ["a.yaml"]),
        ("**/*.yaml", ["a.yaml", "b/b.yaml", "b/c/c.yaml"]),
        ("b/**", ["b/b.yaml", "b/c/c.yaml"]),
        ("b/**/**/c.yaml", ["b/c/c.yaml"]),
        ("?/[cd]", ["b/c/c.yaml"]),
        (".h*/*", [".h/h.yaml"]),
        ("./b/*.yaml", ["b/b.yaml"]),
    ],
)
def test_globs(pattern: str, found: list[str]) -> None:
    for name in ("a.yaml", "b/b.yaml", "b/c/c.yaml", ".h/h.yaml"):
        write(name)
    assert files(pattern) == found
    assert files(os.path.abspath(pattern)) == [os.path.abspath(name) for name in found]


def test_a_name_with_brackets_is_no_glob() -> None:
    write("[a].yaml")
    assert files("[a].yaml") == ["[a].yaml"]


@pytest.mark.parametrize("path", ["none", "none/*.yaml", "", "**/none", "a\0b"])
def test_a_path_that_names_nothing(path: str) -> None:
    with pytest.raises(NoSuchPath):
        read([path])


def test_folders_of_tools_are_skipped() -> None:
    for name in (
        ".git/a.yaml",
        "node_modules/p/a.yaml",
        "env/pyvenv.cfg",
        "env/lib/a.yaml",
        ".github/w.yaml",
        "a.yaml",
    ):
        write(name)
    assert files(".") == ["a.yaml", ".github/w.yaml"]
    assert files("env") == ["env/lib/a.yaml"]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("b", ["a.yaml", "c/d.yaml"]),
        ("b/", ["a.yaml", "c/d.yaml"]),
        ("/b", ["a.yaml", "c/b/e.yaml", "c/d.yaml"]),
        ("./c/b", ["a.yaml", "b/f.yaml", "c/d.yaml"]),
        ("**/b/*.yaml", ["a.yaml", "c/d.yaml"]),
        ("c/**", ["a.yaml", "b/f.yaml"]),
        ("*.yaml", []),
        ("[ad].yaml", ["b/f.yaml", "c/b/e.yaml"]),
        ("c/*.yaml", ["a.yaml", "b/f.yaml", "c/b/e.yaml"]),
        ("**/**/**/**/**/**/**/**/x", ["a.yaml", "b/f.yaml", "c/b/e.yaml", "c/d.yaml"]),
    ],
)
def test_what_is_excluded(pattern: str, found: list[str]) -> None:
    everything = ["a.yaml", "b/f.yaml", "c/b/e.yaml", "c/d.yaml"]
    for name in everything:
        write(name)
    assert sorted(files(".", path_filter=PathFilter(exclude=(pattern,)))) == found
    included = sorted(files(".", path_filter=PathFilter(include=(pattern,))))
    assert included == [name for name in everything if name not in found]
    assert files("c/d.yaml", path_filter=PathFilter(exclude=("c",))) == ["c/d.yaml"]


def test_links_are_followed_once_and_loops_end() -> None:
    write("a/real.yaml")
    os.symlink("real.yaml", "a/again.yaml")
    os.symlink("..", "a/up")
    os.symlink("a", "first")
    assert files(".") == ["a/again.yaml"]
    assert read(["."]).faults == []
    assert files("**/*.yaml") == ["a/again.yaml"]


def test_links_do_not_lead_out() -> None:
    write("../secret/token.yaml")
    write(".git/config.yaml")
    os.symlink("../secret", "folder")
    os.symlink("../secret/token.yaml", "file.yaml")
    os.symlink(".git/config.yaml", "config.yaml")
    reading = read(["."])
    assert reading.documents == []
    assert said(reading) == [("config.yaml", OUTSIDE), ("file.yaml", OUTSIDE)]
    assert files("file.yaml") == ["file.yaml"]


def test_links_may_lead_within_the_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    write("../.git/HEAD")
    write("../shared/a.yaml")
    os.symlink("../shared/a.yaml", "a.yaml")
    assert files(".") == ["a.yaml"]


@pytest.mark.parametrize("make", ["dangling", "loop", "fifo", "folder"])
def test_what_is_no_file(make: str) -> None:
    write("good.yaml")
    reasons = {
        "dangling": "No such file or directory",
        "loop": "Too many levels of symbolic links",
        "fifo": "not a regular file",
        "folder": "",
    }
    if make == "fifo":
        os.mkfifo("bad.yaml")
    elif make == "folder":
        os.mkdir("bad.yaml")
    else:
        os.symlink("bad.yaml" if make == "loop" else "gone", "bad.yaml")
    reading = read(["."])
    assert [document.source.name for document in reading.documents] == ["good.yaml"]
    assert said(reading) == ([("bad.yaml", f"cannot be read: {reasons[make]}")] if reasons[make] else [])


def test_litter_of_editors_is_skipped() -> None:
    os.symlink("user@host.1:2", ".#a.yaml")
    write("._a.yaml", b"\0\x05\x16\x07")
    assert said(read(["."])) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_what_may_not_be_read() -> None:
    write("a.yaml")
    write("b/b.yaml")
    os.chmod("a.yaml", 0)
    os.chmod("b", 0)
    try:
        denied = "cannot be read: Permission denied"
        assert sorted(said(read(["."]))) == [("a.yaml", denied), ("b", denied)]
    finally:
        os.chmod("b", 0o700)


def test_a_file_that_vanishes(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.yaml", "b.yaml"):
        write(name)
    real_open = os.open

    def vanishing(path: str, flags: int) -> int:
        if path == "a.yaml":
            os.unlink(path)
        return real_open(path, flags)

    monkeypatch.setattr(os, "open", vanishing)
    reading = read(["."])
    assert said(reading) == [("a.yaml", "cannot be read: No such file or directory")]
    assert len(reading.documents) == 1


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"\xef\xbb\xbf" + SERVICE.encode(), None),
        (SERVICE.encode("utf-16"), None),
        (b"\xfe\xff" + SERVICE.encode("utf-16-be"), None),
        (SERVICE.replace("\n", "\r\n").encode(), None),
        (b"a: 1\nb: \xc3\xa9\xff", (2, 5, "not UTF-8: byte 0xff cannot be decoded")),
        (b"\xff\xfea", (1, 1, "not UTF-16: byte 0x61 cannot be decoded")),
    ],
)
def test_encodings(data: bytes, fault: tuple[int, int, str] | None) -> None:
    write("a.yaml", data)
    reading = read(["a.yaml"])
    assert [(line, column, message) for _, line, column, message in faults(reading)] == ([fault] if fault else [])
    assert reading.fatal == bool(fault)
    assert len(reading.documents) == (not fault)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SERVICE.encode())))
    assert files("-") == ["<stdin>"]
    monkeypatch.setattr(sys, "stdin", None)
    assert said(read(["-"])) == [("<stdin>", "cannot be read: standard input is closed")]


def test_what_the_shell_opened() -> None:
    reader, writer = os.pipe()
    os.write(writer, SERVICE.encode())
    os.close(writer)
    try:
        assert files(f"/dev/fd/{reader}") == [f"/dev/fd/{reader}"]
    finally:
        os.close(reader)


def test_json_that_names_no_version_is_not_looked_at_in_a_folder() -> None:
    write("tsconfig.json", '{"files": ["a" // comment\n]}')
    write("a.json", '{"apiVersion": "v1", "kind" "Pod"}')
    assert said(read(["."])) == [("a.json", "not valid YAML: a comma or } is missing before this")]
    assert said(read(["tsconfig.json"])) == [("tsconfig.json", "not valid YAML: a comma or ] is missing before this")]


def test_a_chart_is_reported_once_and_what_lies_beside_it_is_read() -> None:
    for name in ("templates/a.yaml", "charts/sub/templates/b.yaml", "charts/sub/Chart.yaml", "crds/c.yaml"):
        write(f"chart/{name}", TEMPLATE)
    for name in ("Chart.yaml", "values.yaml", "values-prod.yaml"):
        write(f"chart/{name}", "name: [")
    write("chart/manifests/d.yaml")
    reading = read(["."])
    assert said(reading) == [("chart/Chart.yaml", CHART)]
    assert [document.source.name for document in reading.documents] == ["chart/manifests/d.yaml"]
    for path in ("chart/templates", "chart/charts/sub/templates/b.yaml", "chart/templates/*.yaml"):
        assert said(read([path])) == [("chart/Chart.yaml", CHART)]


def test_templates_are_reported_once_a_folder() -> None:
    for name in ("a.yaml", "b.yaml", "c/d.yaml"):
        write(f"t/{name}", f"{SERVICE}---\n{TEMPLATE}")
    message = "a template, not a manifest: render it first and check the result"
    reading = read(["."])
    assert said(reading) == [("t/a.yaml", f"{message} (and 1 more file in this folder)"), ("t/c/d.yaml", message)]
    assert reading.documents == []


OVERLAY = """\
namespace: prod
resources: [../base, extra.yaml, https://example.org/x.yaml, /etc/passwd]
patches: [{path: patch.yaml}, {patch: "- op: remove"}]
patchesStrategicMerge: [merge.yaml]
patchesJson6902: [{path: json.yaml, target: {kind: Service}}]
replacements: [{path: replace.yaml}]
configMapGenerator: [{name: settings, files: [key=values.yaml, other.yaml]}]
secretGenerator: [{name: tls, envs: [.env]}]
"""


def test_a_kustomization_brings_its_bases_and_hides_its_patches() -> None:
    write("overlays/prod/kustomization.yaml", OVERLAY)
    write("overlays/base/kustomization.yml", "resources: [a.yaml, ../../shared/s.yaml]\n")
    for name in ("patch", "merge", "json", "replace", "values", "other", "extra", "stray"):
        write(f"overlays/prod/{name}.yaml")
    for name in ("overlays/base/a.yaml", "overlays/base/unused.yaml", "shared/s.yaml"):
        write(name)
    reading = read(["overlays/prod"])
    assert {d.source.name: d.namespace for d in reading.documents} == {
        "overlays/prod/extra.yaml": "prod",
        "overlays/prod/stray.yaml": None,
        "overlays/base/a.yaml": "prod",
        "shared/s.yaml": "prod",
    }
    assert said(reading) == [("overlays/prod/kustomization.yaml", KUSTOMIZATION)]
    assert [k.generated for k in reading.kustomizations] == [(("ConfigMap", "settings"), ("Secret", "tls")), ()]


def test_the_outermost_namespace_wins_and_two_builds_leave_it_open() -> None:
    write("base/kustomization.yaml", "namespace: base\nresources: [a.yaml]\n")
    write("base/a.yaml")
    write("dev/kustomization.yaml", "namespace: dev\nresources: [../base]\n")
    assert [d.namespace for d in read(["."]).documents] == ["dev"]
    write("prod/kustomization.yaml", "namespace: prod\nresources: [../base]\n")
    reading = read(["."])
    assert [d.namespace for d in reading.documents] == [None]
    assert said(reading) == [("dev/kustomization.yaml", KUSTOMIZATION.replace(",", " (and 1 more of them),", 1))]


def test_what_an_overlay_adds_stays_beside_what_it_is_about() -> None:
    """Else an Ingress of the overlay would look for the Service of the base in another namespace."""
    write("base/kustomization.yaml", "resources: [a.yaml]\n")
    write("base/a.yaml", SERVICE)
    write("other/kustomization.yaml", "namespace: other\nresources: [c.yaml]\n")
    write("other/c.yaml", SERVICE)
    for name in ("dev", "prod"):
        write(f"{name}/kustomization.yaml", f"namespace: {name}\nresources: [../base, b.yaml]\n")
        write(f"{name}/b.yaml", SERVICE)
    assert [d.namespace for d in read(["."]).documents] == [None, None, "other", None]


def test_kustomizations_that_include_each_other_end() -> None:
    for name, other in (("a", "b"), ("b", "a")):
        write(f"{name}/kustomization.yaml", f"namespace: {name}\nresources: [../{other}, x.yaml]\n")
        write(f"{name}/x.yaml")
    write("c/kustomization.yaml", "resources: [../a]\ncomponents: [.]\n")
    assert sorted(files(".")) == ["a/x.yaml", "b/x.yaml"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("resources: [", "not valid YAML: the [ that opens here is not closed"),
        ("resources: 5\npatches: {a: b}\nnamespace: [x]\nconfigMapGenerator: [1, {name: {}}]\n", KUSTOMIZATION),
        ("apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a}\n", None),
    ],
)
def test_odd_kustomizations(text: str, expected: str | None) -> None:
    write("kustomization.yaml", text)
    reading = read(["."])
    assert [message for _, message in said(reading)] == ([expected] if expected else [])
    assert len(reading.documents) == (expected is None)


def test_a_resource_outside_the_repository_is_not_read() -> None:
    write("../outside/a.yaml")
    write("kustomization.yaml", "resources: [../outside/a.yaml]\n")
    assert files(".") == []


def test_bounds_are_faults_of_the_file_that_reaches_them(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.yaml", "b.yaml", "c.yaml"):
        write(name, f"{SERVICE}---\n{SERVICE}")
    for limit, number, message in (
        ("MAX_FILES", 1, "more than 1 files: this one and the rest are not read"),
        ("MAX_INPUT_CHARACTERS", 200, "more than 200 characters in all files: not read"),
        ("MAX_DOCUMENTS", 3, "more than 3 documents: the rest is not read"),
    ):
        with monkeypatch.context() as patched:
            patched.setattr(limits, limit, number)
            reading = read(["."])
            assert any(text == message for _, text in said(reading)), said(reading)
            assert reading.fatal
            assert reading.documents
