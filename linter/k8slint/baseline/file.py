"""`.k8slint-baseline.json`: one finding a line, sorted, so that it is small in a review and merges well."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from typing import Any

from k8slint.baseline.entry import Entry
from k8slint.baseline.known import Known
from k8slint.inputs.fault import Fault
from k8slint.inputs.file import read_file

VERSION = 2
_READ = (1, 2)
_KEYS = ("rule", "object", "path", "message", "fingerprint")


class BadBaseline(Exception):
    """A baseline that cannot be read, or is of another version (exit status 2)."""


def read_baseline(name: str) -> Known:
    """The baseline in a file.

    Raises:
        BadBaseline: it cannot be read, is no baseline, or is one of another version.
    """
    source = read_file(name)
    if isinstance(source, Fault):
        raise BadBaseline(f"{name} {source.message}")
    try:
        value = json.loads(source.text)
    except (ValueError, RecursionError) as error:
        reason = f": {error}" if isinstance(error, json.JSONDecodeError) else ""
        raise BadBaseline(f"{name} is not valid JSON{reason}") from None
    return Known(os.path.dirname(name) or ".", tuple(_entries(name, value)))


def _entries(name: str, value: Any) -> Iterable[Entry]:
    if not isinstance(value, dict) or not isinstance(value.get("findings"), list) or "version" not in value:
        raise BadBaseline(f"{name} is no baseline: it has no version and findings")
    if value["version"] not in _READ:
        known = " and ".join(map(str, _READ))
        raise BadBaseline(f"{name} has version {value['version']}; this k8slint reads versions {known}")
    for number, item in enumerate(value["findings"], start=1):
        fields = [item.get(key) for key in _KEYS] if isinstance(item, dict) else []
        texts = [text for text in fields if isinstance(text, str)]
        if len(texts) < len(_KEYS):
            raise BadBaseline(f"{name}: finding {number} lacks one of {', '.join(_KEYS)}")
        rule, subject, path, message, fingerprint = texts
        file, word, builds = item.get("file", ""), item.get("word", ""), item.get("builds", [])
        if not _are_texts([file, word]) or not _are_texts(builds):
            raise BadBaseline(f"{name}: finding {number} has a file, a word or builds that are no text")
        yield Entry(subject, rule, path, message, fingerprint, file, tuple(builds), word)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def baseline_text(entries: Iterable[Entry]) -> str:
    """The file's text. The same findings give the same bytes."""
    lines = ",\n".join(f"    {_line(entry)}" for entry in sorted(entries))
    listed = f"[\n{lines}\n  ]" if lines else "[]"
    return f'{{\n  "version": {VERSION},\n  "findings": {listed}\n}}\n'


def _line(entry: Entry) -> str:
    values = (entry.rule, entry.subject, entry.path, entry.message, entry.fingerprint)
    places = {"file": entry.file, "word": entry.word, "builds": entry.builds}
    return json.dumps(dict(zip(_KEYS, values, strict=True)) | {key: value for key, value in places.items() if value})
