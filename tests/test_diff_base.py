"""`check --diff-base REVISION` with the real git, in histories that the tests build."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path

import pytest

from tests.repository import BAD_CART, CART, UNRESOLVED, Repository, new_repository


def new(repository: Repository, *arguments: str, where: str = ".", base: str = "HEAD") -> list[tuple[str, str, int]]:
    """What is told as new: rule, file and line."""
    done = repository.k8slint("check", *arguments, "--diff-base", base, "--format", "json", where=where)
    assert done.returncode < 2, done.stderr
    findings = json.loads(done.stdout)["findings"]
    return [(f["rule"], f["location"]["file"], f["location"]["line"]) for f in findings if f["severity"] == "error"]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    (tmp_path / "made").mkdir()
    return new_repository(tmp_path / "made", cart=BAD_CART)


def test_what_was_there_before_is_not_told(repository: Repository) -> None:
    assert repository.k8slint("check", "k8s").returncode == 1
    done = repository.k8slint("check", "k8s", "--diff-base", "HEAD", "--format", "json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["summary"]["baselined"] == 1


def test_lines_move(repository: Repository) -> None:
    repository.write("k8s/cart.yaml", f"# the cart\n\n{BAD_CART}")
    assert new(repository, "k8s") == []


def test_what_a_change_breaks_is_told(repository: Repository) -> None:
    repository.write("k8s/cart.yaml", BAD_CART.replace("selector: {app: cart}", "selector: {app: cartt}"))
    assert new(repository, "k8s") == [("service-selects-no-pods", "k8s/cart.yaml", 5)]


def test_an_item_is_added_before(repository: Repository) -> None:
    port = "  - {name: metrics, port: 81, targetPort: http}\n"
    repository.write("k8s/cart.yaml", BAD_CART.replace("  ports:\n", f"  ports:\n{port}"))
    assert new(repository, "k8s") == []


def test_untracked_and_deleted_files(repository: Repository) -> None:
    repository.write("k8s/shop.yaml", BAD_CART.replace("cart", "shop"))
    assert new(repository, "k8s") == [(UNRESOLVED, "k8s/shop.yaml", 7)]
    (repository.folder / "k8s" / "cart.yaml").unlink()
    assert new(repository, "k8s") == [(UNRESOLVED, "k8s/shop.yaml", 7)]


def test_a_deleted_object_is_missed(repository: Repository) -> None:
    repository.write("k8s/cart.yaml", CART.replace("app: cart}}", "app: wheel}}"))
    assert new(repository, "k8s") == [("service-selects-no-pods", "k8s/cart.yaml", 5)]


def test_moved_file(repository: Repository) -> None:
    broken = "a: [\n"
    repository.write("k8s/broken.yaml", broken)
    repository.commit()
    (repository.folder / "k8s" / "broken.yaml").unlink()
    (repository.folder / "k8s" / "cart.yaml").rename(repository.folder / "k8s" / "basket.yaml")
    repository.write("k8s/other/moved.yaml", broken)
    done = repository.k8slint("check", "k8s", "--diff-base", "HEAD", "--format", "json")
    assert (done.returncode, json.loads(done.stdout)["findings"]) == (2, [])  # a file is still unreadable


def test_renamed_object(repository: Repository) -> None:
    repository.write("k8s/cart.yaml", BAD_CART.replace("metadata: {name: cart}", "metadata: {name: basket}"))
    assert new(repository, "k8s") == []


@pytest.mark.parametrize(("where", "path"), [("k8s", "."), ("k8s", "../k8s/cart.yaml"), (".", "k8s/*.yaml")])
def test_paths_lead_to_the_same_files(repository: Repository, where: str, path: str) -> None:
    assert new(repository, path, where=where) == []


def test_an_absolute_path(repository: Repository) -> None:
    assert new(repository, str(repository.folder / "k8s")) == []


def test_patterns_of_the_configuration_hold_for_both(repository: Repository) -> None:
    repository.write(".k8slint.yaml", f"ignore:\n- {{rule: {UNRESOLVED}, path: k8s/old, reason: it goes}}\n")
    repository.write("k8s/old/shop.yaml", BAD_CART.replace("cart", "shop"))
    repository.commit()
    (repository.folder / ".k8slint.yaml").write_text("paths: {exclude: [k8s/cart.yaml]}\n")
    assert new(repository, "k8s") == []


def test_a_new_folder(repository: Repository) -> None:
    repository.write("more/shop.yaml", BAD_CART.replace("cart", "shop"))
    assert new(repository, "more") == [(UNRESOLVED, "more/shop.yaml", 7)]


def test_an_earlier_revision(repository: Repository) -> None:
    repository.write("k8s/cart.yaml", CART)
    repository.commit()
    repository.write("k8s/cart.yaml", BAD_CART)
    assert new(repository, "k8s", base="HEAD") == [(UNRESOLVED, "k8s/cart.yaml", 7)]
    assert new(repository, "k8s", base="HEAD~1") == []


def fails(repository: Repository, *arguments: str, **variables: str) -> str:
    """The one line of a command that ends in status 2."""
    done = repository.k8slint("check", *arguments, **variables)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    return line


@pytest.mark.parametrize("revision", ["no-such", "--upload-pack=x", "", "-h", "a\nb", "HEAD:k8s", "HEAD^{tree}"])
def test_no_such_revision(repository: Repository, revision: str) -> None:
    assert "--diff-base: no revision" in fails(repository, "k8s", f"--diff-base={revision}")


def test_shallow_clone(repository: Repository, tmp_path: Path) -> None:
    first = repository.git("rev-parse", "HEAD").strip()
    repository.commit()
    repository.git("clone", "--quiet", "--depth=1", repository.folder.as_uri(), str(tmp_path / "clone"))
    clone = Repository(tmp_path / "clone")
    assert "the clone is shallow, so fetch it first" in fails(clone, "k8s", "--diff-base", first)
    assert new(clone, "k8s") == []


def test_a_branch_that_is_known_under_another_name(repository: Repository, tmp_path: Path) -> None:
    repository.git("branch", "trunk")
    repository.git("clone", "--quiet", repository.folder.as_uri(), str(tmp_path / "clone"))
    clone = Repository(tmp_path / "clone")
    assert fails(clone, "k8s", "--diff-base", "trunk").endswith("no revision trunk: there is origin/trunk")
    assert new(clone, "k8s", base="origin/trunk") == []


def test_a_repository_without_commits(tmp_path: Path) -> None:
    empty = Repository(tmp_path)
    empty.git("init", "--quiet")
    empty.write("k8s/cart.yaml", CART)
    assert fails(empty, "k8s", "--diff-base", "HEAD").endswith("no revision HEAD: the repository has no commit yet")


def test_a_repository_of_somebody_else(repository: Repository) -> None:
    line = fails(repository, "k8s", "--diff-base", "HEAD", GIT_TEST_ASSUME_DIFFERENT_OWNER="1")
    assert "dubious ownership" in line
    assert f"if you trust it, git config --global --add safe.directory {repository.folder}" in line


def test_no_git(repository: Repository) -> None:
    assert "git cannot be run" in fails(repository, "k8s", "--diff-base", "HEAD", PATH="/nowhere")


def test_no_repository(tmp_path: Path) -> None:
    (tmp_path / "cart.yaml").write_text(CART)
    line = fails(Repository(tmp_path), "cart.yaml", "--diff-base", "HEAD", GIT_CEILING_DIRECTORIES=str(tmp_path.parent))
    assert "not a git repository" in line


def test_a_path_outside_of_the_repository(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "cart.yaml").write_text(CART)
    assert "lies outside of the repository" in fails(repository, "k8s", "../cart.yaml", "--diff-base", "HEAD")


def test_standard_input(repository: Repository) -> None:
    assert "no revisions" in fails(repository, "-", "--diff-base", "HEAD").replace("found in the input", "")


def test_links_of_a_revision_lead_nowhere_else(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text(BAD_CART)
    os.symlink(tmp_path / "secret.yaml", repository.folder / "k8s" / "link.yaml")
    os.symlink("cart.yaml", repository.folder / "k8s" / "same.yaml")
    os.symlink("/", repository.folder / "k8s" / "root")
    repository.commit()
    assert new(repository, "k8s/cart.yaml") == []


def test_names_that_try_to_be_more(repository: Repository) -> None:
    name = "k8s/a\nb ::error::.yaml"
    repository.write(name, BAD_CART.replace("cart", "shop"))
    repository.commit()
    assert new(repository, "k8s") == []


def test_no_filter_of_the_repository_is_run(repository: Repository, tmp_path: Path) -> None:
    repository.write(".gitattributes", "*.yaml filter=evil export-ignore\n")
    repository.git("config", "filter.evil.smudge", f"touch {tmp_path / 'proof'}; cat")
    repository.commit()
    assert new(repository, "k8s") == []
    assert not (tmp_path / "proof").exists()


def tree(repository: Repository, *entries: tuple[str, str, str]) -> str:
    """A commit of entries (mode, name, text) that git would not write itself."""
    data = b""
    for mode, name, text in entries:
        written = ["git", "hash-object", "-w", "--stdin"]
        blob = subprocess.run(written, cwd=repository.folder, input=text, capture_output=True, text=True, check=True)
        data += f"{mode} {name}\0".encode() + bytes.fromhex(blob.stdout.strip())
    written = ["git", "hash-object", "-w", "--literally", "-t", "tree", "--stdin"]
    made = subprocess.run(written, cwd=repository.folder, input=data, capture_output=True, check=True)
    return repository.git("commit-tree", made.stdout.decode().strip(), "-m", "hostile").strip()


@pytest.mark.parametrize("name", ["../../evil.yaml", "..", ".git", ".GIT/config", "/tmp/evil.yaml", "a//b.yaml"])
def test_a_tree_that_leads_out(repository: Repository, tmp_path: Path, name: str) -> None:
    before = sorted(Path(tempfile.gettempdir()).glob("evil*"))
    commit = tree(repository, ("100644", name, BAD_CART))
    assert new(repository, "k8s", base=commit) == [(UNRESOLVED, "k8s/cart.yaml", 7)]
    assert sorted(Path(tempfile.gettempdir()).glob("evil*")) == before


@pytest.mark.parametrize("mode", ["100644", "120000"])
def test_a_tree_whose_link_is_also_a_folder(repository: Repository, tmp_path: Path, mode: str) -> None:
    commit = tree(repository, ("120000", "k8s", str(tmp_path)), (mode, "k8s/evil/evil.yaml", BAD_CART))
    done = repository.k8slint("check", "k8s", "--diff-base", commit)
    assert done.returncode == 2
    assert "cannot be written out" in done.stderr
    assert not (tmp_path / "evil").exists()
