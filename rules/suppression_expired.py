"""An entry of the configuration ignored findings until a day that has passed.

Why: somebody meant to mend by then what it ignores. From the day after, its findings are reported again.
Fix: mend the cause and remove the entry, or agree on a new day.
Silent: entries without `expires`, and the day itself, on which an entry still holds.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Severity
from k8slint.rule import Stage, rule
from k8slint.suppress.review import Review


@rule(Severity.WARNING, stage=Stage.REVIEW)
def suppression_expired(review: Review) -> Iterator[Problem]:
    for suppression in review.expired:
        number = review.covered[suppression]
        again = f"{number} finding{'s' if number > 1 else ''} reported again" if number else "it ignored nothing"
        day = f"{suppression.expires:%Y-%m-%d}"
        yield Problem(suppression.expires_at or suppression.at, f"{suppression.rule}: expired on {day}; {again}")
