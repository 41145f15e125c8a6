"""Objects that the configuration declares to exist, as documents that take part without being under review.

Only what is known of an object becomes one: a Service with its ports, the pods of a workload with their labels, a
Namespace with its labels. That others exist at all is a question for `model.absence`.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from typing import Any

from k8slint.config import Config, External
from k8slint.inputs.at import Location
from k8slint.inputs.document import Document
from k8slint.inputs.node import Span, Value, YamlList, YamlMap
from k8slint.inputs.source import Source
from k8slint.parse.workload import TEMPLATES

_WORKLOADS = {
    kind: (f"{group}/v1" if group else "v1", path)
    for (group, kind), path in TEMPLATES.items()
    if group in ("", "apps", "batch")
}


def external_documents(config: Config) -> Iterator[Document]:
    """The declared objects of which more is known than the name."""
    source = config.source or Source("<external>", "")
    for external in config.external:
        if body := _BODIES.get(external.kind, _workload)(external):
            span = _span(external.at, source)
            yield Document(source, _written(body, span), span, context=True)


def _service(external: External) -> dict[str, Any] | None:
    if not external.ports:
        return None
    ports = [{"name": port.name, "protocol": port.protocol, "port": port.number} for port in external.ports]
    return {**_head(external, "v1"), "spec": {"ports": ports}}


def _namespace(external: External) -> dict[str, Any] | None:
    return _head(external, "v1") if external.labels else None


def _workload(external: External) -> dict[str, Any] | None:
    if external.kind not in _WORKLOADS or not external.labels:
        return None
    version, path = _WORKLOADS[external.kind]
    ports = [{"name": port.name, "protocol": port.protocol, "containerPort": port.number} for port in external.ports]
    containers = [{"name": external.name, "ports": ports}] if ports else []
    pod: dict[str, Any] = {"metadata": {"labels": dict(external.labels)}, "spec": {"containers": containers}}
    for step in reversed(path):
        pod = {step: pod}
    return {**pod, **_head(external, version)}


_BODIES: dict[str, Callable[[External], dict[str, Any] | None]] = {"Service": _service, "Namespace": _namespace}


def _head(external: External, version: str) -> dict[str, Any]:
    metadata = {"name": external.name, "namespace": external.namespace, "labels": dict(external.labels)}
    return {"apiVersion": version, "kind": external.kind, "metadata": metadata}


def _span(at: Location | None, source: Source) -> Span:
    return (source.offset(at.line, at.column), source.offset(at.end_line, at.end_column)) if at else (0, 0)


def _written(value: Any, span: Span) -> Value:
    """The value as if all of it were written at one place."""
    if isinstance(value, dict):
        mapping = YamlMap((key, _written(item, span)) for key, item in value.items())
        mapping.marks = array("I", (*span, *span) * len(mapping))
        return mapping
    if isinstance(value, list):
        items = YamlList(_written(item, span) for item in value)
        items.marks = array("I", span * len(items))
        return items
    return value
