"""What containers are told: the texts of their configuration, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from k8slint.inputs.at import At
from k8slint.model.cluster import Cluster
from k8slint.model.container import Container, KeyRef
from k8slint.model.store import ConfigMap
from k8slint.model.workload import Workload
from k8slint.record import dataclass


@dataclass(frozen=True)
class Told:
    """One text. `key` names it: an environment variable, an option (`--upstream`), a file; empty where nothing does."""

    key: str
    text: str
    at: At = field(compare=False)


def told(cluster: Cluster, workload: Workload, container: Container) -> Iterator[Told]:
    """Everything that a container is told, as far as the input holds it. Secrets keep theirs."""
    yield from _variables(container)
    yield from words(container)
    for env in container.env:
        if env.source:
            yield from _referred(cluster, workload, env.source, env.name)
    for ref in container.env_from:
        yield from _referred(cluster, workload, ref, None)
    for volume in workload.pod.volumes:
        if volume.name in container.mounts and volume.kind == "ConfigMap":
            yield from _data(cluster.config_map(workload.namespace, volume.source), None, None)


def words(container: Container) -> Iterator[Told]:
    """The command and its arguments; an option is told apart from its value in `--key=value` and `--key value`."""
    for part, texts in (("command", container.command), ("args", container.args)):
        option = ""
        for index, text in enumerate(texts):
            at = container.at / part / index
            name, equals, value = text.partition("=")
            if name.startswith("-") and equals:
                yield Told(name, value, at)
                option = ""
            elif text.startswith("-"):
                option = text
            else:
                yield Told(option, text, at)
                option = ""


def _variables(container: Container) -> Iterator[Told]:
    return (Told(env.name, env.value, env.value_at) for env in container.env if env.value)


def _referred(cluster: Cluster, workload: Workload, ref: KeyRef, name: str | None) -> Iterator[Told]:
    if ref.kind == "ConfigMap":
        yield from _data(cluster.config_map(workload.namespace, ref.name), ref.key, name)


def _data(found: ConfigMap | None, key: str | None, name: str | None) -> Iterator[Told]:
    """The values of a ConfigMap, or the one of a key, which the container may know by another name."""
    for data_key, text in found.data.items() if found else ():
        if key in (None, data_key) and found:
            yield Told(name or data_key, text, found.data.at_key(data_key))
