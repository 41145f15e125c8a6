"""Exit statuses, the same for every command and format. (contract: exit status)"""

from __future__ import annotations

from enum import IntEnum

from k8slint.engine import Result
from k8slint.finding import Severity


class Status(IntEnum):
    """What the process says to CI."""

    CLEAN = 0
    FOUND = 1
    FAILED = 2
    INTERNAL = 3


def status_of(result: Result, fail_on: Severity | None) -> Status:
    """The worst that applies: an internal error, unreadable input, a finding at or above `fail_on` (None: never)."""
    if result.crashes:
        return Status.INTERNAL
    reading = result.cluster.reading
    if reading.fatal or not (result.cluster.metas or reading.skipped_kinds):
        return Status.FAILED
    if fail_on is not None and any(finding.severity >= fail_on for finding in result.findings):
        return Status.FOUND
    return Status.CLEAN
