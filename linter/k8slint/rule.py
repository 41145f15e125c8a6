"""A rule: a module in `rules/` whose docstring is its page and whose one decorated function yields problems."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable, Iterator
from enum import Enum
from functools import cache
from types import FunctionType
from typing import Any

from k8slint.finding import Problem, Severity
from k8slint.record import dataclass

Check = Callable[..., Iterator[Problem]]


class Stage(Enum):
    """What a rule's check is given, and so when it runs."""

    CLUSTER = "cluster"
    """The Cluster, like nearly every rule."""
    REVIEW = "review"
    """The Review of what the other rules found, after the suppressions were applied."""


@dataclass(frozen=True)
class Rule:
    """`level` is None for a rule that runs only when it is selected; `severity` is what its problems then have.

    The check takes what its stage says; its keyword-only arguments are the rule's parameters, settable in the
    configuration.
    """

    name: str
    severity: Severity
    enabled: bool
    check: Check
    stage: Stage = Stage.CLUSTER

    @property
    def documentation(self) -> str:
        """Its page: the docstring of its module."""
        return inspect.cleandoc(sys.modules[self.check.__module__].__doc__ or "")

    @property
    def summary(self) -> str:
        """The first line of its page."""
        return self.documentation.partition("\n")[0]

    @property
    def parameters(self) -> dict[str, Any]:
        """Names and default values of its parameters."""
        found = inspect.signature(self.check).parameters.values()
        return {p.name: p.default for p in found if p.kind is inspect.Parameter.KEYWORD_ONLY}

    def problems(self, subject: Any, parameters: dict[str, Any]) -> list[Problem]:
        """What it finds in a subject of its stage."""
        return list(self.check(subject, **parameters))


def rule(severity: Severity, *, enabled: bool = True, stage: Stage = Stage.CLUSTER) -> Callable[[Check], Check]:
    """Makes a function the rule of its module; the rule's name is the function's in kebab case.

    `enabled=False` is for rules that run only when the user selects them.
    """

    def decorate(check: Check) -> Check:
        name = check.__name__.replace("_", "-")
        check.__dict__["rule"] = Rule(name, severity, enabled, check, stage)
        return check

    return decorate


@cache
def load_rules() -> tuple[Rule, ...]:
    """Every rule in `k8slint.rules`, by name, looked for once. A rule is found because its file exists.

    Raises:
        ImportError: a rule module that does not import, or does not hold one rule.
    """
    package = importlib.import_module("k8slint.rules")
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__) if not module.name.startswith("_"))
    return tuple(_rule_of(importlib.import_module(f"k8slint.rules.{name}")) for name in names)


def _rule_of(module: Any) -> Rule:
    found = [
        v.__dict__["rule"]
        for v in vars(module).values()
        if isinstance(v, FunctionType) and "rule" in v.__dict__ and v.__module__ == module.__name__
    ]
    if len(found) != 1:
        raise ImportError(f"{module.__name__} holds {len(found)} rules, not one")
    result: Rule = found[0]
    return result
