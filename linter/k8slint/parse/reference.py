"""References to objects, and ReferenceGrants."""

from __future__ import annotations

from k8slint.inputs.field import Field
from k8slint.model.meta import Meta
from k8slint.model.reference import GrantFrom, GrantTo, KindRef, Reference, ReferenceGrant


def parse_reference(meta: Meta, field: Field, default: KindRef) -> Reference:
    """A reference of an object; without a namespace to its own. A written empty group is the core group."""
    namespace, own = field["namespace"].text(), meta.namespace or "default"
    kind = parse_kind(field, default)
    return Reference(kind, namespace or own, field["name"].text() or "", namespace in (None, "", own), field.at)


def parse_kind(field: Field, default: KindRef) -> KindRef:
    """A kind and its group, each with its own default."""
    group = field["group"].text()
    return KindRef(default.group if group is None else group, field["kind"].text() or default.kind)


def parse_reference_grant(meta: Meta, field: Field) -> ReferenceGrant:
    """A ReferenceGrant, or the ReferencePolicy that it was called before."""
    nothing, spec = KindRef("", ""), field["spec"]
    sources = (
        GrantFrom(parse_kind(item, nothing), item["namespace"].text() or "", item.at) for item in spec["from"].each()
    )
    targets = (GrantTo(parse_kind(item, nothing), item["name"].text() or None, item.at) for item in spec["to"].each())
    return ReferenceGrant(meta, tuple(sources), tuple(targets))
