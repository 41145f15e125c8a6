"""Bytes under a key as a file holds them, behind a line that says whether all of that is there."""

from __future__ import annotations

from hashlib import sha256

_MAGIC = b"k8slint-cache-2"


def sealed(key: str, body: bytes) -> bytes:
    """The bytes of a file."""
    return b"%s %s\n" % (_MAGIC, _digest(key, body)) + body


def opened(key: str, data: bytes) -> bytes | None:
    """What the bytes of a file hold for a key; None where they are of another key or version, or not all there."""
    head, _, body = data.partition(b"\n")
    return body if head == b"%s %s" % (_MAGIC, _digest(key, body)) else None


def _digest(key: str, body: bytes) -> bytes:
    return sha256(key.encode() + b"\n" + body).hexdigest().encode()
