"""Fields that the API does not have."""

from __future__ import annotations

from k8slint.finding import Edit, Fix, Problem, Severity
from k8slint.inputs.at import At
from k8slint.near import meant
from k8slint.validity.error import Error
from k8slint.validity.home import home_of, move
from k8slint.validity.words import listed, noun

_FEW = 6


def meant_by(error: Error) -> str | None:
    """The field that an unknown one is meant to be, where the object does not have it already."""
    name, free = str(error.path[-1]), [field for field in error.schema["properties"] if field not in error.value]
    hint = error.schema.get("x-hints", {}).get(name)
    return hint if hint in free else meant(name, free)


def unknown_field(error: Error, at: At, kind: str, file: str, *, is_error: bool) -> Problem:
    """The finding about one; an error also where the schema says that the object without it would admit more."""
    near = meant_by(error)
    home = None if near else home_of(at, file)
    owner = noun(home.path, kind) if home else None
    rename = Fix(f"rename it to {near}", (Edit(at.location, near),)) if near else None
    return Problem(
        at,
        f"{noun(error.path[:-1], kind)} has no field {error.path[-1]}{_advice(error, near, owner)}",
        Severity.ERROR if is_error or _widens(error, near) else None,
        fix=move(at, home) if home else rename,
    )


def _advice(error: Error, near: str | None, owner: str | None) -> str:
    name, fields = str(error.path[-1]), list(error.schema["properties"])
    if near:
        return f"; {near} is meant"
    if hint := error.schema.get("x-hints", {}).get(name):
        return f": {hint}"
    if owner:
        return f"; it belongs to {owner}"
    if hint := error.schema.get("x-hint"):
        return f": {hint}"
    return f"; it has {listed(fields, 'and')}" if len(fields) <= _FEW else ""


def _widens(error: Error, near: str | None) -> bool:
    """`x-widens` in a schema: true for every unknown field there, or the names of fields that keep somebody out."""
    marked = error.schema.get("x-widens", False)
    return marked if isinstance(marked, bool) else near in marked
