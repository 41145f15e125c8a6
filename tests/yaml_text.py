"""Texts to values and places, for tests."""

from __future__ import annotations

from k8slint.inputs.build import Builder, Built
from k8slint.inputs.node import Value
from k8slint.inputs.read import read_text
from k8slint.inputs.reading import Reading
from k8slint.inputs.reason import YamlFault

SERVICE = "apiVersion: v1\nkind: Service\nmetadata: {name: cart}\n"


def document(text: str) -> Built:
    """The one document of a text."""
    (found,) = Builder().documents(text)
    return found


def built(text: str) -> Value:
    """Its value."""
    return document(text).value


def fault(text: str) -> tuple[int, str]:
    """Where and why a text is not YAML."""
    try:
        list(Builder().documents(text))
    except YamlFault as found:
        return found.offset, found.reason
    raise AssertionError("it is YAML")


def kinds(reading: Reading) -> list[str]:
    """The kinds of its objects, in order."""
    return [document.kind for document in reading.documents]


def faults(reading: Reading) -> list[tuple[str, int, int, str]]:
    """File, line, column and message of each fault."""
    return [(each.at.file, each.at.line, each.at.column, each.message) for each in reading.faults]


def messages(text: str) -> list[tuple[int, int, str]]:
    """The faults of one text."""
    return [(line, column, message) for _, line, column, message in faults(read_text("a.yaml", text))]
