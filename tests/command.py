"""The installed command, as a shell finds it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.fixture import ROOT

BIN = Path(sys.executable).parent


def environment(**changes: str) -> dict[str, str]:
    """The environment of a user who has installed k8slint, with changes."""
    hidden = ("NO_COLOR", "FORCE_COLOR", "PYTHONPATH")
    kept = {key: value for key, value in os.environ.items() if key not in hidden}
    return {**kept, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "PYTHONUTF8": "1", **changes}


def k8slint(*arguments: str, stdin: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs the command in the root of the repository, where there is no terminal."""
    return subprocess.run(
        [str(BIN / "k8slint"), *arguments],
        cwd=ROOT,
        env=environment(**variables),
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
