"""`--context-from`: objects that take part, and are never reported on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command import k8slint as run
from tests.fixture import FIXTURES
from tests.repository import BAD_CART, CART, UNRESOLVED, Repository

SERVICE, _, POD = BAD_CART.partition("---\n")
POLICY = """apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: cart}
spec: {podSelector: {matchLabels: {app: cart}}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Repository:
    (tmp_path / ".git").mkdir()
    return Repository(tmp_path)


def findings(folder: Repository, *arguments: str) -> list[tuple[str, str]]:
    done = folder.k8slint("check", *arguments, "--format", "json")
    assert done.returncode < 2, done.stderr
    return [(each["rule"], each["location"]["file"]) for each in json.loads(done.stdout)["findings"]]


def test_a_finding_may_follow_from_the_context(folder: Repository) -> None:
    folder.write("k8s/cart.yaml", SERVICE)
    folder.write("cluster/pod.yaml", POD)
    assert findings(folder, "k8s") == []
    assert findings(folder, "k8s", "--context-from", "cluster") == [(UNRESOLVED, "k8s/cart.yaml")]


def test_the_context_is_never_reported_on(folder: Repository) -> None:
    folder.write("k8s/pod.yaml", POD)
    folder.write("cluster/cart.yaml", BAD_CART)
    folder.write("cluster/more.yaml", BAD_CART.replace("cart", "more") + "---\na: &a [*b]\na: [1\n")
    folder.write("cluster/template.yaml", CART.replace("name: cart", "name: '{{ x }}'"))
    done = folder.k8slint("check", "k8s", "--context-from", "cluster", "--format", "json")
    report = json.loads(done.stdout)
    assert (report["findings"], report["summary"]["files"], report["summary"]["objects"]) == ([], 1, 1)
    assert done.returncode == 2
    assert done.stderr.startswith("k8slint: cluster/more.yaml:15:4: not valid YAML")


def test_what_is_under_review_takes_the_place_of_what_is_there(folder: Repository) -> None:
    folder.write("k8s/cart.yaml", CART)
    folder.write("cluster/cart.yaml", BAD_CART)
    assert findings(folder, "k8s", "--context-from", "cluster") == []


def test_several_contexts_and_standard_input(folder: Repository) -> None:
    folder.write("k8s/cart.yaml", SERVICE)
    folder.write("a/x.yaml", POLICY)
    folder.write("b/pod.yaml", POD)
    assert findings(folder, "k8s", "--context-from", "a", "--context-from", "b")[0] == (UNRESOLVED, "k8s/cart.yaml")
    done = folder.k8slint("check", "-", "--context-from", "-")
    assert (done.returncode, done.stderr) == (2, "k8slint: standard input can be read once only\n")
    assert folder.k8slint("check", "k8s", "--context-from", "no-such").returncode == 2


def test_a_live_cluster_around_what_is_reviewed() -> None:
    text = (FIXTURES / "snapshot" / "cluster.yaml").read_text(encoding="utf-8")
    arguments = ("check", "fixtures/apps/bookstore", "--context-from", "-", "--format", "json")
    done = run(*arguments, stdin=text)
    alone = run("check", "fixtures/apps/bookstore", "--format", "json")
    assert json.loads(done.stdout) == json.loads(alone.stdout)


def test_reach_knows_the_context(folder: Repository) -> None:
    folder.write("k8s/pod.yaml", POD)
    folder.write("cluster/web.yaml", POD.replace("cart", "web"))
    folder.write("cluster/policy.yaml", POLICY)
    done = folder.k8slint("reach", "k8s", "--context-from", "cluster", "--to", "web")
    assert "default/Pod/cart -> default/Pod/web" in done.stdout
    assert (
        folder.k8slint("reach", "k8s", "--context-from", "cluster", "--to", "cart").stdout
        == "no connection is allowed\n"
    )


def test_the_context_is_not_fixed(folder: Repository) -> None:
    text = BAD_CART.replace("name: http", "name: web-http").replace("htp", "web-htp")
    folder.write("k8s/pod.yaml", "---\n" + text.partition("---\n")[2])
    file = folder.write("cluster/cart.yaml", text.partition("---\n")[0])
    done = folder.k8slint("check", "k8s", "--context-from", "cluster", "--fix")
    assert done.returncode == 0
    assert file.read_text() == text.partition("---\n")[0]


def test_what_was_there_before_is_seen_in_the_same_context(folder: Repository) -> None:
    (folder.folder / ".git").rmdir()
    folder.git("init", "--quiet")
    folder.write("k8s/cart.yaml", SERVICE)
    folder.commit()
    folder.write("cluster/pod.yaml", POD)
    assert findings(folder, "k8s", "--context-from", "cluster", "--diff-base", "HEAD") == []
