"""Telling template sources from manifests, so that they are reported once and not parsed into noise."""

from __future__ import annotations

import re

_TEMPLATE = re.compile(r"\{\{|\{%")
_BLOCK_LINE = re.compile(r"^\s*(?:\{\{|\{%)", re.MULTILINE)


def is_template(text: str) -> bool:
    """Whether a text that is not valid YAML is the source of a template (Helm, Jinja, Go)."""
    return _TEMPLATE.search(text) is not None


def has_template_lines(text: str) -> bool:
    """Whether whole lines are template actions, which no manifest has."""
    return _BLOCK_LINE.search(text) is not None
