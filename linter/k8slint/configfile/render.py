"""The sections `render` and `charts` to a Rendering."""

from __future__ import annotations

import os

from k8slint.inputs.field import Field
from k8slint.inputs.render.rendering import Release, Rendering


def rendering(field: Field, root: str, namespace: str) -> Rendering:
    """What is switched off stays off; what a build may do beyond the usual is for the command line alone to say.

    Paths are relative to the configuration's folder, `root`; values files, as Helm has them, to that folder too.
    """
    section = field["render"]
    releases = tuple(_release(item, root) for item in field["charts"].each())
    return Rendering(_is_on(section["kustomize"]), _is_on(section["helm"]), releases=releases, namespace=namespace)


def _release(field: Field, root: str) -> Release:
    path = os.path.normpath(os.path.join(root, field["path"].text() or "."))
    values = tuple(os.path.normpath(os.path.join(root, each)) for each in field["values"].texts())
    at = field["path"].at.location
    return Release(path, values, field["name"].text(), field["namespace"].text(), at=at)


def _is_on(field: Field) -> bool:
    """YAML reads a plain `off` as false; a quoted one is text."""
    return field.value not in (False, "off")
