"""Regular expressions of manifests, matched in bounded time.

Python's own engine takes exponential time for some expressions, and manifests come from anyone.
"""

from __future__ import annotations

from functools import lru_cache

from k8slint.door.expression_reader import ExpressionReader, NoExpression
from k8slint.door.mover import Mover

LONGEST = 500
"""Longer expressions and paths are not tried."""


def starts_with(expression: str, path: str, ignores_case: bool = False) -> bool | None:
    """Whether an expression matches a path from its start on; None where that is not known."""
    if len(expression) > LONGEST or len(path) > LONGEST:
        return None
    ignores_case = ignores_case or expression.startswith("(?i)")
    try:
        move = _compiled(expression.removeprefix("(?i)"), ignores_case)
    except NoExpression:
        return None
    return bool(move(path.lower() if ignores_case else path, frozenset({0})))


@lru_cache(maxsize=1_000)
def _compiled(expression: str, ignores_case: bool) -> Mover:
    return ExpressionReader(expression, ignores_case).whole()
