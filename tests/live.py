"""Paths of a small shop, and the commands that confirm them."""

from __future__ import annotations

from typing import Any

import yaml

from k8slint.config import Config
from k8slint.edge.name import Form, ServiceName
from k8slint.live.command import Command
from k8slint.live.commands import commands
from k8slint.manifests import load_text
from k8slint.model.cluster import Cluster
from k8slint.path.follow import follow
from k8slint.report.commands_text import shell_line


def workload(name: str, image: str = "example.com/app", kind: str = "Deployment", **pod: Any) -> dict[str, Any]:
    """A maker of pods labelled `app: NAME` in namespace shop."""
    labels = {"app": name}
    container = {"name": name, "image": image, "ports": [{"name": "main", "containerPort": 6379}]}
    template = {"metadata": {"labels": labels}, "spec": {"containers": [container], **pod}}
    api = {"Job": "batch/v1", "CronJob": "batch/v1", "Rollout": "argoproj.io/v1alpha1"}.get(kind, "apps/v1")
    selector = {} if kind == "Job" else {"selector": {"matchLabels": labels}}
    spec = {**selector, "template": template}
    return {"apiVersion": api, "kind": kind, "metadata": {"name": name, "namespace": "shop"}, "spec": spec}


def service(name: str = "redis", selected: str = "redis", **port: Any) -> dict[str, Any]:
    """A Service of namespace shop for pods `app: SELECTED`."""
    ports = [{"port": 80, "targetPort": "main", **port}]
    meta = {"name": name, "namespace": "shop"}
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": meta,
        "spec": {"selector": {"app": selected}, "ports": ports},
    }


def policy(spec: dict[str, Any], name: str = "closed") -> dict[str, Any]:
    """A NetworkPolicy of namespace shop."""
    meta = {"name": name, "namespace": "shop"}
    return {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": meta, "spec": spec}


def cluster_of(*objects: dict[str, Any], config: Config | None = None) -> Cluster:
    """The model of objects."""
    return load_text(yaml.safe_dump_all(objects), config=config)


def confirming(*objects: dict[str, Any], name: str = "redis", port: int = 80) -> tuple[Command, ...]:
    """What confirms the connection of workload `cart` to a Service among the objects."""
    cluster = cluster_of(*objects)
    client = next(w for w in cluster.workloads if w.name == "cart")
    return commands(cluster, follow(cluster, client, ServiceName("shop", name, Form.SHORT), port))


def lines(found: tuple[Command, ...]) -> list[str]:
    """The commands as a shell reads them."""
    return [line for line in map(shell_line, found) if line]
