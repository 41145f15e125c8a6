"""A comment, an annotation or an entry of the configuration ignores a finding that there is not.

Why: it is left over, stands in the wrong place or names the wrong rule; left alone, it may hide the next defect.
Fix: remove it, or move it to the line or object that the finding names.
Silent: rules that did not run, so that nobody knows what they would find. An entry of the configuration whose objects
and files are not in the input is worth a note only, unless all of the configuration's folder was checked.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Edit, Fix, Problem, Severity, Verdict
from k8slint.inputs.at import Location
from k8slint.near import nearest
from k8slint.rule import Stage, rule
from k8slint.suppress.review import Review
from k8slint.suppress.suppression import Matching, Suppression


@rule(Severity.WARNING, stage=Stage.REVIEW)
def suppression_unused(review: Review) -> Iterator[Problem]:
    for words in review.misspelt:
        yield Problem(words.at, words.message, object=words.object)
    for suppression in review.unknown:
        yield _unknown(suppression, review)
    for suppression in review.unused:
        if not suppression.has_expired(review.today):
            yield _unused(suppression)


def _unknown(suppression: Suppression, review: Review) -> Problem:
    meant, at = nearest(suppression.rule, review.rules), suppression.at
    hint = f"; did you mean {meant}?" if meant else ""
    edits = (Edit(at, meant),) if meant and isinstance(at, Location) else ()
    fix = Fix(f"ignore {meant}", edits, safe=False) if edits else None
    return Problem(at, f"no rule is named {suppression.rule}{hint}", fix=fix, object=suppression.object)


def _unused(suppression: Suppression) -> Problem:
    scope = suppression.scope
    if isinstance(scope, Matching) and not scope.met and not scope.whole:
        message = f"ignores nothing: the input has no {scope.patterns}"
        return Problem(suppression.at, message, Severity.INFO, Verdict.ASSUMED)
    message = f"ignores nothing: {suppression.rule} finds nothing {scope}"
    return Problem(suppression.at, message, object=suppression.object)
