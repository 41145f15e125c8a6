"""What rendering tools printed in one run, so that none is asked the same twice."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import field
from typing import TypeVar

from k8slint.record import dataclass

_WORKERS = 4
J = TypeVar("J")
R = TypeVar("R")


@dataclass
class Memory:
    """Answers by what was asked."""

    _known: dict[Hashable, object] = field(default_factory=dict)

    def answers(self, jobs: Sequence[J], key: Callable[[J], Hashable], ask: Callable[[J], R]) -> list[R]:
        """The answer to each job, several at a time where they are new."""
        from concurrent.futures import ThreadPoolExecutor  # takes long to import, and plain manifests need none

        keys = [key(job) for job in jobs]
        new = {each: job for each, job in zip(keys, jobs, strict=True) if each not in self._known}
        with ThreadPoolExecutor(_WORKERS) as pool:
            self._known |= dict(zip(new, pool.map(ask, new.values()), strict=True))
        return [self._known[each] for each in keys]  # type: ignore[misc]
