"""The schemas in `k8slint.schemas`, by file and by the part that a reference names."""

from __future__ import annotations

import json
import pkgutil
from functools import cache
from typing import Any, TypeAlias

Schema: TypeAlias = Any
"""A JSON Schema: a mapping, or True for anything and False for nothing."""


@cache
def load(name: str) -> Schema:
    """The schema in a file of the package."""
    data = pkgutil.get_data("k8slint.schemas", name)
    if data is None:
        raise FileNotFoundError(name)
    return json.loads(data)


def resolve(reference: str, file: str) -> tuple[Schema, str]:
    """The schema that a `$ref` in a file names, and the file that it stands in."""
    name, _, pointer = reference.partition("#")
    name = name or file
    found = load(name)
    for step in pointer.split("/")[1:]:
        found = found[step]
    return found, name
