"""The objects that a hop names: its own, and those whose documents its places are in."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import ObjectRef
from k8slint.inputs.at import At
from k8slint.model.cluster import Cluster
from k8slint.path.hop import Hop


def named(cluster: Cluster, hop: Hop) -> Iterator[ObjectRef]:
    """Each once, the hop's own first."""
    places = (place for place in (hop.at, *(related.at for related in hop.related)) if isinstance(place, At))
    metas = (cluster.documents.get(place.document) for place in places)
    yield from dict.fromkeys(ref for ref in (hop.object, *(meta.ref for meta in metas if meta)) if ref)
