"""`check --fix` where a fix shows only when what the files make has been built again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.repository import CART, Repository
from tests.tools import HELM, KUSTOMIZE

DOOR = """apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: cart}
spec:
  defaultBackend: {service: {name: crat, port: {number: 81}}}
"""
MENDED = DOOR.replace("crat", "cart").replace("81", "80")
POLICIES = """apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: own}
spec:
  podSelector: {matchLabels: {app: crat}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {matchLabels: {app: web}}
  ingress:
  - from:
    - podSelector: {matchLabels: {app: nobody}}
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {containers: [{name: web, image: web, ports: [{containerPort: 80}]}]}
"""
COPIED = """resources: [../base]
replacements:
- source: {kind: NetworkPolicy, name: own, fieldPath: spec.podSelector.matchLabels.app}
  targets:
  - select: {kind: NetworkPolicy, name: web}
    fieldPaths: [spec.ingress.0.from.0.podSelector.matchLabels.app]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Repository:
    (tmp_path / ".git").mkdir()
    return Repository(tmp_path)


@KUSTOMIZE
def test_a_base_is_mended_in_one_call(folder: Repository) -> None:
    folder.write("base/kustomization.yaml", "resources: [cart.yaml, door.yaml]\n")
    folder.write("dev/kustomization.yaml", "resources: [../base]\n")
    folder.write("base/cart.yaml", CART)
    file = folder.write("base/door.yaml", DOOR)
    done = folder.k8slint("check", ".", "--fix")
    assert done.stderr.splitlines() == [
        "k8slint: fixed base/door.yaml:5:36: [ingress-backend-missing] send to cart",
        "k8slint: fixed base/door.yaml:5:57: [ingress-backend-port-missing] name port 80",
        "k8slint: fixed 2 findings in 1 file",
    ]
    assert file.read_text() == MENDED
    again = folder.k8slint("check", ".", "--fix")
    assert again.stderr == "k8slint: fixed 0 findings in 0 files\n"
    assert again.stdout == done.stdout


@HELM
def test_a_chart_is_mended_in_one_call(folder: Repository) -> None:
    folder.write("shop/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n")
    folder.write("shop/templates/cart.yaml", CART)
    file = folder.write("shop/templates/door.yaml", DOOR)
    assert folder.k8slint("check", ".", "--fix").returncode == 0
    assert file.read_text() == MENDED


@KUSTOMIZE
def test_what_opens_only_when_built_is_put_back(folder: Repository) -> None:
    """The tool copies the mended word into another policy, where it lets somebody in."""
    folder.write("base/kustomization.yaml", "resources: [cart.yaml, policies.yaml]\n")
    folder.write("base/cart.yaml", CART)
    file = folder.write("base/policies.yaml", POLICIES)
    folder.write("dev/kustomization.yaml", COPIED)
    done = folder.k8slint("check", ".", "--fix")
    assert "[policy-selects-no-pods] select app=cart: it lets through more than before" in done.stderr, done.stdout
    assert file.read_text() == POLICIES
    folder.k8slint("check", ".", "--fix", "--unsafe-fixes")
    assert file.read_text() == POLICIES.replace("crat", "cart")
