"""Which pods a Service was meant for that selects none."""

from __future__ import annotations

from pathlib import Path

import pytest

from k8slint.config import Config
from k8slint.inputs.read import read
from k8slint.model.aim import Aim, aim_of
from k8slint.near import is_variant, letters_apart
from k8slint.parse.cluster import parse_cluster


def service(name: str, selector: str, port: int = 80) -> str:
    spec = f"{{selector: {{{selector}}}, ports: [{{port: {port}}}]}}"
    return f"{{apiVersion: v1, kind: Service, metadata: {{name: {name}}}, spec: {spec}}}"


def deployment(name: str, labels: str, port: int = 80) -> str:
    pod = f"{{containers: [{{name: main, image: main, ports: [{{containerPort: {port}}}]}}]}}"
    template = f"{{metadata: {{labels: {{{labels}}}}}, spec: {pod}}}"
    return f"{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: {name}}}, spec: {{template: {template}}}}}"


def aim(folder: Path, *documents: str) -> Aim | None:
    """The aim of the first Service."""
    (folder / "all.yaml").write_text("\n---\n".join(documents))
    config = Config()
    cluster = parse_cluster(read([str(folder)], config.paths), config)
    return aim_of(cluster, cluster.services[0])


@pytest.mark.parametrize(
    ("selector", "label"),
    [
        ("app: crat", "app=cart"),
        ("app: cart-wrong", "app=cart"),
        ("app: nonexistent", "app=cart"),
        ("ap: cart", "app=cart"),
        ("run: cart", "app=cart"),
        ("app: cart, tier: wrong", "tier=backend"),
    ],
)
def test_a_service_named_after_its_workload(tmp_path: Path, selector: str, label: str) -> None:
    found = aim(tmp_path, service("cart", selector), deployment("cart", "app: cart, tier: backend"))
    assert found
    assert (found.evident, [str(d) for d in found.differences]) == (True, [label])


def test_what_a_service_repeats_in_its_name_is_meant(tmp_path: Path) -> None:
    """Deployment `carts` has its Service; `cart` belongs to something else."""
    web = deployment("carts", "app: carts")
    assert aim(tmp_path, service("cart", "app: cart"), web, service("carts", "app: carts")) is None


def test_ports_that_do_not_fit_speak_against_a_workload(tmp_path: Path) -> None:
    found = aim(tmp_path, service("cart", "app: cart", 5432), deployment("cart", "app: web", 80))
    assert found is None


def test_two_workloads_alike_leave_it_open(tmp_path: Path) -> None:
    """A letter is missing, and two labels could be meant."""
    found = aim(tmp_path, service("x", "app: car"), deployment("cart", "app: cart"), deployment("care", "app: care"))
    assert found
    assert not found.evident


def test_versions_share_what_is_missed(tmp_path: Path) -> None:
    both = (deployment("cart-v1", "app: cart, version: v1"), deployment("cart-v2", "app: cart, version: v2"))
    found = aim(tmp_path, service("cart", "app: catr"), *both)
    assert found
    assert (found.evident, [w.name for w in found.workloads]) == (True, ["cart-v1", "cart-v2"])


@pytest.mark.parametrize(
    ("word", "meant", "alike"),
    [
        ("cart", "cart-v2", True),
        ("old-cart", "cart", True),
        ("product_catalog", "productCatalog", True),
        ("paymntservce", "paymentservice", True),
        ("cart", "cart", False),
        ("cart", "carts-db", False),
        ("web", "db", False),
    ],
)
def test_variants(word: str, meant: str, alike: bool) -> None:
    assert is_variant(word, meant) is alike
    assert is_variant(meant, word) is alike


@pytest.mark.parametrize(("word", "meant", "letters"), [("cart", "cart", 0), ("cart", "car", 1), ("", "abc", 3)])
def test_letters_apart(word: str, meant: str, letters: int) -> None:
    assert letters_apart(word, meant) == letters
