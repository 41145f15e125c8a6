"""The lines of a file as they may be shown: without the values of Secrets.

Reports quote the line of a finding, and a Secret that is not even valid YAML has findings like any other. So this looks
at lines, not at values: what stands under `data` or `stringData`, in a document that says that it is a Secret.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from k8slint.inputs.split import parts
from k8slint.pattern import regex

SECRET = regex(r"kind[\"']?[ \t]*:[ \t]*[\"']?Secret(?:List)?(?![A-Za-z])")
_DATA = regex(r"(?<![A-Za-z0-9_.-])(?:data|stringData)[\"']?[ \t]*:")
_NEXT_FIELD = regex(r"(?:- +)?[\"']?(?:apiVersion|kind|metadata|type|immutable|items|status)[\"']?[ \t]*:|[}\]]|---")
_KEY = regex(r"[ \t]*(?:- +)?[^\s:#{}\[\],\"']+:(?=[ \t])|[ \t]*#|[ \t]*[\"'][\w.-]+[\"'][ \t]*:(?=[ \t{])")


def shown_lines(text: str) -> Iterator[str]:
    """The lines of a text; of a Secret's values, as many asterisks as they have characters."""
    for part in parts(text) if "Secret" in text else ():
        if SECRET.search(part.text):
            yield from _veiled(text)
            return
    yield from text.split("\n")


def _veiled(text: str) -> Iterator[str]:
    """Keys are shown where they stand in line with the first one; what looks like a key elsewhere may be a value."""
    inside = keys = None
    for line, secret in zip(text.split("\n"), _secret_lines(text), strict=True):
        indent = len(line) - len(line.lstrip())
        if inside is not None and (not secret or (indent <= inside and _NEXT_FIELD.match(line.lstrip()))):
            inside = None
        if inside is not None:
            keys = indent if keys is None and line.strip() else keys
            key = _KEY.match(line) if indent == keys else None
            yield _hidden(line, key.end() if key else 0)
        elif secret and (data := _DATA.search(line)):
            inside, keys = indent, None
            yield _hidden(line, data.end())
        else:
            yield line


def _secret_lines(text: str) -> Iterator[bool]:
    """For each line, whether its document is a Secret, or a list with one."""
    found = list(parts(text))
    for number, part in enumerate(found):
        end = found[number + 1].offset if number + 1 < len(found) else len(text)
        is_last = number + 1 == len(found)
        count = text.count("\n", part.offset, end) + is_last
        yield from [SECRET.search(part.text) is not None] * count


def _hidden(line: str, start: int) -> str:
    return line[:start] + re.sub(r"\S", "*", line[start:])
