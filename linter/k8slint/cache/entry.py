"""One run as it is kept: its exit status and what it printed, behind a line that says whether all of that is there."""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple

_MAGIC = b"k8slint-cache-1"


class Entry(NamedTuple):
    """What a run said."""

    status: int
    output: bytes
    errors: bytes

    def data(self, key: str) -> bytes:
        """The bytes of a file."""
        body = b"%s %d %d\n" % (key.encode(), self.status, len(self.output)) + self.output + self.errors
        return b"%s %s\n" % (_MAGIC, sha256(body).hexdigest().encode()) + body

    @classmethod
    def of(cls, key: str, data: bytes) -> Entry | None:
        """What the bytes of a file say about a key; None where they are of another version, or not all there."""
        head, _, body = data.partition(b"\n")
        if head != b"%s %s" % (_MAGIC, sha256(body).hexdigest().encode()):
            return None
        facts, _, text = body.partition(b"\n")
        name, status, length = facts.split(b" ")
        return cls(int(status), text[: int(length)], text[int(length) :]) if name == key.encode() else None
