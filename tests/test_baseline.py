"""`k8slint baseline`, and `check` with what it wrote."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.repository import BAD_CART, CART, Repository

NAME = ".k8slint-baseline.json"
SHOP = BAD_CART.replace("cart", "shop")


@pytest.fixture
def folder(tmp_path: Path) -> Repository:
    (tmp_path / ".git").mkdir()
    folder = Repository(tmp_path)
    folder.write("k8s/cart.yaml", BAD_CART)
    return folder


def written(folder: Repository) -> str:
    return (folder.folder / NAME).read_text()


def test_old_findings_pass_and_new_ones_fail(folder: Repository) -> None:
    assert folder.k8slint("baseline", "k8s").stdout == f"wrote {NAME}: 1 finding (1 added, 0 taken out)\n"
    done = folder.k8slint("check", "k8s")
    assert (done.returncode, done.stdout) == (0, "2 objects in 1 file: nothing found (1 in the baseline)\n")
    assert folder.k8slint("check", ".", where="k8s").returncode == 0
    assert folder.k8slint("check", "k8s", "--no-baseline").returncode == 1
    folder.write("k8s/shop.yaml", SHOP)
    done = folder.k8slint("check", "k8s", "--format", "json")
    report = json.loads(done.stdout)
    assert (done.returncode, report["summary"]["error"], report["summary"]["baselined"]) == (1, 1, 1)


def test_the_file_is_for_people_and_machines(folder: Repository) -> None:
    folder.write("k8s/shop.yaml", SHOP)
    folder.k8slint("baseline")
    first = written(folder)
    value = json.loads(first)
    assert value["version"] == 2
    assert [finding["object"] for finding in value["findings"]] == ["Service default/cart", "Service default/shop"]
    assert first.count("\n") == 7
    folder.k8slint("baseline", where="k8s")
    assert written(folder) == first
    assert (folder.folder / NAME).stat().st_mode & 0o777 == 0o644 & (folder.folder / NAME).stat().st_mode


def test_what_no_longer_occurs_is_told_and_pruned(folder: Repository) -> None:
    folder.write("k8s/shop.yaml", SHOP)
    folder.k8slint("baseline")
    folder.write("k8s/cart.yaml", CART)
    done = folder.k8slint("check", "k8s")
    hint = f"k8slint: 1 entry of {NAME} no longer occurs: k8slint baseline --prune takes it out\n"
    assert (done.returncode, done.stderr) == (0, hint)
    assert folder.k8slint("check", "k8s/shop.yaml").stderr == ""
    folder.write("k8s/basket.yaml", BAD_CART.replace("cart", "basket"))
    done = folder.k8slint("baseline", "--prune")
    assert done.stdout == f"wrote {NAME}: 1 finding (0 added, 1 taken out)\n"
    assert folder.k8slint("check", "k8s").returncode == 1


def test_a_deleted_object_is_gone_where_all_is_checked(folder: Repository) -> None:
    folder.write("k8s/shop.yaml", SHOP)
    folder.k8slint("baseline")
    (folder.folder / "k8s" / "shop.yaml").unlink()
    assert folder.k8slint("check", "k8s").stderr == ""
    assert "1 entry" in folder.k8slint("check", ".").stderr


def test_entries_about_what_is_not_checked_stay(folder: Repository) -> None:
    folder.write("more/shop.yaml", SHOP)
    folder.k8slint("baseline")
    folder.write("k8s/cart.yaml", CART)
    done = folder.k8slint("baseline", "k8s")
    assert done.stdout == f"wrote {NAME}: 1 finding (0 added, 1 taken out)\n"
    assert folder.k8slint("check", ".").returncode == 0


def test_rules_that_do_not_run_say_nothing_of_their_entries(folder: Repository) -> None:
    folder.k8slint("baseline")
    assert folder.k8slint("check", ".", "--select", "yaml-invalid").stderr == ""


def test_the_configuration_names_the_file(folder: Repository) -> None:
    folder.write(".k8slint.yaml", "baseline: ci/known.json\n")
    folder.write("ci/x", "")
    assert folder.k8slint("check", "k8s").returncode == 2
    folder.k8slint("baseline")
    assert json.loads((folder.folder / "ci" / "known.json").read_text())["findings"]
    assert folder.k8slint("check", "k8s").returncode == 0
    assert folder.k8slint("check", ".", where="k8s").returncode == 0
    assert not (folder.folder / NAME).exists()


def test_the_option_wins(folder: Repository) -> None:
    folder.k8slint("baseline", "--baseline", "other.json")
    assert folder.k8slint("check", "k8s").returncode == 1
    assert folder.k8slint("check", "k8s", "--baseline", "other.json").returncode == 0


def test_findings_without_an_object_are_known_by_their_file(folder: Repository) -> None:
    folder.write("k8s/cart.yaml", CART)
    folder.write("k8s/shop.yaml", CART.replace("{name: cart}", "{name: '{{ x }}'}"))
    folder.k8slint("baseline")
    assert json.loads(written(folder))["findings"][0]["object"] == "k8s/shop.yaml"
    assert "1 in the baseline" in folder.k8slint("check", ".", where="k8s").stdout


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "is not valid JSON"),
        ("[" * 100_000, "is not valid JSON"),
        ("[]", "is no baseline"),
        ('{"findings": []}', "is no baseline"),
        ('{"version": 3, "findings": []}', "has version 3; this k8slint reads versions 1 and 2"),
        ('{"version": "\\u001b[2J", "findings": []}', "has version \\x1b[2J"),
        ('{"version": 1, "findings": [{"rule": "x"}]}', "finding 1 lacks one of"),
        ('{"version": 1, "findings": [null]}', "finding 1 lacks one of"),
        ('{"version": 0, "findings": []}', "has version 0"),
    ],
)
def test_a_file_that_is_none(folder: Repository, text: str, message: str) -> None:
    folder.write(NAME, text)
    for command in ("check", "baseline"):
        done = folder.k8slint(command, "k8s")
        assert (done.returncode, done.stdout) == (2, "")
        assert message in done.stderr
        assert done.stderr.count("\n") == 1
    assert written(folder) == text


def test_a_file_that_is_not_there(folder: Repository) -> None:
    done = folder.k8slint("check", "k8s", "--baseline", "no-such.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no-such.json cannot be read" in done.stderr


def test_nothing_is_written_where_something_cannot_be_read(folder: Repository) -> None:
    folder.k8slint("baseline")
    before = written(folder)
    folder.write("k8s/broken.yaml", "a: [\n")
    done = folder.k8slint("baseline")
    assert done.returncode == 2
    assert "k8s/broken.yaml:" in done.stderr
    assert "no baseline is written" in done.stderr
    assert written(folder) == before


@pytest.mark.parametrize("path", ["../out.json", "/OUT/out.json", "link/out.json", ".git/out.json"])
def test_a_repository_cannot_have_files_written_elsewhere(tmp_path: Path, path: str) -> None:
    (tmp_path / "made" / ".git").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    folder = Repository(tmp_path / "made")
    (folder.folder / "link").symlink_to(tmp_path / "elsewhere")
    folder.write("cart.yaml", BAD_CART)
    folder.write(".k8slint.yaml", f"baseline: {path.replace('/OUT', str(tmp_path / 'elsewhere'))}\n")
    done = folder.k8slint("baseline")
    assert done.returncode == 2
    assert "leads out of the repository" in done.stderr
    assert not list(tmp_path.rglob("out.json"))
    assert folder.k8slint("baseline", "--baseline", str(tmp_path / "out.json")).returncode == 0


def test_a_link_in_the_place_of_a_baseline(tmp_path: Path) -> None:
    (tmp_path / "made" / ".git").mkdir(parents=True)
    folder = Repository(tmp_path / "made")
    folder.write("cart.yaml", BAD_CART)
    (tmp_path / "out.json").write_text('{"version": 1, "findings": []}')
    (folder.folder / NAME).symlink_to(tmp_path / "out.json")
    assert folder.k8slint("baseline").returncode == 2
    assert (tmp_path / "out.json").read_text() == '{"version": 1, "findings": []}'
