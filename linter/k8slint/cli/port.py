"""`--port 5432/TCP`"""

from __future__ import annotations

import click

from k8slint.model.port import MAX_PORT, Protocol


class Port(click.ParamType[tuple[int, Protocol]]):
    """A number with a protocol; TCP where none is given."""

    name = "PORT[/PROTOCOL]"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, Protocol]:
        if isinstance(value, tuple):
            return value
        number, _, protocol = str(value).partition("/")
        if not number.isdecimal() or not 1 <= int(number) <= MAX_PORT:
            self.fail(f"{number} is not a port from 1 to {MAX_PORT}", param, ctx)
        if (protocol.upper() or "TCP") not in list(Protocol):
            self.fail(f"{protocol} is not TCP, UDP or SCTP", param, ctx)
        return int(number), Protocol(protocol.upper() or "TCP")
