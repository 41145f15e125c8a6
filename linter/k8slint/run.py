"""Rules run, and what they find signed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from k8slint.config import RuleSetting
from k8slint.finding import Edit, Finding, ObjectRef, Problem, Related, Severity
from k8slint.inputs.at import At
from k8slint.inputs.source import Source
from k8slint.model.cluster import Cluster
from k8slint.quotes import quoted_alike
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
            crashes.append(Crash(rule.name, _trace()))
    return Run(numbered(sorted(findings, key=lambda f: f.order)), tuple(crashes), frozenset(done))


def _trace() -> str:
    import traceback  # only a defect pays for it

    return traceback.format_exc()


def _findings(rule: Rule, subject: Any, cluster: Cluster) -> list[Finding]:
    setting = cluster.config.rules.get(rule.name, RuleSetting())
    problems = rule.problems(subject, dict(setting.parameters))
    return [_signed(rule, setting, problem, cluster) for problem in problems if _is_reviewed(problem, cluster)]


def _is_reviewed(problem: Problem, cluster: Cluster) -> bool:
    document = problem.at.document if isinstance(problem.at, At) else None
    return document is None or not (document.context or document in cluster.owned)


def _signed(rule: Rule, setting: RuleSetting, problem: Problem, cluster: Cluster) -> Finding:
    level = Severity.named(setting.level) if setting.level else problem.severity or rule.severity
    at = problem.at
    return Finding(
        _traced(quoted_alike(problem, cluster.once(_sources)), cluster),
        rule.name,
        level,
        problem.object or _object(at, cluster),
        at.location if isinstance(at, At) else at,
        subject=_subject(problem, cluster),
        builds=(at.document.source.name,) if isinstance(at, At) and at.document.origin else (),
    )


def _traced(problem: Problem, cluster: Cluster) -> Problem:
    """In a rendered object, an edit holds only where the value is written as it is; a doubt about the place is said."""
    at, edits = problem.at, problem.fix.edits if problem.fix else ()
    if not isinstance(at, At) or at.document.origin is None:
        builds = bool(edits and cluster.reading.builds)
        return problem if not builds or _files(edits) <= cluster.once(_plain_files) else problem.without_edits
    trace = at.trace
    doubt = (Related(trace.at, trace.doubt),) if trace.doubt else ()
    told = replace(problem, related=(*problem.related, *doubt))
    is_own = trace.exact and all(edit.location == at.location for edit in edits)
    return told if is_own else told.without_edits


def _sources(cluster: Cluster) -> dict[str, Source]:
    return {source.name: source for source in cluster.reading.sources}


def _files(edits: Iterable[Edit]) -> set[str]:
    return {edit.location.file for edit in edits}


def _plain_files(cluster: Cluster) -> frozenset[str]:
    """The files whose objects stand there as they are, and are not made in a build."""
    return cluster.reading.plain_files


def _object(at: object, cluster: Cluster) -> ObjectRef | None:
    meta = cluster.documents.get(at.document) if isinstance(at, At) else None
    return meta.ref if meta else None


def _subject(problem: Problem, cluster: Cluster) -> ObjectRef | None:
    if problem.object:
        return cluster.once(_written_refs).get(problem.object)
    meta = cluster.documents.get(problem.at.document) if isinstance(problem.at, At) else None
    return meta.written_ref if meta else None


def _written_refs(cluster: Cluster) -> dict[ObjectRef, ObjectRef]:
    return {meta.ref: meta.written_ref for meta in cluster.metas}


def numbered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings that share rule, object and path are told apart by their order."""
    seen: Counter[str] = Counter()
    told = []
    for finding in findings:
        first = replace(finding, occurrence=0) if finding.occurrence else finding
        key = first.fingerprint
        told.append(replace(first, occurrence=seen[key]) if seen[key] else first)
        seen[key] += 1
    return tuple(told)
