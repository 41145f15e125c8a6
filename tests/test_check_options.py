"""`k8slint check` as it is installed: options, configuration and exit statuses. (contract: exit status)"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import BIN, environment

BAD = """apiVersion: v1
kind: Service
metadata: {name: cart}
spec:
  selector: {app: cart}
  ports: [{port: 80, targetPort: htp}]
---
apiVersion: v1
kind: Pod
metadata: {name: cart, labels: {app: cart}}
spec: {containers: [{name: cart, image: cart, ports: [{name: http, containerPort: 8080}]}]}
"""
RULE = "service-target-port-unresolved"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "k8s").mkdir()
    (tmp_path / "k8s" / "cart.yaml").write_text(BAD)
    return tmp_path


def k8slint(folder: Path, *arguments: str, stdin: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    command = [str(BIN / "k8slint"), "check", *arguments]
    return subprocess.run(
        command, cwd=folder, input=stdin, capture_output=True, text=True, env=environment(**variables), check=False
    )


def findings(folder: Path, *arguments: str) -> list[tuple[str, str]]:
    run = k8slint(folder, *arguments, "--format", "json")
    return [(finding["rule"], finding["severity"]) for finding in json.loads(run.stdout)["findings"]]


def configure(folder: Path, text: str) -> None:
    (folder / ".k8slint.yaml").write_text(text)


@pytest.mark.parametrize(
    ("configuration", "arguments", "status"),
    [
        ("", (), 1),
        ("failOn: never", (), 0),
        ("failOn: never", ("--fail-on", "error"), 1),
        ("failOn: never", ("--no-config",), 1),
        (f"rules: {{{RULE}: off}}", (), 0),
        (f"rules: {{{RULE}: off}}", ("--select", RULE), 1),
        (f"rules: {{{RULE}: warning}}", (), 0),
        (f"rules: {{{RULE}: warning}}", ("--fail-on", "warning"), 1),
        ("", ("--ignore", f"yaml-invalid,{RULE}"), 0),
        ("", ("--ignore", "yaml-invalid", "--ignore", RULE), 0),
        ("paths: {exclude: [cart.yaml]}", (), 2),  # no object is left
    ],
)
def test_what_fails(folder: Path, configuration: str, arguments: tuple[str, ...], status: int) -> None:
    configure(folder, configuration)
    assert k8slint(folder, "k8s", *arguments).returncode == status


def test_the_level_of_the_file_reaches_the_report(folder: Path) -> None:
    configure(folder, f"rules: {{{RULE}: info}}")
    assert findings(folder, "k8s") == [(RULE, "info")]


def test_another_file_than_the_nearest(folder: Path) -> None:
    configure(folder, "complete: 3")
    (folder / "other.yaml").write_text(f"rules: {{{RULE}: off}}")
    assert findings(folder, "k8s", "--config", "other.yaml") == []


def test_standard_input_takes_the_configuration_of_the_working_folder(folder: Path) -> None:
    configure(folder, f"rules: {{{RULE}: off}}")
    assert k8slint(folder, "-", stdin=BAD).returncode == 0
    assert k8slint(folder / "k8s", "-", stdin=BAD).returncode == 0
    assert k8slint(folder, "-", "--no-config", stdin=BAD).returncode == 1


def test_namespace_of_the_file_and_of_the_command_line(folder: Path) -> None:
    configure(folder, "namespace: shop")
    objects = [
        json.loads(k8slint(folder, "k8s", *arguments, "--format", "json").stdout)["findings"][0]["object"]["namespace"]
        for arguments in ((), ("--namespace", "till"), ("--no-config",))
    ]
    assert objects == ["shop", "till", "default"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--select", "yaml-invalit"), "k8slint: --select: yaml-invalit: no such rule; did you mean yaml-invalid?"),
        (("--ignore", "qqq"), "k8slint: --ignore: qqq: no such rule"),
        (("--config", "absent.yaml"), "absent.yaml:1:1: cannot be read: No such file or directory"),
        (("--output", "absent/report"), "k8slint: absent/report cannot be written: No such file or directory"),
        (("absent",), "k8slint: no such file or folder: absent"),
    ],
)
def test_a_wrong_command_is_one_line(folder: Path, arguments: tuple[str, ...], message: str) -> None:
    run = k8slint(folder, "k8s", *arguments)
    assert (run.returncode, run.stderr, run.stdout) == (2, message + "\n", "")


def test_a_wrong_configuration_is_told_line_by_line(folder: Path) -> None:
    configure(folder, "rules:\n  yaml-invalit: off\ncomplete: true\nignore:\n- {rule: qqq, path: x, reason: x}\n")
    run = k8slint(folder, "k8s")
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.splitlines() == [
        ".k8slint.yaml:2:3: rules.yaml-invalit: no such rule; did you mean yaml-invalid?",
        ".k8slint.yaml:5:10: ignore[0].rule: no such rule",
    ]


def test_a_configuration_cannot_inject_terminal_sequences(folder: Path) -> None:
    configure(folder, 'rules: {"\\e[31m": off}')
    assert "\x1b" not in k8slint(folder, "k8s").stderr


def test_the_report_goes_to_a_file_without_colours(folder: Path) -> None:
    run = k8slint(folder, "k8s", "--output", "report.txt", "--color")
    assert (run.returncode, run.stdout) == (1, "")
    report = (folder / "report.txt").read_text()
    assert RULE in report
    assert "\x1b" not in report


def test_colours(folder: Path) -> None:
    assert "\x1b" not in k8slint(folder, "k8s").stdout
    assert "\x1b" in k8slint(folder, "k8s", "--color", NO_COLOR="1").stdout


def test_the_configuration_is_no_manifest(folder: Path) -> None:
    configure(folder, "failOn: error")
    report = json.loads(k8slint(folder, ".", "--format", "json").stdout)
    assert report["summary"]["files"] == 1


def test_nothing_heavy_is_imported_without_a_configuration(folder: Path) -> None:
    code = (
        "import sys\nfrom k8slint.cli import main\n"
        "try: main(['check', 'k8s'])\n"
        "except SystemExit: print([m for m in ('jsonschema', 'k8slint.configfile.load', 'z3') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "[]"
