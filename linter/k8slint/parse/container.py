"""Containers of a pod template."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.inputs.field import Field
from k8slint.model.container import Container, ContainerPort, EnvVar, KeyRef, Probe, Role
from k8slint.parse.port import NUMBERS, parse_port_ref, parse_protocol

_PROBES = ("livenessProbe", "readinessProbe", "startupProbe")
_HOOKS = ("postStart", "preStop")
_HANDLERS = ("httpGet", "tcpSocket", "grpc")
_REFERENCES = {"configMapKeyRef": "ConfigMap", "secretKeyRef": "Secret"}
_ALL_KEYS = {"configMapRef": "ConfigMap", "secretRef": "Secret"}


def parse_containers(spec: Field) -> Iterator[Container]:
    """Init containers and sidecars first, as they start, then the containers proper."""
    on_host = spec["hostNetwork"].flag() or False
    for field in spec["initContainers"].each():
        yield _container(field, Role.SIDECAR if field["restartPolicy"].text() == "Always" else Role.INIT, on_host)
    for field in spec["containers"].each():
        yield _container(field, Role.APP, on_host)


def _container(field: Field, role: Role, on_host: bool) -> Container:
    return Container(
        field["name"].text() or "",
        field["image"].text() or "",
        role,
        tuple(_port(port, on_host) for port in field["ports"].each()),
        tuple(_probes(field)),
        tuple(_env(env) for env in field["env"].each()),
        tuple(_env_from(field["envFrom"])),
        field["command"].texts(),
        field["args"].texts(),
        tuple(name for mount in field["volumeMounts"].each() if (name := mount["name"].text())),
        field.at,
    )


def _port(field: Field, on_host: bool) -> ContainerPort:
    number = field["containerPort"].number()
    number = number if number in NUMBERS else None
    return ContainerPort(
        field["name"].text() or None,
        number,
        parse_protocol(field["protocol"]),
        field["hostPort"].number() or (number if on_host else None),
        field["hostIP"].text() or None,
        field.at,
    )


def _probes(container: Field) -> Iterator[Probe]:
    places = [(kind, container[kind]) for kind in _PROBES]
    places += [(kind, container["lifecycle"][kind]) for kind in _HOOKS]
    for kind, place in places:
        for handler in _HANDLERS:
            if field := place[handler]:
                scheme = (field["scheme"].text() or "http").lower()
                yield Probe(kind, handler, parse_port_ref(field["port"]), field["host"].text(), place.at, scheme)


def _env(field: Field) -> EnvVar:
    source = next(
        (_key_ref(field["valueFrom"][key], kind) for key, kind in _REFERENCES.items() if field["valueFrom"][key]),
        None,
    )
    path = field["valueFrom"]["fieldRef"]["fieldPath"].text()
    return EnvVar(field["name"].text() or "", field["value"].text(), source, field.at, path)


def _key_ref(field: Field, kind: str) -> KeyRef:
    return KeyRef(kind, field["name"].text() or "", field["key"].text(), field["optional"].flag() or False, at=field.at)


def _env_from(field: Field) -> Iterator[KeyRef]:
    for entry in field.each():
        for key, kind in _ALL_KEYS.items():
            if ref := entry[key]:
                name, prefix = ref["name"].text() or "", entry["prefix"].text() or ""
                yield KeyRef(kind, name, None, ref["optional"].flag() or False, prefix, ref.at)
