"""What rendering tools printed in one run, so that none is asked the same twice."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from k8slint.record import dataclass

if TYPE_CHECKING:
    from k8slint.inputs.render.kept import Asked, KeptBuilds
    from k8slint.inputs.render.tool import Done

_WORKERS = 4
J = TypeVar("J")
R = TypeVar("R")


@dataclass
class Memory:
    """Answers by what was asked, and those of earlier runs where they are `kept`."""

    kept: Callable[[], KeptBuilds] | None = None
    _known: dict[Hashable, object] = field(default_factory=dict)

    def answers(self, jobs: Sequence[J], key: Callable[[J], Hashable], ask: Callable[[J], R]) -> list[R]:
        """The answer to each job, several at a time where they are new."""
        from concurrent.futures import ThreadPoolExecutor  # takes long to import, and plain manifests need none

        keys = [key(job) for job in jobs]
        new = {each: job for each, job in zip(keys, jobs, strict=True) if each not in self._known}
        with ThreadPoolExecutor(_WORKERS) as pool:
            self._known |= dict(zip(new, pool.map(ask, new.values()), strict=True))
        return [self._known[each] for each in keys]  # type: ignore[misc]

    def done(self, asked: Callable[[], Asked | None], run: Callable[[], Done]) -> Done:
        """What a tool prints, or printed in an earlier run."""
        question = asked() if self.kept else None
        return self._builds.done(question, run) if question else run()

    @cached_property
    def _builds(self) -> KeptBuilds:
        assert self.kept
        return self.kept()
