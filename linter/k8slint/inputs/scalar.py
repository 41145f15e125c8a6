"""What a plain scalar means to Kubernetes, which reads YAML 1.1 with the rules of go-yaml v2.

Source: sigs.k8s.io/yaml (its resolver and its conversion to JSON), checked against `kubectl`; the table is in
tests/data/scalars.json. Timestamps, base-60 numbers and a plain `=`, which PyYAML resolves, stay strings there.
Infinities and NaN, which kubectl refuses because JSON has none, are read as strings here.
"""

from __future__ import annotations

import json
import math
import struct

from k8slint.pattern import regex

Scalar = str | int | float | bool | None

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"), False),
}
_NUMERIC_START = frozenset("0123456789+-.")
_INTEGER = regex(r"([-+]?)(?:0[bB]([01]+)|0[xX]([0-9a-fA-F]+)|0[oO]?([0-7]+)|([1-9][0-9]*|0))")
_BASES = (2, 16, 8, 10)
_FLOAT = regex(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_UNDERSCORE_BESIDE_POINT = regex(r"\._|_[eE]|[eE][-+]?_|_\Z")
_LONGEST_NUMBER = 400
_PLAIN = regex(r"[A-Za-z0-9][A-Za-z0-9._/-]*")


def resolve(text: str) -> Scalar:
    """The value of a plain (unquoted, untagged) scalar."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMERIC_START or len(text) > _LONGEST_NUMBER:
        return text
    if text[0] == "." and _UNDERSCORE_BESIDE_POINT.search(text):
        return text
    digits = text.replace("_", "")
    value = _integer(digits)
    if value is None and _FLOAT.fullmatch(digits):
        value = float(digits)
    return text if value is None or value in (float("inf"), float("-inf")) else value


def _integer(digits: str) -> int | float | None:
    """An integer of 64 bits; a longer one is a float if it looks like one."""
    found = _INTEGER.fullmatch(digits)
    if not found:
        return None
    sign, *groups = found.groups()
    magnitude = next(int(group, base) for group, base in zip(groups, _BASES, strict=True) if group)
    value = -magnitude if sign == "-" else magnitude
    return value if -(2**63) <= value < (2**63 if sign else 2**64) else None


def key_text(text: str) -> str:
    """A plain scalar as a mapping key, which is a string in JSON: `0x10:` is "16", and `on:` is "true"."""
    value = resolve(text)
    if value is None or value is True or value is False:
        return {True: "true", False: "false", None: "null"}[value]
    return text if isinstance(value, str) else _float_text(value) if isinstance(value, float) else str(value)


def _float_text(value: float) -> str:
    """As Go's FormatFloat(value, 'g', -1, 32) writes it: the fewest digits that tell single-precision floats apart."""
    single = _single(value)
    if math.isinf(single):
        return ".inf" if value > 0 else "-.inf"
    shortest = next(text for n in range(17) if _single(float(text := f"{single:.{n}e}")) == single)
    digits, _, exponent = shortest.partition("e")
    if -4 <= int(exponent) < 6:
        decimals = len(digits.partition(".")[2]) - int(exponent)
        return f"{float(shortest):.{max(decimals, 0)}f}"
    return shortest


def _single(value: float) -> float:
    """Rounded to single precision."""
    try:
        result: float = struct.unpack("f", struct.pack("f", value))[0]
    except OverflowError:
        return math.copysign(math.inf, value)
    return result


def written(text: str) -> str:
    """The string as YAML text for an edit: plain where that reads back as the same string, else quoted."""
    return text if _PLAIN.fullmatch(text) and resolve(text) == text else json.dumps(text)
