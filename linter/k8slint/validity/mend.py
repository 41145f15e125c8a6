"""The edit that mends a value, where the value itself says what is meant."""

from __future__ import annotations

import re

from k8slint.finding import Edit, Fix
from k8slint.inputs.at import At
from k8slint.inputs.scalar import written
from k8slint.near import meant
from k8slint.pattern import regex
from k8slint.validity.error import Error
from k8slint.validity.form import FORMS, is_ingress_host, is_ip
from k8slint.validity.message import is_quoted, stands_under_name

_HOST_PATTERN = r"^(\*\.)?"
_URL = regex(r"(?:https?://)?([^:/]+)(?::[0-9]{1,5})?/?")


def fix(error: Error, at: At) -> Fix | None:
    """Quotes to drop or to add, or the word of an enumeration that a slip means."""
    if error.on_key:
        return None
    if is_quoted(error):
        plain = str(int(error.value)) if error.value.isdecimal() else error.value
        return Fix.replace(at, plain, "write it without quotes")
    if error.keyword == "enum" and isinstance(error.value, str):
        word = meant(error.value, [text for text in error.bound if isinstance(text, str)])
        return Fix.replace(at, word, f"write {word}") if word else None
    if error.keyword == "type" and error.bound == "string" and isinstance(error.value, bool | int | float):
        if stands_under_name(error):
            return Fix("rename it to number", (Edit(at.key.location, "number"),))
        text = _written(at)
        return Fix.replace(at, f'"{text}"', "quote it") if text else None
    if isinstance(error.value, str) and (word := _recased(error, error.value) or _trimmed(error, error.value)):
        return Fix.replace(at, written(word), f"write {word}")
    return None


def _trimmed(error: Error, text: str) -> str | None:
    """A path with the slash that it lacks; a host without the scheme and port of a URL."""
    if error.keyword == "pattern" and text and "://" not in text and re.search(error.bound, f"/{text}"):
        return f"/{text}"
    is_host = str(error.bound).startswith(_HOST_PATTERN) or error.bound == "ingress-host"
    url = _URL.fullmatch(text) if is_host else None
    return url[1] if url and url[1] != text and not is_ip(url[1]) and is_ingress_host(url[1]) else None


def _recased(error: Error, text: str) -> str | None:
    """The text in the letters that its form wants: `HTTP` as `http`, `none` as `None`."""
    if error.keyword == "pattern":
        return next((word for word in (text.lower(),) if word != text and re.search(error.bound, word)), None)
    fits = FORMS.get(error.bound) if error.keyword == "format" else None
    cases = (text.lower(), text.capitalize())
    return next((word for word in cases if fits and word != text and fits(word)), None)


def _written(at: At) -> str | None:
    """The text of a plain scalar that stands on one line."""
    place = at.location
    if place.line != place.end_line:
        return None
    text = at.origin.document.source.lines[place.line - 1][place.column - 1 : place.end_column - 1]
    return text if text and text.replace(".", "").replace("-", "").replace("_", "").isalnum() else None
