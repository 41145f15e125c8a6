"""The errors of one object as findings: one for each cause."""

from __future__ import annotations

from k8slint.finding import Problem
from k8slint.inputs.at import At
from k8slint.inputs.document import Document
from k8slint.validity.charge import Charge, Path
from k8slint.validity.error import Error, errors
from k8slint.validity.mend import fix
from k8slint.validity.message import alternatives, message
from k8slint.validity.placeholder import stands_for_another
from k8slint.validity.schema import load
from k8slint.validity.unknown import meant_by, unknown_field


def told(document: Document, file: str) -> Charge:
    """What the schema in a file has against an object that does not fit it."""
    found = [error for error in errors(file, document.root) if not stands_for_another(error)]
    slips = _slips(found)
    causes = [error for error in found if not _misspelled(error, slips)]
    return Charge(
        tuple(_problem(document, error) for error in causes if not error.is_unknown),
        tuple(_unknown(document, file, error) for error in causes if error.is_unknown),
        slips.union(error.path for error in causes),
    )


def _slips(found: list[Error]) -> frozenset[Path]:
    """The fields that unknown ones are meant to be."""
    pairs = ((error.path[:-1], meant_by(error)) for error in found if error.is_unknown)
    return frozenset((*path, name) for path, name in pairs if name)


def _misspelled(error: Error, slips: frozenset[Path]) -> bool:
    """Whether something is missing only because its name is misspelled."""
    if error.keyword == "required":
        return error.path in slips
    return error.keyword in ("anyOf", "oneOf") and any((*error.path, name) in slips for name in alternatives(error))


def _problem(document: Document, error: Error) -> Problem:
    at = At(document, error.path, error.on_key)
    owner = At(document, (*error.path[:-1], "name")).value
    words = message(error, document.kind, owner if isinstance(owner, str) else None)
    return Problem(at, words, fix=fix(error, at))


def _unknown(document: Document, file: str, error: Error) -> Problem:
    """An error where the object cannot do without the field that is meant, or would admit more without it.

    `x-needed` in a schema names fields that the API server can do without, and the traffic that is meant cannot.
    """
    needed = (*error.schema.get("required", ()), *error.schema.get("x-needed", ()))
    strict = load(file).get("x-widens") is True or meant_by(error) in needed
    return unknown_field(error, At(document, error.path, on_key=True), document.kind, file, is_error=strict)
