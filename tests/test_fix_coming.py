"""A workload whose kind is mended counts as there before: what others open for it waits, in this run and the next."""

from __future__ import annotations

from pathlib import Path

import pytest

from k8slint.config import Config
from k8slint.fix.mend import Mender
from k8slint.inputs.read import read

WEB = (
    "apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: web}}\nspec: {containers: [{name: a, image: b}]}\n"
)
STORE = """\
apiVersion: apps/v1
kind: Deploymnet
metadata: {name: db}
spec:
  selector: {matchLabels: {app: database}}
  template:
    metadata: {labels: {app: database}}
    spec: {containers: [{name: db, image: example.org/db, ports: [{containerPort: 5432}]}]}
"""
POLICY = """\
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: db}
spec:
  podSelector: {matchLabels: {app: database}}
  policyTypes: [Ingress]
  ingress:
    - from: [{podSelector: {matchLabels: {app: wbe}}}]
      ports: [{port: 5432}]
"""


@pytest.mark.parametrize("order", [(WEB, STORE, POLICY), (POLICY, STORE, WEB)])
def test_a_workload_that_comes_opens_no_door_for_others(tmp_path: Path, order: tuple[str, ...]) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("---\n".join(order))
    mended = Mender(read([str(file)]), Config(), False, lambda result: result).mend()
    assert [finding.rule for finding in mended.fixed] == ["manifest-invalid"]
    assert [held.finding.rule for held in mended.held] == ["policy-peer-matches-nothing"]
    file.write_text(mended.texts[str(file)])
    again = Mender(read([str(file)]), Config(), False, lambda result: result).mend()
    assert not again.texts
    both = Mender(read([str(file)]), Config(), True, lambda result: result).mend()
    assert "app: wbe" not in both.texts[str(file)]
