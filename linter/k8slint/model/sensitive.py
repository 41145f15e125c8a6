"""Ports that only their own clients should reach: databases, caches, queues, and what administers machines.

A port is recognised by its number, by its name, or by the image of the container that listens on it. The numbers are
those that the projects' own documentation gives as default, and the IANA register for the older ones; numbers that
many ordinary applications use as well (8080, 9000, 9090, 3000, 7000) are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from k8slint.model.port import Protocol

NUMBERS = {
    1433: "Microsoft SQL Server",
    1521: "Oracle Database",
    3306: "MySQL",
    33060: "MySQL X Protocol",
    5432: "PostgreSQL",
    6432: "PgBouncer",
    9042: "Cassandra",
    27017: "MongoDB",
    27018: "MongoDB",
    27019: "MongoDB",
    26257: "CockroachDB",
    28015: "RethinkDB",
    5984: "CouchDB",
    7687: "Neo4j",
    8529: "ArangoDB",
    9200: "Elasticsearch",
    9300: "Elasticsearch",
    6379: "Redis",
    26379: "Redis Sentinel",
    11211: "memcached",
    5671: "AMQP",
    5672: "AMQP",
    15672: "RabbitMQ management",
    25672: "RabbitMQ clustering",
    4369: "the Erlang port mapper",
    9092: "Kafka",
    2181: "ZooKeeper",
    4222: "NATS",
    61616: "ActiveMQ",
    2375: "the Docker API",
    2376: "the Docker API",
    2379: "etcd",
    2380: "etcd",
    10250: "the kubelet API",
    10255: "the kubelet API",
    23: "Telnet",
    111: "the RPC port mapper",
    445: "SMB",
    873: "rsync",
    1099: "Java RMI",
    2049: "NFS",
    3389: "Remote Desktop",
    5005: "a Java debugger",
    5900: "VNC",
    5985: "WinRM",
    9229: "a Node.js debugger",
}
"""TCP ports by number."""

DATAGRAMS = {111: "the RPC port mapper", 161: "SNMP", 623: "IPMI", 2049: "NFS", 11211: "memcached"}
"""UDP ports by number."""

NAMES = {
    "mssql": "Microsoft SQL Server",
    "sqlserver": "Microsoft SQL Server",
    "mysql": "MySQL",
    "mysqlx": "MySQL X Protocol",
    "mariadb": "MariaDB",
    "postgres": "PostgreSQL",
    "postgresql": "PostgreSQL",
    "pgsql": "PostgreSQL",
    "mongo": "MongoDB",
    "mongodb": "MongoDB",
    "cassandra": "Cassandra",
    "cql": "Cassandra",
    "couchdb": "CouchDB",
    "neo4j": "Neo4j",
    "elastic": "Elasticsearch",
    "elasticsearch": "Elasticsearch",
    "redis": "Redis",
    "valkey": "Valkey",
    "memcache": "memcached",
    "memcached": "memcached",
    "amqp": "AMQP",
    "amqps": "AMQP",
    "epmd": "the Erlang port mapper",
    "kafka": "Kafka",
    "zookeeper": "ZooKeeper",
    "etcd": "etcd",
    "kubelet": "the kubelet API",
    "nfs": "NFS",
    "jmx": "JMX",
    "rmi": "Java RMI",
    "jdwp": "a Java debugger",
    "rdp": "Remote Desktop",
    "vnc": "VNC",
}
"""Ports by a word of their name."""

IMAGES = {
    "mssql-server": "Microsoft SQL Server",
    "azure-sql-edge": "Microsoft SQL Server",
    "mysql": "MySQL",
    "mysql-server": "MySQL",
    "mysql-router": "MySQL",
    "mariadb": "MariaDB",
    "mariadb-galera": "MariaDB",
    "percona": "MySQL",
    "percona-server": "MySQL",
    "postgres": "PostgreSQL",
    "postgresql": "PostgreSQL",
    "postgis": "PostgreSQL",
    "timescaledb": "PostgreSQL",
    "pgbouncer": "PgBouncer",
    "mongo": "MongoDB",
    "mongodb": "MongoDB",
    "percona-server-mongodb": "MongoDB",
    "cassandra": "Cassandra",
    "scylla": "ScyllaDB",
    "scylladb": "ScyllaDB",
    "cockroach": "CockroachDB",
    "couchdb": "CouchDB",
    "couchbase": "Couchbase",
    "elasticsearch": "Elasticsearch",
    "opensearch": "OpenSearch",
    "clickhouse-server": "ClickHouse",
    "influxdb": "InfluxDB",
    "neo4j": "Neo4j",
    "arangodb": "ArangoDB",
    "redis": "Redis",
    "redis-stack-server": "Redis",
    "valkey": "Valkey",
    "keydb": "KeyDB",
    "dragonfly": "Dragonfly",
    "memcached": "memcached",
    "rabbitmq": "RabbitMQ",
    "kafka": "Kafka",
    "cp-kafka": "Kafka",
    "zookeeper": "ZooKeeper",
    "cp-zookeeper": "ZooKeeper",
    "nats": "NATS",
    "activemq-classic": "ActiveMQ",
    "etcd": "etcd",
    "adminer": "Adminer",
    "phpmyadmin": "phpMyAdmin",
    "pgadmin4": "pgAdmin",
    "mongo-express": "mongo-express",
    "redis-commander": "Redis Commander",
}
"""Containers by the last word of their image's repository."""

_HARMLESS = frozenset({"metrics", "exporter", "prometheus", "health", "healthz", "probe", "ui"})
"""Words in a port's name that say that it is not the service itself that listens there."""


def sensitive_port(number: int | None, protocol: Protocol, names: Iterable[str] = (), image: str = "") -> str | None:
    """What listens on a port where only its own clients should get to; None where nothing says so.

    `names` are what the port is called on the Service and on the container, `image` is that of the container.
    """
    words = {word for name in names for word in re.split(r"[-_.]", name.lower())}
    if words & _HARMLESS:
        return None
    if protocol is not Protocol.TCP:
        return DATAGRAMS.get(number or 0) if protocol is Protocol.UDP else None
    named = next((NAMES[word] for word in sorted(words) if word in NAMES), None)
    return NUMBERS.get(number or 0) or named or IMAGES.get(_repository(image))


def _repository(image: str) -> str:
    """`registry.example:5000/library/redis:7@sha256:…` is `redis`; `mssql/server` is `mssql-server`."""
    path = image.partition("@")[0].split("/")
    name = path[-1].partition(":")[0]
    return f"{path[-2]}-{name}" if name == "server" and len(path) > 1 else name
