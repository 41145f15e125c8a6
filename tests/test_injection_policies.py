"""Slips that are planted in the NetworkPolicies of real applications are found, at their line.

The bounds are what was measured: a change that lowers them has to say why.
"""

from __future__ import annotations

from collections import defaultdict

import pytest

from k8slint.finding import Severity
from tests.injection import CORPUS, Outcome, applications, plant
from tests.policy_injection import policy_defects

pytestmark = pytest.mark.skipif(
    not (CORPUS / "INDEX.tsv").is_file(), reason=f"no real manifests in {CORPUS} (set K8SLINT_CORPUS)"
)

APPS = frozenset(
    {"online-boutique-netpol", "online-boutique-helm", "bitnami-redis-strict", "bitnami-postgresql-ha", "cert-manager"}
    | {"bitnami-kafka", "bitnami-rabbitmq-strict", "bitnami-elasticsearch-strict", "gke-anthropic-agent-sandbox"}
    | {"bitnami-spark", "bitnami-zookeeper", "bitnami-minio-strict", "ingress-nginx-helm"}
)
"""Some of the applications, for the sake of time."""

ERROR, WARNING = Severity.ERROR, Severity.WARNING
BOUNDS = {
    "subject: a letter is missing": (ERROR, 1.0),
    "subject: letters swapped": (ERROR, 1.0),
    "subject: key": (ERROR, 1.0),
    "subject: a word too many": (ERROR, 0.9),
    "subject: another word": (WARNING, 0.9),
    "peer: a letter is missing": (ERROR, 1.0),
    "peer: letters swapped": (ERROR, 1.0),
    "peer: key": (ERROR, 1.0),
    "peer: a word too many": (WARNING, 1.0),
    "peer: another word": (WARNING, 0.85),
    "namespace: a letter is missing": (ERROR, 1.0),
    "namespace: key": (ERROR, 1.0),
    "namespace: name": (WARNING, 1.0),
    "port name: a letter is missing": (ERROR, 1.0),
    "port name: another name": (WARNING, 1.0),
    "port: a digit": (WARNING, 0.85),
    "port: another number": (WARNING, 0.85),
}
"""The level that a kind of slip has to reach, and in which share of the cases."""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Outcome]]:
    """What was said of every slip, by its kind."""
    by_kind: dict[str, list[Outcome]] = defaultdict(list)
    for app in applications():
        if app.name in APPS:
            for outcome in plant(app, tmp_path_factory.mktemp("planted"), policy_defects):
                by_kind[outcome.defect.kind].append(outcome)
    return by_kind


@pytest.mark.parametrize("kind", BOUNDS)
def test_slips_are_found(outcomes: dict[str, list[Outcome]], kind: str) -> None:
    level, bound = BOUNDS[kind]
    found = [outcome for outcome in outcomes[kind] if outcome.level and outcome.level >= level]
    missed = [outcome for outcome in outcomes[kind] if outcome not in found]
    assert len(found) >= bound * len(outcomes[kind]) > 0, missed


def test_a_slip_of_a_selector_is_said_once(outcomes: dict[str, list[Outcome]]) -> None:
    kinds = [kind for kind in outcomes if not kind.startswith("port")]
    assert [outcome for kind in kinds for outcome in outcomes[kind] if outcome.others] == []
