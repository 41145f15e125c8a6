"""Expectations of other projects, where the environment names a folder that has them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.fixture import ROOT

FOLDER = Path(os.environ.get("K8SLINT_ORACLES") or ROOT.parent / "shared" / "oracles")

needs_oracles = pytest.mark.skipif(
    not (FOLDER / "compare.py").exists(), reason="no oracle cases here: set K8SLINT_ORACLES to their folder"
)
