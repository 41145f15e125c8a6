"""Label selectors. (API server: ValidateLabelSelector)"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem
from k8slint.inputs.field import Field


def label_selector(field: Field) -> Iterator[Problem]:
    """An expression has values exactly where its operator compares values."""
    for expression in field["matchExpressions"].each():
        operator, values = expression["operator"].text(), expression["values"]
        if operator in ("In", "NotIn") and (not values or values.value == []):
            yield Problem(values.at if values else expression["operator"].at, f"operator {operator} needs values")
        elif operator in ("Exists", "DoesNotExist") and any(values.each()):
            yield Problem(values.at, f"operator {operator} takes no values: use In or NotIn, or leave them out")
