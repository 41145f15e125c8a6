"""`doors` in `k8slint reach --doors --format json`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from k8slint.door.door import Door
from k8slint.door.way import Way
from k8slint.reach.entrance import Entrance
from k8slint.report.reach_json import end_text


def doors_json(entrances: Iterable[Entrance]) -> list[dict[str, Any]]:
    """Every door with its ways, every way with the pods behind it."""
    doors: dict[Door, dict[Way, list[Entrance]]] = {}
    for entrance in entrances:
        doors.setdefault(entrance.way.door, {}).setdefault(entrance.way, []).append(entrance)
    return [_door(door, ways) for door, ways in doors.items()]


def _door(door: Door, ways: dict[Way, list[Entrance]]) -> dict[str, Any]:
    return {
        "kind": str(door.kind),
        "object": {"kind": door.meta.kind, "namespace": door.meta.namespace, "name": door.meta.name},
        "internal": door.internal,
        "sources": list(door.sources),
        "keeps_client_address": door.keeps_client,
        "addresses": list(door.addresses),
        "controllers": sorted({workload.id for workload in door.controllers}),
        "ways": [_way(way, entrances) for way, entrances in ways.items()],
    }


def _way(way: Way, entrances: list[Entrance]) -> dict[str, Any]:
    return {
        "host": way.match.host,
        "path": way.match.path,
        "path_match": str(way.match.path_match),
        "conditions": list(way.match.others),
        "port": way.listens,
        "protocol": str(way.protocol),
        "tls": way.tls,
        "service": way.service,
        "service_port": way.port,
        "weight": way.weight,
        "redirect": way.redirect,
        "pods": [_pods(entrance) for entrance in entrances if entrance.endpoint],
    }


def _pods(entrance: Entrance) -> dict[str, Any]:
    return {
        "endpoint": entrance.endpoint.id if entrance.endpoint else None,
        "port": entrance.port,
        "allowed": entrance.passage and str(entrance.passage),
        "from": list(entrance.sources),
        "addresses": end_text(entrance.networks),
    }
