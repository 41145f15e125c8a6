"""Whether workloads meet on a node."""

from __future__ import annotations

import json
from typing import Any

import pytest

from k8slint.config import Config
from k8slint.inputs.read import read_text
from k8slint.model.placement import Sharing, sharing
from k8slint.model.workload import Workload
from k8slint.parse.cluster import parse_cluster

AFFINITY: dict[str, Any] = {
    "nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": []}}
}
SSD, HDD = {"nodeSelector": {"disk": "ssd"}}, {"nodeSelector": {"disk": "hdd"}}
WINDOWS = {"nodeSelector": {"kubernetes.io/os": "windows"}}
LINUX = {"nodeSelector": {"kubernetes.io/os": "linux"}}


def workload(kind: str, pod: dict[str, Any], replicas: int = 1) -> Workload:
    spec = {"replicas": replicas, "template": {"spec": pod}} if kind == "Deployment" else {"template": {"spec": pod}}
    manifest = {"apiVersion": "apps/v1", "kind": kind, "metadata": {"name": "web"}, "spec": spec}
    return parse_cluster(read_text("web.yaml", json.dumps(manifest)), Config()).workloads[0]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("DaemonSet", {}), ("DaemonSet", LINUX), Sharing.ALWAYS),
        (("DaemonSet", SSD), ("DaemonSet", SSD), Sharing.ALWAYS),
        (("DaemonSet", {}), ("DaemonSet", SSD), Sharing.MAYBE),
        (("DaemonSet", SSD), ("DaemonSet", HDD), Sharing.NEVER),
        (("DaemonSet", {}), ("DaemonSet", WINDOWS), Sharing.NEVER),
        (("DaemonSet", {}), ("DaemonSet", {"affinity": AFFINITY}), Sharing.NEVER),
        (("DaemonSet", {}), ("Deployment", {}), Sharing.MAYBE),
        (("DaemonSet", {}), ("Deployment", {}, 0), Sharing.NEVER),
        (("Deployment", {}), ("Deployment", {}), Sharing.NEVER),
        (("Deployment", SSD), ("Deployment", SSD), Sharing.MAYBE),
        (("Deployment", {"nodeName": "n1"}), ("Deployment", {"nodeName": "n1"}), Sharing.ALWAYS),
        (("Deployment", {"nodeName": "n1"}), ("Deployment", {"nodeName": "n2"}), Sharing.NEVER),
    ],
)
def test_sharing(one: Any, other: Any, expected: Sharing) -> None:
    assert sharing(workload(*one), workload(*other)) is expected
    assert sharing(workload(*other), workload(*one)) is expected
