"""What a scheme says: the port where none is written, and the protocol. (IANA; the documentation of each project)"""

from __future__ import annotations

from k8slint.model.port import Protocol

_PORTS = {
    "http": 80,
    "ws": 80,
    "https": 443,
    "wss": 443,
    "ldap": 389,
    "ldaps": 636,
    "smtp": 25,
    "ftp": 21,
    "redis": 6379,
    "rediss": 6379,
    "valkey": 6379,
    "memcached": 11211,
    "postgres": 5432,
    "postgresql": 5432,
    "mysql": 3306,
    "mariadb": 3306,
    "sqlserver": 1433,
    "oracle": 1521,
    "mongodb": 27017,
    "cassandra": 9042,
    "neo4j": 7687,
    "bolt": 7687,
    "clickhouse": 9000,
    "amqp": 5672,
    "amqps": 5671,
    "nats": 4222,
    "kafka": 9092,
    "mqtt": 1883,
    "mqtts": 8883,
    "stomp": 61613,
    "zk": 2181,
    "zookeeper": 2181,
    "consul": 8500,
    "statsd": 8125,
    "syslog": 514,
}
"""Schemes without a port of their own (grpc, tcp, dns) are left out."""

_CALLED = frozenset(
    {*_PORTS, "tcp", "udp", "grpc", "grpcs", "h2c", "tls", "ssl", "plaintext", "thrift", "otlp", "rsocket", "dogstatsd"}
    | {"graphite", "influxdb", "elasticsearch", "etcd", "cockroachdb", "pulsar"}
)
"""Schemes of addresses; others (`kubernetes`, `file`, `oci`) name something else."""

_UDP = frozenset({"udp", "statsd", "syslog", "syslog+udp", "dogstatsd"})
_TLS = frozenset({"https", "wss"})
_PLAIN = frozenset({"http", "ws"})


def is_address(scheme: str | None) -> bool:
    """Whether what follows a scheme is a host; of `postgresql+psycopg2` the first part tells."""
    return _first(scheme) in _CALLED


def default_port(scheme: str | None) -> int | None:
    """The port where a URL has none."""
    return _PORTS.get(_first(scheme))


def _first(scheme: str | None) -> str:
    return (scheme or "").partition("+")[0]


def protocol_of(scheme: str | None) -> Protocol:
    """The protocol under a scheme."""
    return Protocol.UDP if scheme and (scheme in _UDP or scheme.endswith(("+udp", "-udp"))) else Protocol.TCP


def speaks_tls(scheme: str | None) -> bool | None:
    """Whether HTTP over a scheme is encrypted; None where it is no HTTP."""
    return True if scheme in _TLS else False if scheme in _PLAIN else None
