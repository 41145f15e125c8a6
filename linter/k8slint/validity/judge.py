"""Every object of the input against its schema and the relations of its kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from k8slint.finding import Problem
from k8slint.inputs.at import At, Step
from k8slint.inputs.document import Document
from k8slint.inputs.field import Field
from k8slint.model.cluster import Cluster
from k8slint.model.placeholder import is_placeholder
from k8slint.validity.error import Error, errors
from k8slint.validity.gate import gate
from k8slint.validity.kinds import RELATIONS, schema_of
from k8slint.validity.mend import fix
from k8slint.validity.message import alternatives, message
from k8slint.validity.placeholder import stands_for_another
from k8slint.validity.schema import load
from k8slint.validity.unknown import meant_by, unknown_field
from k8slint.validity.version import wrong_version

Path: TypeAlias = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What the API server refuses, and the fields that it does not know."""

    invalid: tuple[Problem, ...]
    unknown: tuple[Problem, ...]


def verdicts(cluster: Cluster) -> Verdicts:
    """On all objects, in the order of the input; ask through `cluster.once`."""
    invalid: list[Problem] = []
    unknown: list[Problem] = []
    for document in cluster.documents:
        if file := schema_of(document):
            found = [] if gate(file)(document.root) else _told(errors(file, document.root))
            invalid += (_problem(document, error) for error in found if not error.is_unknown)
            invalid += _relations(document, file, found)
            unknown += _unknown(document, file, found)
        elif version := wrong_version(document):
            invalid.append(version)
    return Verdicts(tuple(invalid), tuple(unknown))


def _told(found: list[Error]) -> list[Error]:
    """Without placeholders, and without what is missing only because its name is misspelled."""
    slips = _slips(found)
    return [error for error in found if not stands_for_another(error) and not _misspelled(error, slips)]


def _misspelled(error: Error, slips: set[Path]) -> bool:
    if error.keyword == "required":
        return error.path in slips
    return error.keyword in ("anyOf", "oneOf") and any((*error.path, name) in slips for name in alternatives(error))


def _slips(found: list[Error]) -> set[Path]:
    """The fields that unknown ones are meant to be."""
    pairs = ((error.path[:-1], meant_by(error)) for error in found if error.is_unknown)
    return {(*path, name) for path, name in pairs if name}


def _problem(document: Document, error: Error) -> Problem:
    at = At(document, error.path, error.on_key)
    return Problem(at, message(error, document.kind), fix=fix(error, at))


def _unknown(document: Document, file: str, found: list[Error]) -> Iterator[Problem]:
    """An error where the object cannot do without the field that is meant, or would admit more without it."""
    in_policy = load(file).get("x-widens") is True
    for error in found:
        if error.is_unknown:
            at = At(document, error.path, on_key=True)
            needed = meant_by(error) in error.schema.get("required", ())
            yield unknown_field(error, at, document.kind, is_error=in_policy or needed)


def _relations(document: Document, file: str, found: list[Error]) -> Iterator[Problem]:
    """What the schema has spoken about is not said twice."""
    relation = RELATIONS.get(file)
    if relation is None:
        return
    spoken = {error.path for error in found} | _slips(found)
    for problem in relation(Field.root(document)):
        at = problem.at
        if isinstance(at, At) and not _is_final(at):
            continue
        if isinstance(at, At) and not any(at.path[:n] in spoken for n in range(len(at.path) + 1)):
            yield problem


def _is_final(at: At) -> bool:
    return not (isinstance(at.value, str) and is_placeholder(at.value))
