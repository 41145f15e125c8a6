"""When checks run: once nothing changes any more, one at a time, and again for what has changed meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

QUIET = 0.25
"""Seconds without a change before a check: one for a word, not one for each letter."""


class Rounds:
    """Runs a check after changes; `complain` is told of what goes wrong with it."""

    def __init__(self, check: Callable[[], Awaitable[None]], complain: Callable[[BaseException], None]) -> None:
        self._check = check
        self._complain = complain
        self._changes = 0
        self._task: asyncio.Task[None] | None = None
        self._others: set[asyncio.Task[None]] = set()

    def stir(self) -> None:
        """Something has changed."""
        self._changes += 1
        if self._task is None or self._task.done():
            self._task = self._start(self._check_when_quiet())

    def meanwhile(self, work: Coroutine[Any, Any, None]) -> None:
        """Starts something that no check waits for."""
        task = self._start(work)
        self._others.add(task)
        task.add_done_callback(self._others.discard)

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        task.add_done_callback(self._ended)
        return task

    async def _check_when_quiet(self) -> None:
        checked = 0
        while checked != self._changes:
            while checked != self._changes:
                checked = self._changes
                await asyncio.sleep(QUIET)
            await self._check()

    def _ended(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()):
            self._complain(error)
