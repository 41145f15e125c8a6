"""The section `render` to a Rendering."""

from __future__ import annotations

from k8slint.inputs.field import Field
from k8slint.inputs.render.rendering import Rendering


def rendering(field: Field) -> Rendering:
    """What is switched off stays off; what a build may do beyond the usual is for the command line alone to say."""
    section = field["render"]
    return Rendering(_is_on(section["kustomize"]), _is_on(section["helm"]))


def _is_on(field: Field) -> bool:
    """YAML reads a plain `off` as false; a quoted one is text."""
    return field.value not in (False, "off")
