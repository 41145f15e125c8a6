"""Manifests to a Cluster, for those who ask questions instead of running rules."""

from __future__ import annotations

from collections.abc import Iterable

from k8slint.config import Config
from k8slint.inputs.context import in_context
from k8slint.inputs.read import read, read_text
from k8slint.inputs.render.view import View, several, views_of
from k8slint.model.cluster import Cluster
from k8slint.parse.cluster import parse_cluster


class SeveralNetworks(Exception):
    """An input that describes alternatives, such as overlays of one base, where one network is asked for."""


def load(paths: Iterable[str], config: Config | None = None) -> Cluster:
    """The model of files, folders, globs and `-`. What could not be read is in `cluster.reading.faults`.

    Raises:
        NoSuchPath: a path or glob that names nothing.
        SeveralNetworks: the input describes more than one, which `load_networks` tells apart.
    """
    config = config or Config()
    views = _views(paths, config)
    if reason := several(views):
        raise SeveralNetworks(reason)
    return parse_cluster(views[0].reading, config)


def load_networks(paths: Iterable[str], config: Config | None = None) -> dict[str, Cluster]:
    """A model for each network that the input describes, by the name that findings use (`dev`, `prod`); of only one the
    name is empty.

    Raises:
        NoSuchPath: a path or glob that names nothing.
    """
    config = config or Config()
    return {view.name: parse_cluster(view.reading, config) for view in _views(paths, config)}


def _views(paths: Iterable[str], config: Config) -> list[View]:
    return views_of(in_context(read(paths, config.paths, config.rendering), config.context))


def load_text(text: str, name: str = "<text>", config: Config | None = None) -> Cluster:
    """The model of one text of YAML or JSON documents; `name` stands for the file in positions."""
    return parse_cluster(read_text(name, text), config or Config())
