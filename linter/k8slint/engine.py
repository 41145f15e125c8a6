"""check(): what to read, what it means, what is wrong with it."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from k8slint.config import Config, RuleSetting
from k8slint.finding import Finding, ObjectRef, Problem, Severity
from k8slint.inputs.at import At
from k8slint.inputs.read import read
from k8slint.inputs.reading import Reading
from k8slint.model.cluster import Cluster
from k8slint.parse.cluster import parse_cluster
from k8slint.rule import Rule, load_rules


@dataclass(frozen=True)
class Crash:
    """A defect of ours: the rule that raised, and the traceback."""

    rule: str
    trace: str


@dataclass(frozen=True)
class Result:
    """What `check` found, and what it looked at."""

    cluster: Cluster
    findings: tuple[Finding, ...]
    crashes: tuple[Crash, ...] = ()
    suppressed: int = 0
    baselined: int = 0


def check(paths: Iterable[str], config: Config | None = None) -> Result:
    """Reads paths (files, folders, globs, `-`) and runs every rule that the configuration selects.

    Raises:
        NoSuchPath: a path that names nothing.
    """
    config = config or Config()
    return check_reading(read(paths, config.paths), config)


def check_reading(reading: Reading, config: Config) -> Result:
    """Runs the rules on what was read."""
    return check_cluster(parse_cluster(reading, config))


def check_cluster(cluster: Cluster) -> Result:
    """Runs the rules on a model."""
    findings: list[Finding] = []
    crashes: list[Crash] = []
    for rule in selected_rules(cluster.config):
        try:
            findings += _findings(rule, cluster)
        except Exception:  # a rule that crashes is reported, and the run goes on and ends in status 3
            crashes.append(Crash(rule.name, traceback.format_exc()))
    return Result(cluster, tuple(_numbered(sorted(findings, key=lambda f: f.order))), tuple(crashes))


def selected_rules(config: Config) -> list[Rule]:
    """The rules that run: `select` and `ignore`, then the configuration's switches, then the defaults."""
    return [rule for rule in load_rules() if _runs(rule, config)]


def _runs(rule: Rule, config: Config) -> bool:
    if rule.name in config.ignore:
        return False
    if config.select:
        return rule.name in config.select
    enabled = config.rules.get(rule.name, RuleSetting()).enabled
    return rule.enabled if enabled is None else enabled


def _findings(rule: Rule, cluster: Cluster) -> list[Finding]:
    setting = cluster.config.rules.get(rule.name, RuleSetting())
    problems = rule.problems(cluster, dict(setting.parameters))
    return [_signed(rule, setting, problem, cluster) for problem in problems if not _context(problem)]


def _context(problem: Problem) -> bool:
    return isinstance(problem.at, At) and problem.at.document.context


def _signed(rule: Rule, setting: RuleSetting, problem: Problem, cluster: Cluster) -> Finding:
    level = Severity.named(setting.level) if setting.level else problem.severity or rule.severity
    at = problem.at
    return Finding(
        problem,
        rule.name,
        level,
        problem.object or _object(at, cluster),
        at.location if isinstance(at, At) else at,
    )


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
