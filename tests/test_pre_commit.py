"""The hook, run by the real pre-commit in a real repository."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.command import BIN, environment
from tests.fixture import FIXTURES, ROOT

PRE_COMMIT = BIN / "pre-commit"
pytestmark = pytest.mark.skipif(
    not (PRE_COMMIT.exists() and shutil.which("git")), reason="pre-commit or git is not installed"
)

HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
PAYMENT = "payment.yaml"


class Repository:
    """A git repository whose commits pass through pre-commit."""

    def __init__(self, folder: Path, config: dict[str, Any], home: Path) -> None:
        self.folder = folder
        variables = {"PRE_COMMIT_HOME": str(home), "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"}
        self.environment = {k: v for k, v in environment(**variables).items() if k not in ("GIT_DIR", "GIT_INDEX_FILE")}
        (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
        self.run("git", "init", "-q")
        self.run("git", "config", "user.name", "shop")
        self.run("git", "config", "user.email", "shop@example.com")
        self.run(str(PRE_COMMIT), "install")

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Runs a command in the repository."""
        return subprocess.run(command, cwd=self.folder, env=self.environment, capture_output=True, text=True)

    def commit(self) -> subprocess.CompletedProcess[str]:
        """Commits everything."""
        self.run("git", "add", "-A")
        return self.run("git", "commit", "-qm", "a change")


@pytest.fixture
def shop(tmp_path: Path) -> Repository:
    """The shop in a repository with the hooks, which run the installed k8slint instead of building an environment."""
    folder = tmp_path / "shop"
    shutil.copytree(FIXTURES / "apps" / "bookstore", folder)
    hooks = [{**hook, "language": "system"} for hook in HOOKS]
    return Repository(folder, {"repos": [{"repo": "local", "hooks": hooks}]}, tmp_path / "home")


def test_clean_commit_passes(shop: Repository) -> None:
    done = shop.commit()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "k8slint" in done.stderr + done.stdout


def test_defect_stops_the_commit_and_is_shown(shop: Repository) -> None:
    shutil.copy(FIXTURES / "apps" / "shop" / PAYMENT, shop.folder)
    done = shop.commit()
    assert done.returncode == 1
    assert "error[service-target-port-unresolved]" in done.stdout + done.stderr


def test_both_ends_are_seen_though_one_changed(shop: Repository) -> None:
    """The Service is committed already; what no longer fits it is the pod of another file."""
    service, pods = (FIXTURES / "apps" / "bookstore" / "bookstore.yaml").read_text(encoding="utf-8").split("---\n", 1)
    (shop.folder / "bookstore.yaml").write_text(service, encoding="utf-8")
    (shop.folder / "pods.yaml").write_text(pods, encoding="utf-8")
    assert shop.commit().returncode == 0
    (shop.folder / "pods.yaml").write_text(pods.replace("- name: http\n", "- name: web\n", 1), encoding="utf-8")
    done = shop.commit()
    assert done.returncode == 1
    assert "--> bookstore.yaml:" in done.stdout + done.stderr


def test_hook_runs_when_no_manifest_changed(shop: Repository) -> None:
    shutil.copy(FIXTURES / "apps" / "shop" / PAYMENT, shop.folder)
    shop.run("git", "add", "-A")
    assert shop.run("git", "commit", "-qnm", "past the hook").returncode == 0
    (shop.folder / "README").write_text("The shop.\n", encoding="utf-8")
    assert shop.commit().returncode == 1


def test_first_day_second_day_and_a_reason(shop: Repository) -> None:
    shutil.copy(FIXTURES / "apps" / "shop" / PAYMENT, shop.folder)
    assert shop.commit().returncode == 1
    written = shop.run(str(PRE_COMMIT), "run", "k8slint-baseline", "--hook-stage", "manual")
    assert written.returncode == 0, written.stdout
    assert "wrote .k8slint-baseline.json: " in written.stdout
    assert shop.commit().returncode == 0
    stray = (FIXTURES / "apps" / "shop" / PAYMENT).read_text(encoding="utf-8").replace("payment", "refund")
    (shop.folder / "refund.yaml").write_text(stray, encoding="utf-8")
    done = shop.commit()
    assert done.returncode == 1
    assert "--> refund.yaml:" in done.stdout + done.stderr
    assert "--> payment.yaml:" not in done.stdout + done.stderr
    reason = "ignore:\n- {path: refund.yaml, rule: '*', reason: it goes}\n"
    (shop.folder / ".k8slint.yaml").write_text(reason, encoding="utf-8")
    done = shop.commit()
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_hook_from_its_repository(tmp_path: Path) -> None:
    """As users have it: pre-commit clones this repository and builds the hook's environment from it."""
    head = subprocess.run(["git", "-C", ROOT, "rev-parse", "HEAD"], capture_output=True, text=True).stdout.strip()
    if not (ROOT / ".git").exists():
        pytest.skip("not a clone of the repository")
    shutil.copytree(FIXTURES / "apps" / "bookstore", tmp_path / "shop")
    config = {"repos": [{"repo": ROOT.as_uri(), "rev": head, "hooks": [{"id": "k8slint"}]}]}
    shop = Repository(tmp_path / "shop", config, tmp_path / "home")
    clean = shop.commit()
    assert clean.returncode == 0, clean.stdout + clean.stderr
    shutil.copy(FIXTURES / "apps" / "shop" / PAYMENT, shop.folder)
    broken = shop.commit()
    assert broken.returncode == 1
    assert "error[service-target-port-unresolved]" in broken.stdout + broken.stderr
