"""Telling template sources from manifests, so that they are reported once and not parsed into noise."""

from __future__ import annotations

import re

_TEMPLATE = re.compile(r"\{\{|\{%")


def is_template(text: str) -> bool:
    """Whether a text that is not valid YAML is the source of a template (Helm, Jinja, Go)."""
    return _TEMPLATE.search(text) is not None
