"""`k8slint reach --doors` through the installed command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command import k8slint

DOORS = "fixtures/reach/doors"


def test_json_tells_of_every_door() -> None:
    answer = json.loads(k8slint("reach", DOORS, "--doors", "--format", "json").stdout)
    balancer, ingress = answer["doors"]
    assert (balancer["kind"], balancer["internal"], balancer["keeps_client_address"]) == ("load balancer", True, True)
    (way,) = ingress["ways"]
    assert (way["host"], way["service"], way["tls"]) == ("shop.example", "web", True)
    assert way["pods"] == [
        {
            "endpoint": "shop/Deployment/web",
            "port": 8080,
            "allowed": "none",
            "from": ["@ingress-controller"],
            "addresses": "",
        }
    ]


def test_markdown_has_a_row_a_way() -> None:
    table = k8slint("reach", DOORS, "--doors", "--format", "md", "--to", "mq").stdout.splitlines()
    assert len(table) == 3
    assert table[2].startswith("| load balancer shop/mq (internal, from 10.0.0.0/8) | port 5671 TCP mq.shop.example |")


@pytest.mark.parametrize("options", [("--exposure",), ("--port", "80"), ("--from", "web"), ("--format", "csv")])
def test_options_that_do_not_go_together_are_refused(options: tuple[str, ...]) -> None:
    assert k8slint("reach", DOORS, "--doors", *options).returncode == 2


CONTROLLER = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: ingress-nginx-controller, namespace: ingress}
spec:
  selector: {matchLabels: {app: nginx}}
  template:
    metadata: {labels: {app: nginx}}
    spec: {containers: [{name: c, image: "registry.k8s.io/ingress-nginx/controller:v1.12.0"}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: controller, namespace: shop}
spec:
  podSelector: {matchLabels: {app: web}}
  ingress:
    - from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ingress}}}]
"""


def test_a_declared_controller_is_asked_about_instead(tmp_path: Path) -> None:
    file = tmp_path / "controller.yaml"
    file.write_text(CONTROLLER, encoding="utf-8")
    said = k8slint("reach", DOORS, str(file), "--doors", "--to", "web").stdout
    assert said.endswith("policies let in ingress/Deployment/ingress-nginx-controller\n")
    assert "@ingress-controller" not in k8slint("reach", DOORS, str(file)).stdout


SERVICE = """\
apiVersion: v1
kind: Service
metadata: {name: mq-nodes, namespace: shop}
spec:
  type: NodePort
  selector: {app: mq}
  ports: [{port: 5671, nodePort: 31671}]
---
apiVersion: v1
kind: Node
metadata: {name: one}
status: {addresses: [{type: InternalIP, address: ADDRESS}]}
"""


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("10.1.0.7", "policies let everybody in"),
        ("10.9.0.7", "policies let in 10.1.0.0/16 only, and the pods see a node's address"),
        ("", "policies let in 10.1.0.0/16; the pods may see a node's address instead"),
    ],
)
def test_where_clients_are_lost_the_addresses_of_nodes_count(tmp_path: Path, address: str, expected: str) -> None:
    text = SERVICE.replace("ADDRESS", address) if address else SERVICE.partition("---")[0]
    (tmp_path / "service.yaml").write_text(text, encoding="utf-8")
    lines = k8slint("reach", DOORS, str(tmp_path), "--doors", "--to", "mq").stdout.splitlines()
    assert next(line for line in lines if "31671" in line).endswith(expected)
