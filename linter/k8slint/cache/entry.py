"""One run as it is kept: its exit status and what it printed."""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """What a run said."""

    status: int
    output: bytes
    errors: bytes

    @property
    def data(self) -> bytes:
        """The bytes that are kept."""
        return b"%d %d\n" % (self.status, len(self.output)) + self.output + self.errors

    @classmethod
    def of(cls, data: bytes) -> Entry:
        """The run of which bytes were kept."""
        facts, _, text = data.partition(b"\n")
        status, length = map(int, facts.split(b" "))
        return cls(status, text[:length], text[length:])
