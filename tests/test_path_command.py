"""`k8slint path` and `k8slint suggest` as commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from k8slint.cli import main
from tests.fixture import FIXTURES

SHOP = str(FIXTURES / "apps" / "shop")
REQUIRED = FIXTURES / "rules" / "required-connection-blocked"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def test_a_path_that_holds_ends_in_status_0() -> None:
    done = run("path", "cart", "redis", str(REQUIRED / "good.yaml"))
    assert done.exit_code == 0
    assert done.stdout.startswith("shop/Deployment/cart -> shop/redis:6379: ok\n")


def test_a_broken_path_ends_in_status_1_and_says_where() -> None:
    done = run("path", "cart", "redis", str(REQUIRED / "bad.yaml"), "--format", "json")
    assert done.exit_code == 1
    (path,) = json.loads(done.stdout)["paths"]
    assert (path["source"], path["destination"]) == ("shop/Deployment/cart", "shop/redis:6379")
    assert (path["pods"], path["port"], path["protocol"]) == (["shop/StatefulSet/redis"], 6379, "TCP")
    assert path["state"] == "broken"
    broken = path["hops"][path["broken"]]
    assert broken["kind"] == "ingress policy"
    assert broken["location"]["line"] == 49
    evidence = path["hops"][0]["related"][0]
    assert (evidence["message"], evidence["location"]["line"]) == ("REDIS_ADDR asks for it", 15)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("web",), "path takes a URL, or a source and a destination"),
        (("nobody", "cart", SHOP), "no workload is named nobody"),
        (("web", "10.0.0.1", SHOP), "no workload is named 10.0.0.1"),
        (("http://", SHOP), "http:// has no host"),
        (("--through", "web", "cart", SHOP), "nothing is configured to lead from"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_question_is_one_line_and_status_2(arguments: tuple[str, ...], complaint: str) -> None:
    done = run("path", *arguments)
    assert done.exit_code == 2
    assert complaint in done.stderr
    assert done.stderr.count("\n") == 1


def test_suggestions_go_to_a_file(tmp_path: Path) -> None:
    file = tmp_path / "policies.yaml"
    done = run("suggest", "--workload", "redis", "--output", str(file), str(REQUIRED / "good.yaml"))
    assert done.exit_code == 0
    assert done.stdout == ""
    assert "name: redis" in file.read_text(encoding="utf-8")


def test_suggestions_for_nobody_are_refused() -> None:
    done = run("suggest", "--workload", "nobody", SHOP)
    assert (done.exit_code, done.stderr) == (2, "k8slint: no workload is named nobody\n")
