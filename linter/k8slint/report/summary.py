"""The counts that every report ends with."""

from __future__ import annotations

from collections import Counter

from k8slint.engine import Result
from k8slint.finding import Severity
from k8slint.model.meta import Meta
from k8slint.parse.cluster import PARSERS
from k8slint.record import dataclass


@dataclass(frozen=True)
class Summary:
    """(contract: `summary`)"""

    files: int
    documents: int
    objects: int
    kinds: dict[str, int]
    ignored_kinds: dict[str, int]
    levels: dict[str, int]
    suppressed: int
    baselined: int


def summarize(result: Result) -> Summary:
    """Counts files, documents and objects, and tells the kinds that were understood from those that were not."""
    reading, metas = result.cluster.reading, result.cluster.metas
    known = Counter(meta.kind for meta in metas if _known(meta))
    ignored = Counter(meta.kind for meta in metas if not _known(meta)) + reading.skipped_kinds
    levels = Counter(finding.severity for finding in result.findings)
    return Summary(
        files=len(reading.sources),
        documents=reading.document_count,
        objects=len(metas) + reading.skipped_kinds.total(),
        kinds=dict(sorted(known.items())),
        ignored_kinds=dict(sorted(ignored.items())),
        levels={str(severity): levels[severity] for severity in sorted(Severity, reverse=True)},
        suppressed=result.suppressed,
        baselined=result.baselined,
    )


def closing(summary: Summary) -> str:
    """The line of counts that reports for people end with."""
    found = ", ".join(count(number, level) for level, number in summary.levels.items() if number)
    checked = f"{count(summary.objects, 'object')} in {count(summary.files, 'file')}"
    out_of_sight = {"suppressed": summary.suppressed, "in the baseline": summary.baselined}
    hidden = ", ".join(f"{number} {where}" for where, number in out_of_sight.items() if number)
    return f"{checked}: {found or 'nothing found'}" + (f" ({hidden})" if hidden else "")


def count(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun."""
    return f"{number} {noun}" if number == 1 or noun == "info" else f"{number} {plural or f'{noun}s'}"


def _known(meta: Meta) -> bool:
    return (meta.group, meta.kind) in PARSERS
