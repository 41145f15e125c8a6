"""Ports that only their own clients should reach."""

from __future__ import annotations

import pytest

from k8slint.model.port import Protocol
from k8slint.model.sensitive import sensitive_port


@pytest.mark.parametrize(
    ("number", "names", "image", "what"),
    [
        (5432, (), "", "PostgreSQL"),
        (7777, ("tcp-mysql",), "", "MySQL"),
        (7777, (), "registry.example:5000/library/redis:7@sha256:00", "Redis"),
        (7777, (), "mcr.microsoft.com/mssql/server:2022-latest", "Microsoft SQL Server"),
        (9121, ("redis-metrics",), "oliver006/redis_exporter", None),
        (8080, ("http",), "example.com/shop/mysql-client:1", None),
        (None, (), "", None),
    ],
)
def test_by_number_name_and_image(number: int | None, names: tuple[str, ...], image: str, what: str | None) -> None:
    assert sensitive_port(number, Protocol.TCP, names, image) == what


def test_protocols_have_ports_of_their_own() -> None:
    assert sensitive_port(5432, Protocol.UDP) is None
    assert sensitive_port(11211, Protocol.UDP) == "memcached"
    assert sensitive_port(5432, Protocol.SCTP) is None
