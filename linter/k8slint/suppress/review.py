"""What became of the findings: which are hidden, and which suppressions did nothing for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from k8slint.finding import Finding, ObjectRef
from k8slint.inputs.document import Document
from k8slint.model.cluster import Cluster
from k8slint.record import dataclass
from k8slint.suppress.collect import collect
from k8slint.suppress.places import Places
from k8slint.suppress.suppression import Matching, Misspelt, OnLine, OnObject, Suppression


@dataclass(frozen=True)
class Review:
    """`findings` are those that stay, `hidden` those that are ignored; `covered` counts what each suppression covers,
    an expired one too.

    `rules` are the names of all rules, `ran` of those that ran to their end: of the others nobody can say whether
    they would have found anything.
    """

    findings: tuple[Finding, ...]
    hidden: tuple[Finding, ...]
    suppressions: tuple[Suppression, ...]
    misspelt: tuple[Misspelt, ...]
    covered: Counter[Suppression]
    rules: frozenset[str]
    ran: frozenset[str]
    today: date | None

    @property
    def expired(self) -> Iterator[Suppression]:
        """The suppressions that no longer hold."""
        return (s for s in self.suppressions if s.has_expired(self.today))

    @property
    def unknown(self) -> Iterator[Suppression]:
        """The suppressions of rules that do not exist."""
        return (s for s in self.suppressions if not any(s.names(rule) for rule in self.rules))

    @property
    def unused(self) -> Iterator[Suppression]:
        """The suppressions that hide nothing although all rules that they name ran."""
        for suppression in self.suppressions:
            named = {rule for rule in self.rules if suppression.names(rule)}
            if named and named <= self.ran and not self.covered[suppression]:
                yield suppression


def review(
    cluster: Cluster, findings: Iterable[Finding], rules: frozenset[str], ran: frozenset[str], today: date | None
) -> Review:
    """Parts the findings into those that stay and those that are ignored."""
    places = Places(cluster.documents)
    found = list(collect(cluster, places))
    suppressions = tuple(s for s in found if isinstance(s, Suppression))
    misspelt = tuple(m for m in found if isinstance(m, Misspelt))
    index, covered = _Index(suppressions, places), Counter[Suppression]()
    stay: list[Finding] = []
    hidden: list[Finding] = []
    for finding in findings:
        covering = index.covering(finding)
        covered.update(covering)
        (stay if all(s.has_expired(today) for s in covering) else hidden).append(finding)
    return Review(tuple(stay), tuple(hidden), suppressions, misspelt, covered, rules, ran, today)


class _Index:
    """The suppressions by place and rule, so that a finding meets only those that cover it.

    Of several for one rule in one place the first one counts; the others hide nothing.
    """

    def __init__(self, suppressions: Iterable[Suppression], places: Places) -> None:
        self.places = places
        self.by_place: dict[tuple[OnLine | Document | ObjectRef, str], Suppression] = {}
        self.patterns: list[tuple[Matching, Suppression]] = []
        for suppression in suppressions:
            match suppression.scope:
                case OnLine() as line:
                    self.by_place.setdefault((line, suppression.rule), suppression)
                case OnObject(document, ref):
                    self.by_place.setdefault((document, suppression.rule), suppression)
                    self.by_place.setdefault((ref, suppression.rule), suppression)
                case Matching() as matching:
                    self.patterns.append((matching, suppression))

    def covering(self, finding: Finding) -> set[Suppression]:
        """Those whose rule, and place or object, are the finding's."""
        document, location = self.places.of(finding.problem.at), finding.location
        places = (OnLine(location.file, location.line), document, finding.problem.object)
        found = {self.by_place.get((place, finding.rule)) for place in places if place is not None}
        found.update(s for matching, s in self.patterns if s.names(finding.rule) and matching.covers(finding))
        return {suppression for suppression in found if suppression is not None}
