"""Label selectors."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.inputs.field import Field
from k8slint.model.selector import Operator, Requirement, Selector

_OPERATORS = [operator.value for operator in Operator]


def parse_label_selector(field: Field) -> Selector:
    """A LabelSelector; absent, null and `{}` all read as the selector of everything."""
    return Selector((*_equalities(field["matchLabels"]), *_expressions(field["matchExpressions"])), field.at)


def parse_equality_selector(field: Field) -> Selector:
    """The plain map of a Service or ReplicationController."""
    return Selector(tuple(_equalities(field)), field.at)


def _equalities(field: Field) -> Iterator[Requirement]:
    for key, value in field.items():
        text = value.text()
        yield Requirement(key, Operator.IN, frozenset((text or "",)), value.at)


def _expressions(field: Field) -> Iterator[Requirement]:
    for expression in field.each():
        key, operator = expression["key"].text(), expression["operator"].value
        if key is not None and operator in _OPERATORS:
            yield Requirement(key, Operator(operator), frozenset(expression["values"].texts()), expression.at)
