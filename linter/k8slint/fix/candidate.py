"""A finding whose fix may be carried out."""

from __future__ import annotations

from bisect import bisect, insort
from collections.abc import Callable, Iterable, Iterator

from k8slint.finding import Finding, Fix
from k8slint.fix.change import Change
from k8slint.fix.vote import Vote
from k8slint.inputs.at import At
from k8slint.inputs.reading import Reading
from k8slint.record import dataclass

UNSAFE = "it may not be meant, or lets through more"
RENDERED = "no file has it as it is, or another build needs it as it is"


@dataclass(frozen=True, eq=False)
class Candidate:
    """`changes` are what the fix asks of the texts as they are now; `safe` is false where it may not be meant."""

    finding: Finding
    fix: Fix
    changes: tuple[Change, ...]
    safe: bool

    @property
    def key(self) -> tuple[object, ...]:
        """The same finding with the same fix, whatever else has changed."""
        return self.finding.fingerprint, self.fix.description, tuple(change.text for change in self.changes)


@dataclass(frozen=True)
class Held:
    """A finding whose fix is not carried out, and why."""

    finding: Finding
    reason: str


def candidates(
    findings: Iterable[Finding],
    reading: Reading,
    unsafe: bool,
    locked: Callable[[str], str | None],
) -> Iterator[Candidate | Held]:
    """The findings that have a fix, in the order of the report; `locked` tells why a file is not to be changed."""
    sources, vote = {source.name: source for source in reading.sources}, Vote(reading)
    for finding in findings:
        fix = finding.problem.fix
        if fix is None or not fix.edits:
            if fix and _is_rendered(finding):
                yield Held(finding, RENDERED)
            continue
        files = sorted({edit.location.file for edit in fix.edits})
        if missing := [file for file in files if file not in sources]:
            yield Held(finding, f"{missing[0]} is not under review")
        elif reason := next(filter(None, map(locked, files)), None):
            yield Held(finding, reason)
        elif (doubt := vote.against(finding, sources) if fix.safe else UNSAFE) and not unsafe:
            yield Held(finding, f"{doubt}: --unsafe-fixes")
        else:
            changes = tuple(Change.of(edit, sources[edit.location.file]) for edit in fix.edits)
            yield Candidate(finding, fix, changes, safe=doubt is None)


def _is_rendered(finding: Finding) -> bool:
    at = finding.problem.at
    return isinstance(at, At) and at.document.origin is not None


def apart(wanted: Iterable[Candidate]) -> Iterator[Candidate]:
    """Of those that meet each other the first one."""
    taken: dict[str, list[Change]] = {}
    for candidate in wanted:
        if not any(_is_taken(change, taken.get(change.file, [])) for change in candidate.changes):
            for change in set(candidate.changes).difference(*taken.values()):
                insort(taken.setdefault(change.file, []), change)
            yield candidate


def _is_taken(change: Change, taken: list[Change]) -> bool:
    place = bisect(taken, change)
    return any(change.meets(other) for other in taken[max(0, place - 1) : place + 1])
