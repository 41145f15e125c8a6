"""`check --fix`: what is written, what is not, and that nothing else changes."""

from __future__ import annotations

import os
import subprocess
import threading
from pathlib import Path

import pytest

from k8slint.config import Config
from k8slint.fix.mend import Mender
from k8slint.fix.store import NotWritten, store
from k8slint.inputs.read import read, read_text
from tests.repository import BAD_CART, CART, Repository

NAMED = BAD_CART.replace("name: http", "name: web-http").replace("htp", "web-htp")
MENDED = NAMED.replace("web-htp", "web-http")
POLICY = """apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: cart}
spec:
  podSelector: {matchLabels: {app: cart}}
  ingress:
  - from: [{podSelector: {matchLabels: {app: weeb}}}]
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {containers: [{name: web, image: web}]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Repository:
    (tmp_path / ".git").mkdir()
    return Repository(tmp_path)


def fixed(folder: Repository, text: str | bytes, *arguments: str) -> bytes:
    """A file after `check --fix`."""
    file = folder.folder / "cart.yaml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    done = folder.k8slint("check", "cart.yaml", "--fix", *arguments)
    assert done.returncode < 2, done.stderr
    return file.read_bytes()


def test_a_fix_is_written_and_told(folder: Repository) -> None:
    file = folder.write("cart.yaml", NAMED)
    done = folder.k8slint("check", "cart.yaml", "--fix")
    assert done.returncode == 0
    assert done.stdout == "2 objects in 1 file: nothing found\n"
    assert done.stderr.splitlines() == [
        "k8slint: fixed cart.yaml:7:39: [service-target-port-unresolved] target web-http",
        "k8slint: fixed 1 finding in 1 file",
    ]
    assert file.read_text() == MENDED
    again = folder.k8slint("check", "cart.yaml", "--fix")
    assert again.stderr == "k8slint: fixed 0 findings in 0 files\n"


def test_a_dry_run_prints_a_patch_and_writes_nothing(folder: Repository) -> None:
    file = folder.write("cart.yaml", NAMED)
    done = folder.k8slint("check", "cart.yaml", "--fix", "--dry-run")
    assert done.returncode == 0
    assert file.read_text() == NAMED
    subprocess.run(["patch", "--quiet", "-p0"], cwd=folder.folder, input=done.stdout, text=True, check=True)
    assert file.read_text() == MENDED


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_all_else_stays_byte_for_byte(folder: Repository, encoding: str, mark: bytes, line_end: str) -> None:
    around = ("\ufeff# Tür 🚪\t \n\n%s\n...\n# end", "# k\n%s  \n")[mark == b""]
    before, after = (mark + (around % text).replace("\n", line_end).encode(encoding) for text in (NAMED, MENDED))
    assert fixed(folder, before) == after


def test_mode_and_link_stay(folder: Repository) -> None:
    file = folder.write("real/cart.yaml", NAMED)
    file.chmod(0o640)
    os.symlink("real/cart.yaml", folder.folder / "cart.yaml")
    assert folder.k8slint("check", "cart.yaml", "--fix").returncode == 0
    assert (folder.folder / "cart.yaml").is_symlink()
    assert file.read_text() == MENDED
    assert file.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in (folder.folder / "real").iterdir()) == ["cart.yaml"]


@pytest.mark.parametrize("named", ["k8s/link.yaml", "k8s"])
def test_a_link_that_leads_out_is_not_followed(tmp_path: Path, named: str) -> None:
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    folder, outside = Repository(tmp_path / "repository"), tmp_path / "outside"
    outside.mkdir()
    (outside / "link.yaml").write_text(NAMED)
    if named == "k8s":
        os.symlink(outside, folder.folder / "k8s")
    else:
        (folder.folder / "k8s").mkdir()
        os.symlink(outside / "link.yaml", folder.folder / "k8s" / "link.yaml")
    done = folder.k8slint("check", named, "--fix")
    assert done.returncode == 1
    assert "a symbolic link leads out of what is checked" in done.stderr
    assert (outside / "link.yaml").read_text() == NAMED


def test_standard_input_has_no_fixes(folder: Repository) -> None:
    done = folder.k8slint("check", "-", "--fix")
    assert (done.returncode, done.stderr) == (2, "k8slint: --fix needs files: standard input cannot be changed\n")
    assert folder.k8slint("check", "-", "--dry-run").returncode == 2


def test_a_file_that_changed_meanwhile_is_left(tmp_path: Path) -> None:
    file = tmp_path / "cart.yaml"
    file.write_text(NAMED)
    reading = read([str(file)])
    file.write_text(CART)
    mended = Mender(reading, Config(), False, lambda result: result).mend()
    assert [held.reason for held in mended.held] == ["the file has changed since it was read"]
    with pytest.raises(NotWritten, match="has changed"):
        store(reading.sources[0], MENDED, [str(file)])
    assert file.read_text() == CART


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    file = tmp_path / "cart.yaml"
    file.write_text(NAMED)
    reading = read([str(file)])
    file.unlink()
    with pytest.raises(NotWritten):
        store(reading.sources[0], MENDED, [str(file)])
    assert not file.exists()


def test_what_widens_access_needs_a_word(folder: Repository) -> None:
    text = f"{CART}---\n{POLICY}"
    assert fixed(folder, text, "--fail-on=never") == text.encode()
    done = folder.k8slint("check", "cart.yaml", "--fix")
    assert done.returncode == 1
    assert "it lets through more than before: --unsafe-fixes" in done.stderr
    assert fixed(folder, text, "--unsafe-fixes") == text.replace("weeb", "web").encode()


def test_what_narrows_access_is_fixed(folder: Repository) -> None:
    text = f"{CART}---\n{POLICY}".replace("weeb", "web").replace(
        "matchLabels: {app: cart}}", "matchLabels: {app: cartt}}"
    )
    assert fixed(folder, text) == text.replace("cartt", "cart").encode()


def test_an_anchor_is_not_torn_out(folder: Repository) -> None:
    text = NAMED.replace("targetPort: web-htp", "targetPort: &port web-htp").replace(
        "metadata: {name: cart}\n", "metadata: {name: cart, annotations: {port: *port}}\n", 1
    )
    shared = NAMED.replace("metadata: {name: cart}\n", "metadata: {name: cart, labels: {port: &port web-htp}}\n", 1)
    assert (
        fixed(folder, shared.replace("targetPort: web-htp", "targetPort: *port"))
        == shared.replace("targetPort: web-htp", "targetPort: web-http").encode()
    )
    before = text.replace("annotations: {port: *port}", "labels: {a: b}") + "---\n# *port\n"
    assert b"web-http" in fixed(folder, before)


def test_a_value_that_is_shared_stays(folder: Repository) -> None:
    text = """apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Service
  metadata: {name: cart}
  spec: &spec
    selector: {app: cart}
    ports: [{port: 80, targetPort: web-htp}]
- apiVersion: v1
  kind: Service
  metadata: {name: cart, namespace: other}
  spec: *spec
- apiVersion: v1
  kind: Pod
  metadata: {name: cart, namespace: other, labels: {app: cart}}
  spec: {containers: [{name: cart, image: cart, ports: [{name: web-htp, containerPort: 8080}]}]}
- apiVersion: v1
  kind: Pod
  metadata: {name: cart, labels: {app: cart}}
  spec: {containers: [{name: cart, image: cart, ports: [{name: web-http, containerPort: 8080}]}]}
"""
    assert fixed(folder, text) == text.encode()
    done = folder.k8slint("check", "cart.yaml", "--fix", "--unsafe-fixes")
    assert "means more than one value" in done.stderr


def test_two_runs_at_once(folder: Repository) -> None:
    file = folder.write("cart.yaml", NAMED)
    runs = [threading.Thread(target=folder.k8slint, args=("check", "cart.yaml", "--fix")) for _ in range(3)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert file.read_text() == MENDED
    assert [path.name for path in folder.folder.iterdir() if path.name != ".git"] == ["cart.yaml"]


def test_names_that_try_to_be_more(folder: Repository) -> None:
    name = "a\nb ::error::\x1b[2J.yaml"
    folder.write(name, NAMED)
    done = folder.k8slint("check", ".", "--fix", "--dry-run")
    assert "\x1b" not in done.stdout + done.stderr
    assert not any(line.startswith("::") for line in (done.stdout + done.stderr).splitlines())
    folder.k8slint("check", ".", "--fix")
    assert (folder.folder / name).read_text() == MENDED


def test_secrets_near_a_fix_are_not_shown(folder: Repository) -> None:
    secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData:\n  password: hunter2\n---\n"
    folder.write("cart.yaml", secret + NAMED.replace("metadata: {name: cart}\nspec", "metadata: {name: cart}\nspec"))
    done = folder.k8slint("check", "cart.yaml", "--fix", "--dry-run")
    assert "web-http" in done.stdout
    assert "hunter2" not in done.stdout


def test_only_what_is_new_is_fixed(folder: Repository) -> None:
    folder.write("cart.yaml", NAMED)
    folder.k8slint("baseline")
    folder.write("shop.yaml", NAMED.replace("cart", "shop"))
    assert folder.k8slint("check", ".", "--fix").returncode == 0
    assert (folder.folder / "cart.yaml").read_text() == NAMED
    assert (folder.folder / "shop.yaml").read_text() == MENDED.replace("cart", "shop")


def test_reading_from_memory_needs_no_file() -> None:
    reading = read_text("cart.yaml", NAMED)
    mended = Mender(reading, Config(), False, lambda result: result).mend()
    assert mended.texts == {}
