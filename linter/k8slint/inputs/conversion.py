"""The one part of a CustomResourceDefinition that is about the network: the webhook that converts its objects."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.inputs.at import At
from k8slint.inputs.document import Document

_IDENTITY = ("apiVersion", "kind", "metadata")


def has_conversion_webhook(document: Document) -> bool:
    """Whether a CustomResourceDefinition names one. (API reference: CustomResourceConversion)"""
    return bool((At(document) / "spec" / "conversion" / "strategy").value == "Webhook")


def conversion_only(text: str) -> str | None:
    """The text of a CustomResourceDefinition with its identity and conversion only, all else blank, so that everything
    stays at its place; None where it has no conversion webhook.

    The schema, which is nearly all of it, is never parsed.
    """
    if "conversion:" not in text or "lientConfig:" not in text:
        return None
    return "".join(line if kept else _blank(line) for line, kept in _lines(text))


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it is kept. A child of `spec` is told by the indentation of the first one."""
    top, indent, inside = "", None, False
    for line in text.splitlines(keepends=True):
        width = len(line) - len(line.lstrip(" "))
        word = line.strip().partition(":")[0]
        if not word or word.startswith("#"):
            yield line, False
        elif width == 0:
            top, indent, inside = word, None, False
            yield line, top == "spec" or top in _IDENTITY
        elif top == "spec":
            indent = width if indent is None else indent
            inside = word == "conversion" if width <= indent else inside
            yield line, inside
        else:
            yield line, top in _IDENTITY


def _blank(line: str) -> str:
    words = line.rstrip("\r\n")
    return " " * len(words) + line[len(words) :]
