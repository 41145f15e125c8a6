"""Slips that are planted in what the platform calls are found in real applications, at their line, and nothing else is.

The bounds are what was measured: a change that lowers them has to say why.
"""

from __future__ import annotations

from collections import defaultdict

import pytest

from k8slint.finding import Severity
from tests.injection import CORPUS, Outcome, plant
from tests.platform_injection import platform_defects

pytestmark = pytest.mark.skipif(
    not (CORPUS / "INDEX.tsv").is_file(), reason=f"no real manifests in {CORPUS} (set K8SLINT_CORPUS)"
)

APPS = frozenset(
    {"bitnami-metallb", "tekton-pipeline", "kube-prometheus", "istio-istiod", "calico-apiserver", "linkerd-viz"}
    | {"ingress-nginx-kind", "knative-serving", "cert-manager", "promcharts-prometheus-adapter"}
)
"""Some of the applications that have webhooks, API services or monitors, for the sake of time."""

ERROR = Severity.ERROR
BOUNDS = {
    "service: a letter is missing": ERROR,
    "service: letters swapped": ERROR,
    "service: another word": Severity.INFO,
    "namespace: a letter is missing": ERROR,
    "namespace: another word": ERROR,
    "port: a digit": ERROR,
    "selector: a letter is missing": ERROR,
    "selector: letters swapped": ERROR,
    "selector: key": ERROR,
    "selector: another word": Severity.INFO,
    "scraped port: a letter is missing": ERROR,
    "scraped port: another word": Severity.WARNING,
}
"""The level that each slip of a kind reaches."""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Outcome]]:
    """What was said of every slip, by its kind."""
    by_kind: dict[str, list[Outcome]] = defaultdict(list)
    for app in sorted(APPS):
        for outcome in plant(CORPUS / app, tmp_path_factory.mktemp("planted"), platform_defects):
            by_kind[outcome.defect.kind].append(outcome)
    return by_kind


@pytest.mark.parametrize("kind", BOUNDS)
def test_slips_are_found(outcomes: dict[str, list[Outcome]], kind: str) -> None:
    assert outcomes[kind]
    assert [outcome for outcome in outcomes[kind] if not outcome.level or outcome.level < BOUNDS[kind]] == []


def test_nothing_else_is_said(outcomes: dict[str, list[Outcome]]) -> None:
    assert [outcome for found in outcomes.values() for outcome in found if outcome.others] == []
