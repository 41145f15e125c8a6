"""What is printed is what a shell runs, whatever the manifests' names hold."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k8slint.live.command import Command, Filled
from k8slint.report.commands_text import commands_text, shell_line
from k8slint.report.escape import printable
from tests.command import k8slint
from tests.live import confirming, policy, service, workload

HOSTILE = (
    "$(touch pwned)",
    "`touch pwned`",
    "'; touch pwned; '",
    '"; touch pwned; "',
    "a\ntouch pwned\n",
    "a\rtouch pwned",
    "\x1b[2J\u202e",
    "##vso[task.setvariable]x",
    "--kubeconfig=/tmp/x",
    "!! && touch pwned",
    "~ * {a,b} # $HOME",
)
SHOP = "fixtures/reach/shop"
FAKE = """#!/bin/sh
{ printf '%s\\0' "$@"; printf '\\n\\0'; } >> "$RECORD"
case "$*" in *.metadata.name*) echo web-1;; *.status.podIP*) echo 10.0.0.7;; esac
"""


def _named(name: str, image: str = "busybox") -> tuple[Command, ...]:
    """The commands of a shop in which every name is this one."""
    cart, redis = workload("cart", image), workload(name, "redis:7")
    cart["spec"]["template"]["spec"]["containers"][0]["name"] = name
    deny = policy({"podSelector": {}, "policyTypes": ["Ingress"]}, name)
    return confirming(cart, redis, service(name, name), deny, name=name)


def _words(line: str, command: Command) -> list[str]:
    inner = line.removeprefix(f"{command.sets}=$(").removesuffix(")") if command.sets else line
    return shlex.split(inner, comments=True)


@given(st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)))
def test_lines_give_back_the_words(name: str) -> None:
    for command in _named(name):
        line = shell_line(command)
        assert line is None or _words(line, command) == list(command.argv)
        assert line is None or printable(line) == line


@pytest.mark.parametrize("name", HOSTILE)
def test_the_text_is_for_a_shell(name: str) -> None:
    text = commands_text(f"verdict about {name}", _named(name))
    subprocess.run(["bash", "-n"], input=text, text=True, check=True)
    comments = [line for line in text.splitlines() if line.startswith("#")]
    assert all(re.fullmatch(r"# [A-Za-z0-9 .,:/_-]*", line) for line in comments)
    others = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert all(re.match(r"(kubectl|[A-Z_]+=\$\(kubectl) ", line) for line in others)


def test_what_cannot_be_printed_is_left_out() -> None:
    text = commands_text("verdict", _named("\x1b[2J"))
    assert "# left out: a name in it holds characters that no name may have" in text


def test_variables_stand_in_words() -> None:
    command = Command("", ("curl", Filled("DOOR", "a b:80:", ":80"), "$DOOR"))
    assert shell_line(command) == "curl 'a b:80:'\"$DOOR\":80 '$DOOR'"


def _run(text: str, folder: Path) -> list[list[str]]:
    """What kubectl is called with when a shell runs the text."""
    kubectl, record = folder / "kubectl", folder / "record"
    kubectl.write_text(FAKE, encoding="utf-8")
    kubectl.chmod(0o755)
    found = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "RECORD": str(record)}
    subprocess.run(["bash"], input=text, text=True, check=True, cwd=folder, env=found)
    calls = record.read_bytes().decode().split("\n\0")
    return [call.split("\0")[:-1] for call in calls[:-1]]


def test_a_shell_runs_what_explain_prints(tmp_path: Path) -> None:
    done = k8slint("explain", "web", "redis", SHOP, "--port", "6379", "--commands")
    assert done.returncode == 1
    calls = _run(done.stdout, tmp_path)
    assert calls[0] == ["auth", "can-i", "patch", "pods", "--subresource=ephemeralcontainers", "-n", "shop"]
    debug = next(call for call in calls if call[0] == "debug")
    assert debug[1:4] == ["-n", "shop", "pod/web-1"]
    assert debug[-6:] == ["nc", "-zv", "-w", "3", "10.0.0.7", "6379"]


@pytest.mark.parametrize("name", [name for name in HOSTILE if name.isprintable() and "##" not in name])
def test_a_shell_runs_nothing_else(name: str, tmp_path: Path) -> None:
    found = _named(name)
    calls = _run(commands_text("verdict", found), tmp_path)
    assert len(calls) == len(found)
    assert ["get", f"service/{name}", "-n", "shop", "-o", "wide"] in calls
    assert not (tmp_path / "pwned").exists()


def test_a_shell_runs_what_path_prints(tmp_path: Path) -> None:
    done = k8slint("path", "cart", "web", "fixtures/apps/shop", "--commands")
    assert done.stdout.startswith("# shop/Deployment/cart to shop/web:80: ok\n")
    calls = _run(done.stdout, tmp_path)
    assert calls[0][:8] == ["exec", "-n", "shop", "deployment/cart", "-c", "redis", "--", "timeout"]
    assert ["get", "service/web", "-n", "shop", "-o", "wide"] in calls


def test_a_path_from_outside_has_its_commands_in_json() -> None:
    done = k8slint("path", "http://shop.example.com/", "fixtures/apps/shop", "--commands", "--format", "json")
    (path,) = json.loads(done.stdout)["paths"]
    assert path["commands"][0]["line"] == "kubectl get service/web -n shop -o wide"
    assert "DOOR_ADDRESS" in {command["sets"] for command in path["commands"]}


def test_json_has_the_commands_beside_the_explanation() -> None:
    done = k8slint("explain", "web", "redis", SHOP, "--port", "6379", "--commands", "--format", "json")
    answer: dict[str, Any] = json.loads(done.stdout)
    assert answer["allowed"] is False
    read = next(command for command in answer["commands"] if "networkpolicy/redis" in command["argv"])
    assert read["line"] == "kubectl get networkpolicy/redis -n shop -o yaml"
    assert {command["sets"] for command in answer["commands"]} == {None, "CLIENT_POD", "SERVER_ADDRESS"}


def test_an_address_has_no_pod_to_work_in() -> None:
    done = k8slint("explain", "1.2.3.4", "web", SHOP, "--port", "8080", "--commands")
    lines = [line for line in done.stdout.splitlines() if line and not line.startswith("#")]
    assert not [line for line in lines if "CLIENT" in line]
    assert any("tcpdump" in line for line in lines)
