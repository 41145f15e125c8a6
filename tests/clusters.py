"""Small clusters made up by hypothesis: pods, namespaces, and policies of every kind, as manifests."""

from __future__ import annotations

import json
import os
from typing import Any, NamedTuple

from hypothesis import settings
from hypothesis import strategies as st

from k8slint.config import Config
from k8slint.inputs.read import read_text
from k8slint.model.cluster import Cluster
from k8slint.parse.cluster import parse_cluster
from tests.plain import Manifest, Plain, Pod

EXAMPLES = int(os.environ.get("K8SLINT_EXAMPLES", "60"))
"""How many clusters a property is tried on; more in a long run."""
MANY = settings(max_examples=EXAMPLES, deadline=None)

KEYS, VALUES = st.sampled_from(["app", "tier"]), st.sampled_from(["", "cart", "web"])
LABELS = st.dictionaries(KEYS, VALUES, max_size=2)
NAMESPACES = st.sampled_from(["shop", "pay", "ops"])
PROTOCOLS = st.sampled_from(["TCP", "UDP", "SCTP"])
NUMBERS = st.sampled_from([1, 80, 85, 443, 65535])
NAMES = st.sampled_from(["http", "dns"])
PORTS_TRIED = (1, 79, 80, 85, 90, 91, 443, 65535)
ADDRESSES_TRIED = ("10.0.0.9", "10.244.0.77", "192.168.0.1", "198.51.100.1", "2001:db8::1", "fd00::1")
NAME = "kubernetes.io/metadata.name"


def _expressions(keys: st.SearchStrategy[str], values: st.SearchStrategy[str]) -> st.SearchStrategy[Manifest]:
    some = st.lists(values, min_size=1, max_size=2, unique=True)
    with_values = {"key": keys, "operator": st.sampled_from(["In", "NotIn"]), "values": some}
    return st.fixed_dictionaries(with_values) | st.fixed_dictionaries(
        {"key": keys, "operator": st.sampled_from(["Exists", "DoesNotExist"])}
    )


def _selectors(keys: st.SearchStrategy[str], values: st.SearchStrategy[str]) -> st.SearchStrategy[Manifest]:
    return st.fixed_dictionaries(
        {},
        optional={
            "matchLabels": st.dictionaries(keys, values, max_size=1),
            "matchExpressions": st.lists(_expressions(keys, values), max_size=2),
        },
    )


SELECTORS = _selectors(KEYS, VALUES)
OF_NAMESPACES = _selectors(st.sampled_from(["team", NAME]), st.sampled_from(["a", "shop", "pay", "elsewhere"]))
BLOCKS = st.sampled_from(
    [
        {"cidr": "0.0.0.0/0"},
        {"cidr": "0.0.0.0/0", "except": ["10.0.0.0/8"]},
        {"cidr": "10.0.0.0/8", "except": ["10.244.0.0/16", "10.0.0.0/30"]},
        {"cidr": "10.0.0.0/29"},
        {"cidr": "128.0.0.0/1"},
        {"cidr": "::/0"},
        {"cidr": "2001:db8::/32"},
    ]
)
NETWORKS = st.lists(st.sampled_from(["0.0.0.0/0", "10.0.0.0/8", "10.244.0.0/30", "::/0"]), min_size=1, max_size=2)


def _list_of(items: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[list[Any]]:
    return st.lists(items, min_size=least, max_size=2)


PEERS = (
    st.fixed_dictionaries({"podSelector": SELECTORS})
    | st.fixed_dictionaries({"namespaceSelector": OF_NAMESPACES}, optional={"podSelector": SELECTORS})
    | st.fixed_dictionaries({"ipBlock": BLOCKS})
)
PORTS = (
    st.fixed_dictionaries({}, optional={"protocol": PROTOCOLS, "port": NUMBERS})
    | st.fixed_dictionaries({"port": NAMES}, optional={"protocol": PROTOCOLS})
    | st.fixed_dictionaries({"port": st.just(80), "endPort": st.sampled_from([80, 90])})
)


def _rules(direction: str) -> st.SearchStrategy[list[Manifest]]:
    peers = "from" if direction == "ingress" else "to"
    return _list_of(st.fixed_dictionaries({}, optional={peers: _list_of(PEERS), "ports": _list_of(PORTS)}))


TYPES = st.sampled_from([["Ingress"], ["Egress"], ["Egress", "Ingress"]])
NETWORK_POLICIES = st.builds(
    lambda namespace, spec: {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "NetworkPolicy",
        "metadata": {"namespace": namespace},
        "spec": spec,
    },
    NAMESPACES,
    st.fixed_dictionaries(
        {},
        optional={
            "podSelector": SELECTORS,
            "policyTypes": TYPES,
            "ingress": _rules("ingress"),
            "egress": _rules("egress"),
        },
    ),
)
SUBJECTS = st.fixed_dictionaries({"namespaces": OF_NAMESPACES}) | st.fixed_dictionaries(
    {"pods": st.fixed_dictionaries({"namespaceSelector": OF_NAMESPACES, "podSelector": SELECTORS})}
)
ALPHA1_PORTS = (
    st.fixed_dictionaries({"portNumber": st.fixed_dictionaries({"protocol": PROTOCOLS, "port": NUMBERS})})
    | st.fixed_dictionaries(
        {"portRange": st.fixed_dictionaries({"protocol": PROTOCOLS, "start": st.just(80), "end": st.just(90)})}
    )
    | st.fixed_dictionaries({"namedPort": NAMES})
)
ALPHA2_PORTS: st.SearchStrategy[Manifest] = (
    st.builds(lambda p, n: {p.lower(): {"destinationPort": {"number": n}}}, PROTOCOLS, NUMBERS)
    | st.builds(lambda p: {p.lower(): {"destinationPort": {"range": {"start": 80, "end": 90}}}}, PROTOCOLS)
    | st.builds(lambda p: {p.lower(): {}}, PROTOCOLS)
    | st.fixed_dictionaries({"destinationNamedPort": NAMES})
)


def _admin_rules(direction: str, actions: list[str], key: str, ports: Any) -> st.SearchStrategy[list[Manifest]]:
    networks = st.fixed_dictionaries({"networks": NETWORKS})
    peers = SUBJECTS | networks if direction == "egress" else SUBJECTS
    return _list_of(
        st.fixed_dictionaries(
            {"action": st.sampled_from(actions), "from" if direction == "ingress" else "to": _list_of(peers, 1)},
            optional={key: _list_of(ports, 1)},
        )
    )


def _admin(version: str, kind: str, actions: list[str], **spec: Any) -> st.SearchStrategy[Manifest]:
    key, ports = ("ports", ALPHA1_PORTS) if version == "v1alpha1" else ("protocols", ALPHA2_PORTS)
    rules = {d: _admin_rules(d, actions, key, ports) for d in ("ingress", "egress")}
    return st.builds(
        lambda spec: {"apiVersion": f"policy.networking.k8s.io/{version}", "kind": kind, "metadata": {}, "spec": spec},
        st.fixed_dictionaries({"subject": SUBJECTS, **spec}, optional=rules),
    )


TIERS = st.sampled_from(["Admin", "Baseline"])
ADMIN_POLICIES = (
    _admin("v1alpha1", "AdminNetworkPolicy", ["Allow", "Deny", "Pass"])
    | _admin("v1alpha1", "BaselineAdminNetworkPolicy", ["Allow", "Deny"])
    | _admin(
        "v1alpha2", "ClusterNetworkPolicy", ["Accept", "Deny", "Pass"], tier=st.sampled_from(["Admin", "Baseline"])
    )
)


def _pod(
    namespace: str, labels: dict[str, str], ports: dict[tuple[str, str], int], host: bool, address: str | None
) -> Pod:
    declared = tuple((name, protocol, number) for (name, protocol), number in ports.items())
    return Pod("", namespace, labels, declared, host, None if host else address)


PODS = st.builds(
    _pod,
    NAMESPACES,
    LABELS,
    st.dictionaries(st.tuples(NAMES, PROTOCOLS), NUMBERS, max_size=2),
    st.sampled_from([False, False, False, True]),
    st.sampled_from([None, "10.244.0.1", "10.244.0.77", "fd00::1"]),
)


class Made(NamedTuple):
    """A cluster as k8slint reads it, as the plain reading has it, and its pods by the id of their endpoint."""

    cluster: Cluster
    plain: Plain
    pods: dict[str, Pod]

    def __repr__(self) -> str:
        return f"{list(self.pods.values())} {json.dumps(self.plain)}"


@st.composite
def clusters(draw: st.DrawFn, *, admin: bool = True) -> Made:
    """A cluster of up to four pods and five policies. Priorities differ, for ties have no defined order."""
    namespaces = {name: draw(st.just({}) | st.just({"team": "a"})) for name in ("shop", "pay", "ops")}
    policies = draw(st.lists(NETWORK_POLICIES, max_size=3))
    policies += draw(st.lists(ADMIN_POLICIES, max_size=3)) if admin else []
    pods = [pod._replace(name=f"pod{n}") for n, pod in enumerate(draw(st.lists(PODS, min_size=1, max_size=3)))]
    for number, policy in enumerate(policies):
        policy["metadata"]["name"] = f"policy{number}"
        if policy["kind"] in ("AdminNetworkPolicy", "ClusterNetworkPolicy"):
            policy["spec"]["priority"] = len(policies) - number
    policies = _one_baseline(policies)
    return Made(
        _read(namespaces, pods, policies), Plain(namespaces, policies), {f"{p.namespace}/Pod/{p.name}": p for p in pods}
    )


def _one_baseline(policies: list[Manifest]) -> list[Manifest]:
    """The baseline of v1alpha1 is one object, and it is not mixed with those of v1alpha2."""
    baselines = [p for p in policies if p["kind"] == "BaselineAdminNetworkPolicy"]
    if not baselines:
        return policies
    baselines[0]["metadata"]["name"] = "default"
    dropped = [p for p in policies if p in baselines[1:] or p["spec"].get("tier") == "Baseline"]
    return [policy for policy in policies if policy not in dropped]


def _read(namespaces: dict[str, dict[str, str]], pods: list[Pod], policies: list[Manifest]) -> Cluster:
    documents = [
        {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name, "labels": labels}}
        for name, labels in namespaces.items()
    ]
    documents += [_manifest(pod) for pod in pods]
    text = "\n---\n".join(json.dumps(document) for document in (*documents, *policies))
    return parse_cluster(read_text("cluster.yaml", text), Config())


def _manifest(pod: Pod) -> Manifest:
    ports = [{"name": name, "protocol": protocol, "containerPort": number} for name, protocol, number in pod.ports]
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": pod.name, "namespace": pod.namespace, "labels": pod.labels},
        "spec": {"hostNetwork": pod.host_network, "containers": [{"name": "main", "image": "main", "ports": ports}]},
        "status": {"podIPs": [{"ip": pod.address}]} if pod.address else {},
    }
