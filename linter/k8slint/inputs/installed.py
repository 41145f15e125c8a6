"""What kustomizations and charts make, and what the objects among that install in turn."""

from __future__ import annotations

from collections.abc import Sequence

from k8slint.inputs.gitops.find import Deliveries, is_deliverer
from k8slint.inputs.kustomization import Kustomization
from k8slint.inputs.lead import ROUNDS, lead
from k8slint.inputs.reading import Reading
from k8slint.inputs.render.memory import Memory
from k8slint.inputs.render.rendering import Rendering
from k8slint.inputs.render.shelf import Shelf
from k8slint.inputs.walk import Walk


def installed(
    files: dict[str, str], walk: Walk, reading: Reading, rendering: Rendering, memory: Memory
) -> tuple[Shelf, Deliveries]:
    """Everything rendered, again where what came out says how: an application of applications, in their values."""
    delivered = lead(files, walk, reading, rendering)
    shelf = _rendered(walk, reading.kustomizations, rendering, delivered, memory)
    for _ in range(ROUNDS):
        built = shelf.reading.documents
        if not any(map(is_deliverer, built)):
            break
        found = lead(files, walk, reading, rendering, built)
        if found.identity == delivered.identity:
            break
        delivered = found
        shelf = _rendered(walk, reading.kustomizations, rendering, delivered, memory)
    return shelf, delivered


def _rendered(
    walk: Walk, found: Sequence[Kustomization], rendering: Rendering, delivered: Deliveries, memory: Memory
) -> Shelf:
    shelf = Shelf()
    if found:
        # what runs programs takes long to import, and plain manifests need none of it
        from k8slint.inputs.render.kustomizations import Kustomizations

        Kustomizations(found, rendering, shelf, walk, delivered, memory).render()
    if walk.charts or rendering.releases:
        from k8slint.inputs.render.charts import Charts

        Charts(rendering, shelf, walk, delivered, memory).render()
    return shelf
