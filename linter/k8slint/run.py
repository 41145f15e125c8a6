"""Rules run, and what they find signed."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from k8slint.config import RuleSetting
from k8slint.finding import Finding, ObjectRef, Problem, Related, Severity
from k8slint.inputs.at import At
from k8slint.model.cluster import Cluster
from k8slint.record import dataclass
from k8slint.rule import Rule


@dataclass(frozen=True)
class Crash:
    """A defect of ours: the rule that raised, and the traceback."""

    rule: str
    trace: str


@dataclass(frozen=True)
class Run:
    """The findings of some rules in the order of every report, and the names of the rules that ran to their end."""

    findings: tuple[Finding, ...]
    crashes: tuple[Crash, ...]
    rules: frozenset[str]


def run(rules: Iterable[Rule], subject: Any, cluster: Cluster) -> Run:
    """Runs rules of one stage on its subject. A rule that crashes is reported, and the others run all the same."""
    findings: list[Finding] = []
    crashes: list[Crash] = []
    done: set[str] = set()
    for rule in rules:
        try:
            findings += _findings(rule, subject, cluster)
            done.add(rule.name)
        except Exception:
            crashes.append(Crash(rule.name, traceback.format_exc()))
    return Run(tuple(_numbered(sorted(findings, key=lambda f: f.order))), tuple(crashes), frozenset(done))


def _findings(rule: Rule, subject: Any, cluster: Cluster) -> list[Finding]:
    setting = cluster.config.rules.get(rule.name, RuleSetting())
    problems = rule.problems(subject, dict(setting.parameters))
    return [_signed(rule, setting, problem, cluster) for problem in problems if not _context(problem)]


def _context(problem: Problem) -> bool:
    return isinstance(problem.at, At) and problem.at.document.context


def _signed(rule: Rule, setting: RuleSetting, problem: Problem, cluster: Cluster) -> Finding:
    level = Severity.named(setting.level) if setting.level else problem.severity or rule.severity
    at = problem.at
    return Finding(
        _traced(problem),
        rule.name,
        level,
        problem.object or _object(at, cluster),
        at.location if isinstance(at, At) else at,
    )


def _traced(problem: Problem) -> Problem:
    """In a rendered object, an edit holds only where the value is written as it is; a doubt about the place is said."""
    at = problem.at
    if not isinstance(at, At) or at.document.origin is None:
        return problem
    trace = at.trace
    doubt = (Related(trace.at, trace.doubt),) if trace.doubt else ()
    own = trace.exact and problem.fix and all(edit.location == at.location for edit in problem.fix.edits)
    return replace(problem, related=(*problem.related, *doubt), fix=problem.fix if own else None)


def _object(at: object, cluster: Cluster) -> ObjectRef | None:
    meta = cluster.documents.get(at.document) if isinstance(at, At) else None
    return meta.ref if meta else None


def _numbered(findings: list[Finding]) -> list[Finding]:
    """Findings that share rule, object and path are told apart by their order."""
    seen: Counter[str] = Counter()
    numbered = []
    for finding in findings:
        key = finding.fingerprint
        numbered.append(replace(finding, occurrence=seen[key]) if seen[key] else finding)
        seen[key] += 1
    return numbered
