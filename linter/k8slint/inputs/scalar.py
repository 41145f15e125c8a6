"""What a plain scalar means to Kubernetes, which reads YAML 1.1 with the rules of go-yaml v2.

Source: sigs.k8s.io/yaml, whose resolver decides between string, integer, float, boolean and null. Timestamps and
base-60 integers, which PyYAML resolves, stay strings there.
"""

from __future__ import annotations

import json
import re

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"), False),
}
_NUMERIC_START = frozenset("0123456789+-.")
_INTEGER = re.compile(r"[-+]?(?:0b[01_]+|0x[0-9a-fA-F_]+|0o?[0-7_]+|[1-9][0-9_]*|0)")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_LONGEST_NUMBER = 400
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*")


def resolve(text: str) -> str | int | float | bool | None:
    """The value of a plain (unquoted, untagged) scalar."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMERIC_START or len(text) > _LONGEST_NUMBER:
        return text
    if _INTEGER.fullmatch(text):
        return _integer(text.replace("_", ""), text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _integer(digits: str, text: str) -> int | str:
    unsigned = digits.lstrip("+-")
    octal = len(unsigned) > 1 and unsigned[0] == "0" and unsigned[1:].isdigit()
    try:
        return int(digits, 8) if octal else int(digits, 0)
    except ValueError:
        return text


def written(text: str) -> str:
    """The string as YAML text for an edit: plain where that reads back as the same string, else quoted."""
    return text if _PLAIN.fullmatch(text) and resolve(text) == text else json.dumps(text)
