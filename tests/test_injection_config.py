"""Slips planted in what real applications call are found as errors, at their line, and nothing else is said."""

from __future__ import annotations

from collections import defaultdict

import pytest

from k8slint.finding import Severity
from tests.config_injection import config_defects
from tests.injection import CORPUS, Outcome, applications, plant

STEP = 2
"""Every second application, for the sake of time."""

pytestmark = pytest.mark.skipif(
    not (CORPUS / "INDEX.tsv").is_file(), reason=f"no real manifests in {CORPUS} (set K8SLINT_CORPUS)"
)

KINDS = (
    "host: a letter is missing",
    "host: letters swapped",
    "host: a letter of the namespace is missing",
    "port: another number",
    "port: the target port",
)


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Outcome]]:
    """What was said of every slip, by its kind."""
    by_kind: dict[str, list[Outcome]] = defaultdict(list)
    for app in applications()[::STEP]:
        for outcome in plant(app, tmp_path_factory.mktemp("planted"), config_defects):
            by_kind[outcome.defect.kind].append(outcome)
    return by_kind


@pytest.mark.parametrize("kind", KINDS)
def test_slips_are_errors(outcomes: dict[str, list[Outcome]], kind: str) -> None:
    assert outcomes[kind]
    assert [outcome for outcome in outcomes[kind] if outcome.level is not Severity.ERROR] == []


def test_nothing_else_is_said(outcomes: dict[str, list[Outcome]]) -> None:
    assert [outcome for found in outcomes.values() for outcome in found if outcome.others] == []
