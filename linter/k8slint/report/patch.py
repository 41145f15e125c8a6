"""The unified diff of two texts, as `patch` and `git apply` take it; Secrets are veiled and escapes are shown."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from k8slint.inputs.source import Source
from k8slint.report.escape import printable

Block = tuple[int, int, int, int]
"""Lines from a first one up to another, before and after."""
_CONTEXT = 3


def patch(before: Source, after: str) -> str:
    """The diff of a file; empty where nothing differs."""
    name, new = printable(before.name), Source(before.name, after)
    hunks = list(_hunks(before, new))
    return f"--- {name}\n+++ {name}\n{''.join(hunks)}" if hunks else ""


def _hunks(before: Source, after: Source) -> Iterator[str]:
    old, new = _shown(before), _shown(after)
    for group in _groups(_blocks(before.text.split("\n"), after.text.split("\n"))):
        first, last = group[0], group[-1]
        lead = min(_CONTEXT, first[0])
        a, b = first[0] - lead, first[2] - lead
        trail = min(_CONTEXT, len(old) - last[1])
        lines = list(_lines(old, new, group, a, last[1] + trail))
        counts = last[1] + trail - a, last[3] + trail - b
        yield f"@@ -{_range(a, counts[0])} +{_range(b, counts[1])} @@\n" + "".join(lines)


def _lines(old: list[str], new: list[str], group: list[Block], start: int, end: int) -> Iterator[str]:
    for a, b, c, d in group:
        yield from (f" {line}" for line in old[start:a])
        yield from (f"-{line}" for line in old[a:b])
        yield from (f"+{line}" for line in new[c:d])
        start = b
    yield from (f" {line}" for line in old[start:end])


def _groups(blocks: Iterator[Block]) -> Iterator[list[Block]]:
    """Blocks whose surroundings touch belong into one hunk."""
    group: list[Block] = []
    for block in blocks:
        if group and block[0] - group[-1][1] > 2 * _CONTEXT:
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _blocks(old: list[str], new: list[str]) -> Iterator[Block]:
    """What differs. Edits seldom add lines, and comparing line by line costs nothing on large files."""
    if len(old) == len(new):
        yield from ((n, n + 1, n, n + 1) for n, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1])
        return
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield a, b, c, d


def _shown(source: Source) -> list[str]:
    """Each line with its end; the last one may lack it."""
    raw = source.text.split("\n")
    lines = [f"{printable(line)}{_end(text)}" for line, text in zip(source.lines, raw, strict=True)]
    if raw[-1]:
        return [*lines[:-1], f"{lines[-1]}\\ No newline at end of file\n"]
    return lines[:-1]


def _end(text: str) -> str:
    return "\r\n" if text.endswith("\r") else "\n"


def _range(start: int, count: int) -> str:
    return f"{start + 1 if count else start},{count}" if count != 1 else str(start + 1)
