"""The answers of `reach` and `diff` against cases that other projects wrote down."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.command import BIN, environment
from tests.oracles import FOLDER, needs_oracles

SUITES = ("npa", "npa-evaluate", "npa-diff", "cnp-conformance", "knp", "policy-assistant", "nca-queries")


@needs_oracles
@pytest.mark.parametrize("suite", SUITES)
def test_every_case_of_the_suite_passes(suite: str) -> None:
    command = [sys.executable, str(FOLDER / "compare.py"), "--suite", suite, "--k8slint", str(BIN / "k8slint")]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
