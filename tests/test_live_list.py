"""What `kubectl get … -o yaml` prints of a live cluster is read without noise, and each workload counts once."""

from __future__ import annotations

import pytest

from k8slint.config import Config
from k8slint.engine import Result, check_reading
from k8slint.inputs.read import read_text
from k8slint.reach.reachability import Reachability
from tests.command import k8slint
from tests.fixture import FIXTURES

LIVE = (FIXTURES / "snapshot" / "cluster.yaml").read_text(encoding="utf-8")


def checked(text: str) -> Result:
    return check_reading(read_text("<stdin>", text), Config())


def test_a_sound_cluster_is_silent() -> None:
    done = k8slint("check", "-", stdin=LIVE)
    assert (done.returncode, done.stdout, done.stderr) == (0, "47 objects in 1 file: nothing found\n", "")


def test_what_controllers_made_is_their_workload() -> None:
    cluster = checked(LIVE).cluster
    assert [endpoint.id for endpoint in Reachability.of(cluster).endpoints if endpoint.id.startswith("shop")] == [
        "shop/Deployment/cart",
        "shop/StatefulSet/redis",
        "shop/CronJob/report",
    ]
    (cart,) = (workload for workload in cluster.workloads if workload.id == "shop/Deployment/cart")
    assert len(cart.addresses) == 2


def test_pods_that_their_node_keeps_are_workloads() -> None:
    ids = {workload.id for workload in checked(LIVE).cluster.workloads}
    assert {"kube-system/Pod/etcd-worker-1", "kube-system/Pod/kube-apiserver-worker-1"} <= ids


def without(text: str, kind: str) -> str:
    """A List without the objects of a kind."""
    head, *items = text.split("\n- ")
    tail = "\nkind: List" + items[-1].partition("\nkind: List")[2]
    kept = [item.partition("\nkind: List")[0] for item in items if f"\n  kind: {kind}\n" not in item]
    return "\n- ".join([head, *kept]) + tail


@pytest.mark.parametrize(
    ("gone", "ids"),
    [
        (("ReplicaSet",), {"shop/Deployment/cart"}),
        (("ReplicaSet", "Pod"), {"shop/Deployment/cart"}),
        (("Deployment",), {"shop/ReplicaSet/cart-85d5c4c7f6", "shop/ReplicaSet/cart-6b9f7d5c44"}),
        (("Deployment", "ReplicaSet"), {"shop/ReplicaSet/cart-6b9f7d5c44"}),
    ],
)
def test_parts_of_a_cluster(gone: tuple[str, ...], ids: set[str]) -> None:
    text = LIVE
    for kind in gone:
        text = without(text, kind)
    result = checked(text)
    assert {w.id for w in result.cluster.workloads if "cart" in w.id} == ids
    assert [finding.message for finding in result.findings if finding.severity > 1] == []


def test_a_defect_is_told_once_and_where_it_can_be_mended() -> None:
    result = checked(
        LIVE.replace("        app: cart\n      clusterIP", "").replace("targetPort: http\n", "targetPort: htp\n")
    )
    found = {(finding.rule, str(finding.object)) for finding in result.findings}
    assert found == {("service-target-port-unresolved", "Service shop/cart")}


def test_a_probe_is_told_at_its_deployment() -> None:
    result = checked(
        LIVE.replace("port: http\n                scheme", "port: web\n                scheme")
        .replace("port: http\n              scheme", "port: web\n              scheme")
        .replace("port: http\n            scheme", "port: web\n            scheme")
    )
    found = [(finding.rule, str(finding.object)) for finding in result.findings]
    assert found == [("probe-port-unresolved", "Deployment shop/cart")]


def test_an_owner_that_owns_itself_ends() -> None:
    own = "ownerReferences: [{controller: true, kind: Pod, name: a}]"
    pod = f"apiVersion: v1\nkind: Pod\nmetadata: {{name: a, {own}}}\nspec: {{containers: [{{name: a, image: a}}]}}\n"
    assert checked(pod).crashes == ()
    other = pod.replace("name: a, owner", "name: b, owner")
    assert checked(f"{pod}---\n{other}").crashes == ()
