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
    """One text. `key` names it: an environment variable, an option (`--upstream`), a file; empty where nothing does.

    `start` is where it begins in the scalar that holds it: behind the `=` of `--upstream=cart`.
    """

    key: str
    text: str
    at: At = field(compare=False)
    start: int = 0


def told(cluster: Cluster, workload: Workload, container: Container) -> Iterator[Told]:
    """Everything that a container is told, as far as the input holds it. Secrets keep theirs."""
    yield from variables(cluster, workload, container)
    yield from words(container)
    yield from files(cluster, workload, container)


def variables(cluster: Cluster, workload: Workload, container: Container) -> Iterator[Told]:
    """The environment in the order in which later entries replace earlier ones: `envFrom`, then `env`."""
    for ref in container.env_from:
        yield from _referred(cluster, workload, ref, None)
    for env in container.env:
        if env.value:
            yield Told(env.name, env.value, env.value_at)
        elif env.field_path == "metadata.namespace":
            yield Told(env.name, workload.namespace, env.at)
        elif env.source:
            yield from _referred(cluster, workload, env.source, env.name)


def files(cluster: Cluster, workload: Workload, container: Container) -> Iterator[Told]:
    """The ConfigMaps that it mounts, by the keys that name the files; a nameless volume may be meant by any mount."""
    for volume in workload.pod.volumes:
        if volume.kind == "ConfigMap" and (volume.name in container.mounts or not volume.name):
            yield from _data(cluster.config_map(workload.namespace, volume.source))


def words(container: Container) -> Iterator[Told]:
    """The command and its arguments; an option is told apart from its value in `--key=value` and `--key value`."""
    for part, texts in (("command", container.command), ("args", container.args)):
        option = ""
        for index, text in enumerate(texts):
            at = container.at / part / index
            name, equals, value = text.partition("=")
            if name.startswith("-") and equals:
                yield Told(name, value, at, len(name) + 1)
                option = ""
            elif text.startswith("-"):
                option = text
            else:
                yield Told(option, text, at)
                option = ""


def _referred(cluster: Cluster, workload: Workload, ref: KeyRef, name: str | None) -> Iterator[Told]:
    if ref.kind == "ConfigMap":
        found = cluster.config_map(workload.namespace, ref.name)
        yield from (
            Told(name or f"{ref.prefix}{t.key}", t.text, t.at) for t in _data(found) if ref.key in (None, t.key)
        )


def _data(found: ConfigMap | None) -> Iterator[Told]:
    """The values of a ConfigMap by their keys."""
    if found:
        yield from (Told(key, text, found.data.at_key(key)) for key, text in found.data.items())
