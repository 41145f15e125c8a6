"""`k8slint init`: a starting file that changes nothing, and shows everything."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

from k8slint.config import Config
from k8slint.configfile.load import load_source
from k8slint.configfile.shape import schema_text
from k8slint.configfile.starting import STARTING
from k8slint.inputs.source import Source
from tests.command import BIN, environment
from tests.test_configfile import settings


def init(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(BIN / "k8slint"), "init", *arguments]
    return subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, check=False)


def keys(schema: dict[str, Any]) -> set[str]:
    """Every key that a schema knows, at any depth."""
    found = set(schema.get("properties", {}))
    below = (schema.get("items"), schema.get("additionalProperties"))
    parts = (*schema.get("properties", {}).values(), *schema.get("anyOf", ()), *below)
    return found.union(*(keys(part) for part in parts if isinstance(part, dict)))


def test_it_changes_nothing() -> None:
    assert settings(load_source(Source(".k8slint.yaml", STARTING))) == Config()


def test_it_shows_every_key_in_a_form_that_is_accepted() -> None:
    shown = re.sub(r"^#(?=  |- )", "", STARTING, flags=re.MULTILINE)
    found = load_source(Source(".k8slint.yaml", shown))
    assert (len(found.rules), len(found.external), len(found.ignored)) == (3, 3, 1)
    for key in keys(json.loads(schema_text())) - {"port", "protocol"}:
        assert re.search(rf"\b{key}:", STARTING), key


def test_it_is_written_once(tmp_path: Path) -> None:
    run = init(tmp_path)
    assert (run.returncode, run.stdout, run.stderr) == (0, "wrote .k8slint.yaml\n", "")
    file = tmp_path / ".k8slint.yaml"
    assert file.read_text() == STARTING
    file.write_text("failOn: never\n")
    run = init(tmp_path)
    assert (run.returncode, run.stderr) == (2, "k8slint: .k8slint.yaml is there already; --force replaces it\n")
    assert file.read_text() == "failOn: never\n"
    assert init(tmp_path, "--force").returncode == 0
    assert file.read_text() == STARTING


def test_another_folder(tmp_path: Path) -> None:
    (tmp_path / "k8s").mkdir()
    assert init(tmp_path, "k8s").stdout == "wrote k8s/.k8slint.yaml\n"
    run = init(tmp_path, "absent")
    assert (run.returncode, run.stderr) == (
        2,
        "k8slint: absent/.k8slint.yaml cannot be written: No such file or directory\n",
    )


def test_the_schema_for_editors(tmp_path: Path) -> None:
    assert init(tmp_path, "--schema").stdout == schema_text()
    assert list(tmp_path.iterdir()) == []
