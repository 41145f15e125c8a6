"""Whether a path of a request is one that a way takes."""

from __future__ import annotations

from k8slint.door.expression import starts_with
from k8slint.door.way import Match, PathMatch
from k8slint.model.ingress_path import is_pattern, prefix_takes_all


def takes(match: Match, path: str) -> bool | None:
    """Whether a path is taken; None where that depends on the controller."""
    match match.path_match:
        case PathMatch.EXACT:
            return path == match.path
        case PathMatch.PREFIX:
            return prefix_takes_all(match.path, path)
        case PathMatch.START:
            return path.startswith(match.path)
        case PathMatch.WILDCARD:
            return starts_with(_as_expression(match.path), path)
        case PathMatch.REGEX:
            return starts_with(match.path, path, match.ignores_case)
        case PathMatch.UNKNOWN:
            return None if path.startswith(match.path.rstrip("*")) or is_pattern(match.path) else False


def _as_expression(path: str) -> str:
    """`*` and `?` as a regular expression for the whole path."""
    words = {"*": ".*", "?": "."}
    return "".join(words.get(c) or (f"\\{c}" if not c.isalnum() else c) for c in path) + "$"
