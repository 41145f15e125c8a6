"""Work that takes long, beside the conversation with the editor."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


async def beside(work: Callable[[], T]) -> T:
    """What work comes to, in a thread that no exit waits for: a build may take a minute."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[T] = loop.create_future()

    def run() -> None:
        try:
            value = work()
        except BaseException as error:
            _tell(loop, answer, _failed, error)
        else:
            _tell(loop, answer, _done, value)

    Thread(target=run, daemon=True).start()
    return await answer


def _tell(loop: asyncio.AbstractEventLoop, answer: object, tell: Callable[..., None], value: object) -> None:
    with contextlib.suppress(RuntimeError):  # the editor has gone meanwhile
        loop.call_soon_threadsafe(tell, answer, value)


def _done(answer: asyncio.Future[T], value: T) -> None:
    if not answer.done():
        answer.set_result(value)


def _failed(answer: asyncio.Future[T], error: BaseException) -> None:
    if not answer.done():
        answer.set_exception(error)
