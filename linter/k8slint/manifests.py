"""Manifests to a Cluster, for those who ask questions instead of running rules."""

from __future__ import annotations

from collections.abc import Iterable

from k8slint.config import Config
from k8slint.inputs.context import in_context
from k8slint.inputs.read import read, read_text
from k8slint.model.cluster import Cluster
from k8slint.parse.cluster import parse_cluster


def load(paths: Iterable[str], config: Config | None = None) -> Cluster:
    """The model of files, folders, globs and `-`. What could not be read is in `cluster.reading.faults`.

    Where the input describes several networks (overlays of one base), it holds the objects of all of them.

    Raises:
        NoSuchPath: a path or glob that names nothing.
    """
    config = config or Config()
    reading = in_context(read(paths, config.paths, config.rendering), config.context)
    return parse_cluster(reading, config)


def load_text(text: str, name: str = "<text>", config: Config | None = None) -> Cluster:
    """The model of one text of YAML or JSON documents; `name` stands for the file in positions."""
    return parse_cluster(read_text(name, text), config or Config())
