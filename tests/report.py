"""Results to report on, made without rules: one finding with everything that a finding can have."""

from __future__ import annotations

from k8slint.config import Config
from k8slint.engine import Result
from k8slint.finding import Edit, Finding, Fix, ObjectRef, Problem, Related, Severity, Verdict
from k8slint.inputs.at import Location
from k8slint.inputs.reading import Reading
from k8slint.inputs.source import Source
from k8slint.parse.cluster import parse_cluster
from k8slint.run import Crash

FILE = "shop/cart.yaml"
TEXT = "kind: Service\nmetadata:\n  name: cart\nspec:\n  selector:\n    app: cartt\n"


def result(
    *findings: Finding, text: str = TEXT, file: str = "shop/cart.yaml", crashes: tuple[Crash, ...] = ()
) -> Result:
    """What `check` would return for one file with that text."""
    reading = Reading(sources=[Source(file, text)], document_count=1)
    return Result(parse_cluster(reading, Config()), findings, crashes)


def finding(
    message: str = "no pod has app=cartt",
    at: tuple[int, int, int, int] = (6, 10, 6, 15),
    *,
    file: str = FILE,
    name: str = "cart",
    severity: Severity = Severity.ERROR,
    related: tuple[Related, ...] = (),
    fix: Fix | None = None,
) -> Finding:
    """A finding as the engine signs it."""
    place = Location(file, *at)
    ref = ObjectRef("v1", "Service", "shop", name)
    problem = Problem(place, message, severity, Verdict.ASSUMED, related, fix, object=ref)
    return Finding(problem, "service-selects-no-pods", severity, ref, place)


def replace(at: tuple[int, int, int, int], text: str, file: str = FILE) -> Edit:
    """An edit in the file."""
    return Edit(Location(file, *at), text)
