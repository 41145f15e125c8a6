"""Slips that are planted in real applications are found, at their line, and nothing else is said.

The bounds are what was measured: a change that lowers them has to say why.
"""

from __future__ import annotations

from collections import defaultdict

import pytest

from k8slint.finding import Severity
from tests.injection import CORPUS, Outcome, applications, plant, service_defects

STEP = 3
"""Every third application, for the sake of time."""

pytestmark = pytest.mark.skipif(
    not (CORPUS / "INDEX.tsv").is_file(), reason=f"no real manifests in {CORPUS} (set K8SLINT_CORPUS)"
)

BOUNDS = {
    "selector: a letter is missing": (Severity.ERROR, 1.0),
    "selector: letters swapped": (Severity.ERROR, 1.0),
    "selector: key": (Severity.ERROR, 1.0),
    "selector: a word too many": (Severity.ERROR, 1.0),
    "selector: another word": (Severity.ERROR, 0.95),
    "target port: a letter is missing": (Severity.ERROR, 1.0),
    "target port: another name": (Severity.ERROR, 1.0),
    "target port: a name": (Severity.ERROR, 1.0),
    "target port: a digit": (Severity.WARNING, 0.94),
    "target port: another number": (Severity.WARNING, 0.94),
}
"""The level that a kind of slip has to reach, and in which share of the cases."""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Outcome]]:
    """What was said of every slip, by its kind."""
    by_kind: dict[str, list[Outcome]] = defaultdict(list)
    for app in applications()[::STEP]:
        for outcome in plant(app, tmp_path_factory.mktemp("planted"), service_defects):
            by_kind[outcome.defect.kind].append(outcome)
    return by_kind


@pytest.mark.parametrize("kind", BOUNDS)
def test_slips_are_found(outcomes: dict[str, list[Outcome]], kind: str) -> None:
    level, bound = BOUNDS[kind]
    found = [outcome for outcome in outcomes[kind] if outcome.level and outcome.level >= level]
    missed = [outcome for outcome in outcomes[kind] if outcome not in found]
    assert len(found) >= bound * len(outcomes[kind]) > 0, missed


def test_nothing_else_is_said(outcomes: dict[str, list[Outcome]]) -> None:
    assert [outcome for found in outcomes.values() for outcome in found if outcome.others] == []
