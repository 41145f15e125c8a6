"""`--format junit`: JUnit's XML, as build servers read it.

A suite is a rule that ran and a test case is a finding: GitLab and Jenkins know a case again by its class and name, so
the class is the rule and names hold no line. Errors and warnings fail; infos pass, with their text as output. A rule
without findings is one case that passes, since Jenkins refuses reports without any. There are no times.

Sources: "Unit test reports" in GitLab's documentation; junit-10.xsd of Jenkins's xUnit plugin, which has all of this
but `file`, by which GitLab links a case to its file; XML 1.0, 2.2.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

import click

from k8slint import __version__
from k8slint.engine import Result, selected_rules
from k8slint.finding import Finding, Severity
from k8slint.pattern import regex
from k8slint.report.escape import printable
from k8slint.report.text import Sources, block, sources_of

_FORBIDDEN = regex("[\ufffe\uffff]")
"""The characters that XML has no place for and `printable` leaves."""


def render(result: Result) -> str:
    """The report as one document, in ASCII."""
    root = Element("testsuites", name="k8slint")
    root.extend(_suites(result))
    for attribute in ("tests", "failures", "errors"):
        root.set(attribute, str(sum(int(suite.attrib[attribute]) for suite in root)))
    indent(root)
    document: bytes = tostring(root, "us-ascii", xml_declaration=False)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{document.decode()}\n'


def _suites(result: Result) -> Iterator[Element]:
    """One a rule that ran or spoke, by name."""
    found: dict[str, list[Finding]] = {rule.name: [] for rule in selected_rules(result.cluster.config)}
    for finding in result.findings:
        found.setdefault(finding.rule, []).append(finding)
    crashed, sources = {crash.rule for crash in result.crashes}, sources_of(result)
    hidden = {"suppressed": result.suppressed, "baselined": result.baselined}
    for rule, findings in sorted(found.items()):
        yield _suite(rule, findings, rule in crashed, {"version": __version__, **hidden}, sources)


def _suite(
    rule: str, findings: Sequence[Finding], crashed: bool, properties: dict[str, object], sources: Sources
) -> Element:
    cases = [_case(rule, name, finding, sources) for name, finding in _named(findings)]
    if crashed:
        cases.append(_crashed(rule))
    cases = cases or [Element("testcase", classname=rule, name="nothing found")]
    failures = sum(case.find("failure") is not None for case in cases)
    counts = {"tests": len(cases), "failures": failures, "errors": int(crashed), "skipped": 0}
    suite = Element("testsuite", {"name": rule, **{key: str(count) for key, count in counts.items()}})
    listed = SubElement(suite, "properties")
    for key, value in properties.items():
        SubElement(listed, "property", name=f"k8slint.{key}", value=str(value))
    suite.extend(cases)
    return suite


def _named(findings: Sequence[Finding]) -> Iterator[tuple[str, Finding]]:
    """Each with the name of its case: file, object and message, and a number where those are the same."""
    seen: Counter[str] = Counter()
    for finding in findings:
        parts = (finding.location.file, str(finding.object or ""), finding.message)
        name = ": ".join(_text(part) for part in parts if part)
        seen[name] += 1
        yield (f"{name} ({seen[name]})" if seen[name] > 1 else name), finding


def _case(rule: str, name: str, finding: Finding, sources: Sources) -> Element:
    case = Element("testcase", classname=rule, name=name, file=_text(finding.location.file))
    text = "\n".join(_text(click.unstyle(line)) for line in block(finding, sources))
    if finding.severity is Severity.INFO:
        SubElement(case, "system-out").text = text
    else:
        failure = SubElement(case, "failure", message=_text(finding.message), type=str(finding.severity))
        failure.text = text
    return case


def _crashed(rule: str) -> Element:
    case = Element("testcase", classname=rule, name="internal error")
    SubElement(case, "error", message=f"internal error in rule {rule}", type="internal error")
    return case


def _text(text: str) -> str:
    return _FORBIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", printable(text))
