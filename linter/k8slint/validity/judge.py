"""Every object of the input against its schema and the relations of its kind."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem
from k8slint.inputs.at import At
from k8slint.inputs.document import Document
from k8slint.inputs.field import Field
from k8slint.model.cluster import Cluster
from k8slint.model.placeholder import is_placeholder
from k8slint.record import dataclass
from k8slint.validity.charge import Charge
from k8slint.validity.gate import gate
from k8slint.validity.kinds import relation_of, schema_of
from k8slint.validity.version import wrong_version


@dataclass(frozen=True)
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
            charge = _charge(document, file)
            invalid += charge.invalid
            invalid += _relations(document, file, charge)
            unknown += charge.unknown
        elif version := wrong_version(document):
            invalid.append(version)
    return Verdicts(tuple(invalid), tuple(unknown))


def _charge(document: Document, file: str) -> Charge:
    """What the schema has against an object. Only those that have something against them pay for the words."""
    if gate(file)(document.root):
        return Charge()
    from k8slint.validity.told import told

    return told(document, file)


def _relations(document: Document, file: str, charge: Charge) -> Iterator[Problem]:
    """What the schema has spoken about is not said twice, and nothing is said about values that are not final."""
    for problem in relation_of(file)(Field.root(document)):
        if isinstance(problem.at, At) and not charge.covers(problem.at.path) and _is_final(problem.at):
            yield problem


def _is_final(at: At) -> bool:
    return not (isinstance(at.value, str) and is_placeholder(at.value))
