"""What applications are configured to call: the forms in which they say it, and what they come to."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k8slint.config import Config
from k8slint.edge.application import application_edges
from k8slint.edge.callers import callers_of
from k8slint.edge.edge import Edge
from k8slint.edge.resolve import resolve, targets
from k8slint.engine import check_reading
from k8slint.inputs.part import Part
from k8slint.inputs.read import read, read_text
from k8slint.model.cluster import Cluster
from k8slint.model.workload import Workload
from k8slint.parse.cluster import parse_cluster
from tests.oracles import FOLDER, needs_oracles

SERVICES = {
    "redis": (6379,),
    "db": (5432,),
    "mysql": (3306,),
    "cart": (8080,),
    "web": (80, 443),
    "kafka": (9092,),
    "mq": (5672,),
    "statsd": (8125,),
}


def service(name: str, *ports: int, headless: bool = False, namespace: str = "shop") -> str:
    head = f"---\napiVersion: v1\nkind: Service\nmetadata: {{name: {name}, namespace: {namespace}}}\nspec:\n"
    address = "  clusterIP: None\n" if headless else ""
    listed = ", ".join(f"{{name: p{port}, port: {port}}}" for port in ports)
    return f"{head}{address}  selector: {{app: {name}}}\n  ports: [{listed}]\n"


ALL = "".join(service(name, *ports) for name, ports in SERVICES.items())
ALL += service("peers", 2380, headless=True) + service("mail", 25, namespace="post")


@dataclass(frozen=True)
class Container:
    """What a container is told."""

    env: dict[str, str]
    args: tuple[str, ...] = ()
    files: dict[str, str] | None = None

    def __str__(self) -> str:
        env = json.dumps([{"name": name, "value": value} for name, value in self.env.items()])
        pod = f"containers: [{{name: a, image: i, env: {env}, args: {json.dumps(self.args)}"
        pod += ", volumeMounts: [{name: f, mountPath: /f}]}], volumes: [{name: f, configMap: {name: files}}]"
        head = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: app, namespace: shop}\nspec:\n"
        head += f"  template: {{metadata: {{labels: {{app: app}}}}, spec: {{{pod}}}}}\n"
        return f"{head}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: files, namespace: shop}}\ndata: " + (
            json.dumps(self.files or {}) + "\n"
        )


def cluster_of(container: Container, more: str = ALL) -> Cluster:
    return parse_cluster(read_text("a.yaml", f"{container}{more}"), Config())


def called(container: Container) -> set[str]:
    return {_words(edge) for edge in application_edges(cluster_of(container))}


def _words(edge: Edge) -> str:
    assert not isinstance(edge.callee, str | Workload)
    pod = f"{edge.callee.pod}." if edge.callee.pod else ""
    return f"{pod}{edge.callee} {edge.port}" + ("" if edge.protocol == "TCP" else f"/{edge.protocol}")


VALUES = {
    "a URL": ("CART", "http://cart:8080/api?x=1", {"shop/cart 8080"}),
    "the port of the scheme": ("CACHE", "redis://redis", {"shop/redis 6379"}),
    "TLS": ("WEB", "https://web/login", {"shop/web 443"}),
    "user and password": ("DB", "postgres://me:s3cr@t@db:5432/cart?sslmode=off", {"shop/db 5432"}),
    "a secret password": ("DB", "postgres://$(USER):$(PASSWORD)@db/cart", {"shop/db 5432"}),
    "host and port": ("REDIS_ADDR", "redis:6379", {"shop/redis 6379"}),
    "a key that says nothing": ("REDIS", "redis:6379", {"shop/redis 6379"}),
    "a host alone": ("REDIS_HOST", "redis", {"shop/redis None"}),
    "a list": ("BROKERS", "kafka:9092,cart:8080;redis:6379", {"shop/kafka 9092", "shop/cart 8080", "shop/redis 6379"}),
    "a list of hosts": ("HOSTS", "redis, db", {"shop/redis None", "shop/db None"}),
    "a list in a URL": ("MONGO", "mongodb://u:p@db:27017,redis/x", {"shop/db 27017", "shop/redis 27017"}),
    "JDBC": ("SPRING_DATASOURCE_URL", "jdbc:postgresql://db:5432/cart", {"shop/db 5432"}),
    "JDBC of SQL Server": ("URL", "jdbc:sqlserver://db:1433;databaseName=x", {"shop/db 1433"}),
    "JDBC of Oracle": ("URL", "jdbc:oracle:thin:@//db:1521/x", {"shop/db 1521"}),
    "JDBC of Oracle with a SID": ("URL", "jdbc:oracle:thin:@db:1521:x", {"shop/db 1521"}),
    "Go": ("DSN", "root:pw@tcp(mysql:3306)/cart?parseTime=true", {"shop/mysql 3306"}),
    "libpq": ("DSN", "user=me host=db port=5432 dbname=cart", {"shop/db 5432"}),
    "a namespace": ("MAIL_HOST", "mail.post", {"post/mail None"}),
    "svc": ("MAIL", "mail.post.svc:25", {"post/mail 25"}),
    "the domain": ("MAIL", "smtp://mail.post.svc.cluster.local", {"post/mail 25"}),
    "the root": ("MAIL", "smtp://mail.post.svc.cluster.local.:2525", {"post/mail 2525"}),
    "a pod": ("PEERS", "http://peers-0.peers:2380", {"peers-0.shop/peers 2380"}),
    "a pod, written out": ("PEERS", "peers-1.peers.shop.svc.cluster.local:2380", {"peers-1.shop/peers 2380"}),
    "UDP": ("STATSD_ADDR", "statsd:8125", {"shop/statsd 8125/UDP"}),
    "UDP by its scheme": ("LOG", "udp://statsd:514", {"shop/statsd 514/UDP"}),
    "a Service's variables": ("CART_ADDR", "$(CART_SERVICE_HOST):$(CART_SERVICE_PORT)", {"shop/cart 8080"}),
    "gRPC has no port": ("CART_URL", "grpc://cart", {"shop/cart None"}),
    "an unknown port": ("CART_URL", "http://cart:$(PORT)/", {"shop/cart None"}),
    "nothing like it, but called": ("PAYMENT_ADDR", "payment:80", {"shop/payment 80"}),
}


@pytest.mark.parametrize("name", VALUES)
def test_values_of_variables(name: str) -> None:
    key, value, expected = VALUES[name]
    assert called(Container({key: value})) == expected


SILENT = {
    "a placeholder": ("CART_URL", "http://${CART}:8080"),
    "a part of a name": ("CART_URL", "http://cart-${ENV}:8080"),
    "another part": ("CART_URL", "{{ .Release }}-cart:8080"),
    "the world outside": ("MAIL_URL", "https://mail.example.com"),
    "an address": ("CART_ADDR", "10.0.0.1:8080"),
    "IPv6": ("CART_ADDR", "http://[fe80::1]:8080"),
    "oneself": ("CART_ADDR", "localhost:8080"),
    "a bare word": ("CACHE", "redis"),
    "an image": ("IMAGE", "redis:6379"),
    "a registry's image": ("SIDECAR", "quay.io/web/redis:6379"),
    "a class": ("MAIN", "com.shop.redis"),
    "where it listens": ("LISTEN_ADDR", "cart:8080"),
    "what it advertises": ("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://kafka:9092"),
    "for a browser": ("PUBLIC_URL", "https://shop/cart"),
    "allowed origins": ("CORS_ORIGINS", "http://web:80"),
    "another thing's scheme": ("REF", "kubernetes://apis/apps/v1"),
    "a time": ("AT", "12:30:45"),
    "a media type": ("ACCEPT", "application/redis"),
    "what needs no proxy": ("NO_PROXY", "cart.shop.svc,redis:6379"),
    "a range": ("NETWORKS", "10.0.0.0/8"),
}


@pytest.mark.parametrize("name", SILENT)
def test_what_only_looks_like_a_host(name: str) -> None:
    key, value = SILENT[name]
    assert called(Container({key: value})) == set()


def test_variables_of_one_stem() -> None:
    assert called(Container({"REDIS_HOST": "redis", "REDIS_PORT": "6379"})) == {"shop/redis 6379"}
    assert called(Container({"PGHOST": "db", "PGPORT": "5432"})) == {"shop/db 5432"}
    assert called(Container({"REDIS_HOST": "redis", "PORT": "80"})) == {"shop/redis None"}


def test_references_to_variables() -> None:
    before = {"HOST_NAME": "redis", "REDIS_ADDR": "$(HOST_NAME):6379"}
    assert called(Container(before)) == {"shop/redis 6379"}
    assert called(Container({"REDIS_ADDR": "$(STORE):6379", "STORE": "redis"})) == set()
    assert called(Container({"STORE": "redis", "REDIS_ADDR": "$$(STORE):6379"})) == set()
    assert called(Container({"STORE": "redis"}, ("--redis=$(STORE):6379",))) == {"shop/redis 6379"}


def test_the_evidence_is_where_the_host_is_written() -> None:
    (edge,) = application_edges(cluster_of(Container({"STORE": "redis", "ADDR": "tcp://$(STORE):6379"})))
    assert edge.evidence.host_at.dotted.endswith("env[0].value")
    assert edge.evidence.port_at is not None
    assert edge.evidence.port_at.dotted.endswith("env[1].value")


def test_a_feature_that_is_off_calls_nothing() -> None:
    assert called(Container({"ENABLE_MAIL": "false", "MAIL_ADDR": "cart:8080"})) == set()
    assert called(Container({"MAIL_ADDR": "cart:8080", "MAIL_DISABLED": "true"})) == set()
    assert called(Container({"ENABLE_MAIL": "true", "MAIL_ADDR": "cart:8080"})) == {"shop/cart 8080"}


ARGUMENTS = {
    "an option": (("--redis-addr=redis:6379",), {"shop/redis 6379"}),
    "an option and its value": (("--redis-addr", "redis:6379"), {"shop/redis 6379"}),
    "two options": (("--redis-host", "redis", "--redis-port", "6379"), {"shop/redis 6379"}),
    "netcat": (("-c", "until nc -z -v -w30 db 5432; do sleep 1; done"), {"shop/db 5432"}),
    "curl": (("-c", "curl -s http://web:80/health"), {"shop/web 80"}),
    "a script that waits": (("./wait-for-it.sh", "db:5432", "--", "run"), {"shop/db 5432"}),
    "dockerize": (("-wait", "tcp://db:5432"), {"shop/db 5432"}),
    "a client": (("-c", "pg_isready -h db -p 5432"), {"shop/db 5432"}),
    "bash": (("-c", "echo > /dev/tcp/redis/6379"), {"shop/redis 6379"}),
    "an owner": (("-c", "chown redis:999 /data"), set()),
    "a comment": (("-c", "true\n# curl http://web:80\n"), set()),
    "a variable of the shell": (("-c", "curl http://${CART_SERVICE_HOST}:$CART_SERVICE_PORT/"), {"shop/cart 8080"}),
}


@pytest.mark.parametrize("name", ARGUMENTS)
def test_arguments(name: str) -> None:
    args, expected = ARGUMENTS[name]
    assert called(Container({}, args)) == expected


FILES = {
    "properties": ("spring.redis.host=redis\nspring.redis.port=6379\nserver.port=80\n", {"shop/redis 6379"}),
    "YAML": ("redis:\n  host: redis\n  port: 6379\nport: 1\n", {"shop/redis 6379"}),
    "YAML, the port first": ("db:\n  port: 5432\n  host: 'db'\n", {"shop/db 5432"}),
    "a list": ("a:\n- host: redis\n  port: 6379\n- host: db\n  port: 5432\n", {"shop/redis 6379", "shop/db 5432"}),
    "JSON": ('{\n "redis": {\n  "host": "redis",\n  "port": 6379\n }\n}\n', {"shop/redis 6379"}),
    "JSON in a line": ('\n{"redis": {"host": "redis", "port": 6379}}\n', {"shop/redis 6379"}),
    "TOML": ('[redis]\nhost = "redis"\nport = 6379\n', {"shop/redis 6379"}),
    "environment": ("export REDIS_ADDR=redis:6379\nDB_HOST=db\nDB_PORT=5432\n", {"shop/redis 6379", "shop/db 5432"}),
    "nginx": ("location / {\n proxy_pass http://cart:8080/;\n}\n", {"shop/cart 8080"}),
    "nginx's groups": ("upstream web {\n server cart:8080;\n}\nproxy_pass http://web;\n", {"shop/cart 8080"}),
    "FastCGI": ("location / {\n fastcgi_pass cart:8080;\n}\n", {"shop/cart 8080"}),
    "HAProxy": ("backend x\n  server one cart:8080 check\n", {"shop/cart 8080"}),
    "Envoy": ("socket_address:\n  address: cart\n  port_value: 8080\n", {"shop/cart 8080"}),
    "Prometheus": ("static_configs:\n- targets: ['cart:8080', 'redis:6379']\n", {"shop/cart 8080", "shop/redis 6379"}),
    "comments": ("a: 1\n# url: http://cart:8080\n// http://cart:8080\nb: 2  # redis:6379\n", set()),
    "what is off": ("redis:\n  enabled: false\n  url: redis://redis:6379\n", set()),
    "a block that is off": ("cache:\n  enabled: false\n  redis:\n    host: redis\n", set()),
    "what is on beside it": ("tls:\n  enabled: false\nredis:\n  url: redis://redis\n", {"shop/redis 6379"}),
    "unknown words": ("character_set_server = utf8\nserver: nginx\n", set()),
}


@pytest.mark.parametrize("name", FILES)
def test_files(name: str) -> None:
    text, expected = FILES[name]
    assert called(Container({}, (), {"file": text})) == expected


def test_names_are_followed_to_pods() -> None:
    pod = "---\napiVersion: v1\nkind: Pod\nmetadata: {name: mysql, namespace: shop, labels: {app: mysql}}\n"
    pod += "spec: {containers: [{name: a, image: i}]}\n"
    alias = "---\napiVersion: v1\nkind: Service\nmetadata: {name: alias, namespace: shop}\n"
    alias += "spec: {type: ExternalName, externalName: mysql.shop.svc.cluster.local}\n"
    circle = alias.replace("alias", "a").replace("mysql", "b") + alias.replace("alias", "b").replace("mysql", "a")
    container = Container({"A_ADDR": "alias:3306", "B_ADDR": "mysql:3306", "C_ADDR": "a:80"})
    cluster = cluster_of(container, ALL + pod + alias + circle)
    ends = {_words(edge): [(w.name, port) for w, port in targets(cluster, edge)] for edge in application_edges(cluster)}
    assert ends == {"shop/alias 3306": [("mysql", 3306)], "shop/mysql 3306": [("mysql", 3306)], "shop/a 80": []}
    mysql = cluster.service("shop", "mysql")
    assert mysql is not None
    assert [edge.evidence.key for edge in callers_of(cluster, mysql)] == ["B_ADDR"]


@needs_oracles
def test_what_others_found_is_found() -> None:
    cases = [json.loads(line) for line in (FOLDER / "cta.jsonl").read_text().splitlines()]
    for case in (case for case in cases if case["kind"] == "required"):
        cluster = parse_cluster(read([str(FOLDER / "manifests" / case["manifests"])], Config().paths), Config())
        found = {
            (edge.caller.id, workload.id, str(edge.protocol), port)
            for edge in application_edges(cluster)
            if isinstance(edge.caller, Workload)
            for workload, port in targets(cluster, edge)
        }
        wanted = {(e["source"], e["destination"], e["protocol"], e["port"]) for e in case["required"]["edges"]}
        assert wanted <= found, case["id"]


MARKS = ["://", ":", ".svc", ".shop", ":80", "=", "@", ",", "\n", " ", "- ", "$", "$(A)", "${A}", "{", "}", "#", "["]
WORDS = ["cart", "redis", "host", "port", "http", "tcp(", "nc -z ", "-h ", "enabled: false"]
PIECES = st.lists(st.one_of(*map(st.sampled_from, (MARKS, WORDS)), st.text(max_size=3)), max_size=25).map("".join)


@given(PIECES, PIECES, PIECES)
def test_any_text(value: str, argument: str, file: str) -> None:
    """Nothing raises, and the words at each place are the host and the port."""
    cluster = cluster_of(Container({"A": value, "CART_URL": value}, (argument,), {"file": file}))
    for edge in application_edges(cluster):
        assert resolve(cluster, edge)
        at, port_at = edge.evidence.host_at, edge.evidence.port_at
        assert isinstance(at, Part)
        assert at.words == edge.evidence.host or at.words.startswith("$")
        assert not isinstance(port_at, Part) or port_at.words == str(edge.port) or port_at.words.startswith("$")
        assert at.location


HOSTILE = {
    "commas": "http://" + "cart:80," * 1000,
    "colons": "a:80:" * 200_000,
    "URLs": "http://cart:80 " * 70_000,
    "schemes": "://" * 300_000,
    "one word": "a" * 1_000_000,
    "hosts": "host=" * 200_000,
    "hosts and blanks": "host = " * 140_000,
    "names": ".svc" * 250_000,
    "blanks": " " * 1_000_000 + ":80",
    "references": "$(A)" * 250_000,
    "options": "nc -z -v -w " * 80_000,
    "braces": '{"host":' * 120_000,
    "lists": "- " * 500_000 + "host: cart",
    "lines": "  host: cart\n" * 80_000,
    "deep lines": "".join(f"{' ' * i}a:\n" for i in range(1400)) + "cart:80",
    "aliases": "a: &a [cart:80]\n" + "".join(f"b{i}: [*a, *a]\n" for i in range(50_000)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_cost_little(name: str) -> None:
    text = HOSTILE[name]
    container = Container({"A": text}, (text,), {"one": text, "two": f"{text}\n{text}"})
    reading = read_text("a.yaml", f"{container}{ALL}")
    start = time.process_time()
    assert not check_reading(reading, Config(select=frozenset({"config-host-unknown"}))).crashes
    assert time.process_time() - start < 10


def test_a_finding_about_a_service_lists_who_calls_it() -> None:
    pod = "---\napiVersion: v1\nkind: Pod\nmetadata: {name: cart, namespace: shop, labels: {app: crt}}\n"
    pod += "spec: {containers: [{name: a, image: i}]}\n"
    reading = read_text("a.yaml", f"{Container({'CART_ADDR': 'cart:8080'})}{service('cart', 8080)}{pod}")
    (finding,) = check_reading(reading, Config(select=frozenset({"service-selects-no-pods"}))).findings
    assert finding.problem.related[-1].message == "Deployment app calls it"
