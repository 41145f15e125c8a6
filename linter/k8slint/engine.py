"""check(): what to read, what it means, what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from k8slint.config import Config, RuleSetting
from k8slint.finding import Finding
from k8slint.inputs.at import Location
from k8slint.inputs.context import in_context
from k8slint.inputs.pause import paused_collection
from k8slint.inputs.read import read
from k8slint.inputs.reading import Reading
from k8slint.inputs.render.view import views_of
from k8slint.merge import merged, once
from k8slint.model.cluster import Cluster
from k8slint.parse.cluster import parse_cluster
from k8slint.progress import Progress, told, untold
from k8slint.record import dataclass
from k8slint.rule import Rule, Stage, load_rules
from k8slint.run import Crash, Run, numbered, run
from k8slint.suppress.review import Review, review
from k8slint.validity.as_meant import as_meant


@dataclass(frozen=True)
class Result:
    """What `check` found, and what it looked at; `networks` are the parts by name where the input is several."""

    cluster: Cluster
    findings: tuple[Finding, ...]
    crashes: tuple[Crash, ...] = ()
    suppressed: int = 0
    baselined: int = 0
    networks: tuple[tuple[str, Result], ...] = ()


def check(paths: Iterable[str], config: Config | None = None) -> Result:
    """Reads paths (files, folders, globs, `-`) and runs every rule that the configuration selects.

    Raises:
        NoSuchPath: a path that names nothing.
    """
    config = config or Config()
    return check_reading(in_context(read(paths, config.paths, config.rendering), config.context), config)


def check_reading(reading: Reading, config: Config, progress: Progress = untold) -> Result:
    """Runs the rules on what was read, on each network by itself where it describes several."""
    progress("building the model", 0, 1)
    views = views_of(reading)
    checked = [(view, _checked(_as_meant_in(view.reading, config), progress)) for view in views]
    if len(checked) == 1:
        return _told_once(checked[0][1].result)
    findings = merged(views, [(view, each.result.findings) for view, each in checked])
    reviews = {rule.name for rule in load_rules() if rule.stage is Stage.REVIEW}
    told_by_all = _told_by_all([each.result for _, each in checked], reviews)
    said = [f for f in findings if f.rule not in reviews or (f.rule, f.location) in told_by_all]
    return Result(
        parse_cluster(reading, config),
        numbered(sorted(said, key=lambda finding: finding.order)),
        tuple(dict.fromkeys(crash for _, each in checked for crash in each.result.crashes)),
        len({(f.rule, f.location, f.path) for _, each in checked for f in each.hidden}),
        networks=tuple((view.name, each.result) for view, each in checked),
    )


def _told_by_all(results: list[Result], rules: set[str]) -> set[tuple[str, Location]]:
    """Where all views have a finding of some rules: a suppression is left over only where no view needs it."""
    return set.intersection(*({(f.rule, f.location) for f in each.findings if f.rule in rules} for each in results))


def _told_once(result: Result) -> Result:
    builds = result.cluster.reading.builds
    if len(builds) < 2:
        return result
    return replace(result, findings=numbered(sorted(once(result.findings, builds), key=lambda each: each.order)))


def check_cluster(cluster: Cluster, progress: Progress = untold) -> Result:
    """Runs the rules on a model, hides what is ignored, and runs the rules about that on the outcome."""
    return _checked(cluster, progress).result


@dataclass(frozen=True)
class _Checked:
    """One network's result, and the findings that are ignored there."""

    result: Result
    hidden: tuple[Finding, ...]


def _checked(cluster: Cluster, progress: Progress = untold) -> _Checked:
    selected = selected_rules(cluster.config)
    first = run(told(_needed(selected, cluster.config), "running rules", progress), cluster, cluster)
    outcome = _review(first, cluster)
    second = run((rule for rule in selected if rule.stage is Stage.REVIEW), outcome, cluster)
    names = {rule.name for rule in selected}
    findings = sorted((f for f in (*outcome.findings, *second.findings) if f.rule in names), key=lambda f: f.order)
    hidden = tuple(finding for finding in outcome.hidden if finding.rule in names)
    return _Checked(Result(cluster, tuple(findings), (*first.crashes, *second.crashes), len(hidden)), hidden)


def _as_meant_in(reading: Reading, config: Config) -> Cluster:
    with paused_collection():
        return _as_meant(parse_cluster(reading, config))


def _as_meant(cluster: Cluster) -> Cluster:
    """Read as meant only where the rules that report the slips run, so that no slip goes unreported."""
    if not {"manifest-invalid", "unknown-field"} <= {rule.name for rule in selected_rules(cluster.config)}:
        return cluster
    try:
        return as_meant(cluster)
    except Exception:  # those two rules will meet the same defect, and are named for it in the report
        return cluster


def _needed(selected: list[Rule], config: Config) -> list[Rule]:
    """The selected rules about the cluster; where a rule about suppressions is among them, also those it judges by."""
    if any(rule.stage is Stage.REVIEW for rule in selected) and config.select:
        selected = [*selected, *(r for r in selected_rules(replace(config, select=frozenset())) if r not in selected)]
    return [rule for rule in selected if rule.stage is Stage.CLUSTER]


def _review(done: Run, cluster: Cluster) -> Review:
    names = frozenset(rule.name for rule in load_rules())
    return review(cluster, done.findings, names, done.rules, cluster.config.today)


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
