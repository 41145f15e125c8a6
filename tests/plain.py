"""A third reading of policies, plain and slow: manifests as dicts, one function a rule of the documentation.

It shares nothing with k8slint. Sources: the Kubernetes documentation (Network Policies; Labels and Selectors), the API
reference (NetworkPolicy v1), and the specification of the network-policy-api (AdminNetworkPolicy v1alpha1,
ClusterNetworkPolicy v1alpha2).
"""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from typing import Any, NamedTuple

Manifest = dict[str, Any]
PROTOCOLS = ("TCP", "UDP", "SCTP")


class Pod(NamedTuple):
    """A pod as the API server knows it; `ports` are (name, protocol, number); `address` may not be known."""

    name: str
    namespace: str
    labels: dict[str, str]
    ports: tuple[tuple[str, str, int], ...]
    host_network: bool = False
    address: str | None = None


class Plain(NamedTuple):
    """A cluster: labels of each namespace, and the policies."""

    namespaces: dict[str, dict[str, str]]
    policies: list[Manifest]

    def connects(self, source: Pod | str, destination: Pod | str, protocol: str, port: int) -> bool:
        """A connection needs the egress side of its source and the ingress side of its destination."""
        return self.lets_out(source, destination, protocol, port) and self.lets_in(source, destination, protocol, port)

    def lets_out(self, source: Pod | str, destination: Pod | str, protocol: str, port: int) -> bool:
        """The egress side."""
        return self._decides("egress", source, destination, destination, protocol, port)

    def lets_in(self, source: Pod | str, destination: Pod | str, protocol: str, port: int) -> bool:
        """The ingress side."""
        return self._decides("ingress", destination, source, destination, protocol, port)

    def _decides(
        self, direction: str, subject: Pod | str, peer: Pod | str, destination: Pod | str, protocol: str, port: int
    ) -> bool:
        """Policies say nothing about addresses outside, and none selects a pod on the host network."""
        if isinstance(subject, str) or subject.host_network:
            return True
        for tier in ("Admin", "NetworkPolicy", "Baseline"):
            verdict = self._tier(tier, direction, subject, peer, destination, protocol, port)
            if verdict in ("Allow", "Deny"):
                return verdict == "Allow"
        return True

    def _tier(
        self, tier: str, direction: str, subject: Pod, peer: Pod | str, destination: Pod | str, protocol: str, port: int
    ) -> str:
        if tier == "NetworkPolicy":
            return self._network_policies(direction, subject, peer, destination, protocol, port)
        found = [policy for policy in self.policies if _tier_of(policy) == tier]
        for policy in sorted(found, key=lambda p: (p["spec"].get("priority", 0), p["metadata"]["name"])):
            if self._pods_match(policy["spec"]["subject"], subject):
                for rule in policy["spec"].get(direction) or ():
                    peers = rule["from" if direction == "ingress" else "to"]
                    if any(self._admin_peer(p, peer) for p in peers) and _admin_ports(
                        rule, destination, protocol, port
                    ):
                        return "Allow" if rule["action"] == "Accept" else str(rule["action"])
        return "None"

    def _network_policies(
        self, direction: str, subject: Pod, peer: Pod | str, destination: Pod | str, protocol: str, port: int
    ) -> str:
        """Without a policy that selects the pod for the direction all is open; else what some policy lists is."""
        isolated = False
        for policy in self.policies:
            spec = policy.get("spec") or {}
            if policy["kind"] != "NetworkPolicy" or policy["metadata"]["namespace"] != subject.namespace:
                continue
            if not _selects(spec.get("podSelector") or {}, subject.labels) or direction not in _types(spec):
                continue
            isolated = True
            for rule in spec.get(direction) or ():
                if self._listed(rule, direction, subject, peer) and _ports_listed(rule, destination, protocol, port):
                    return "Allow"
        return "Deny" if isolated else "None"

    def _listed(self, rule: Manifest, direction: str, subject: Pod, peer: Pod | str) -> bool:
        """Without peers, or with an empty list of them, a rule is about everybody."""
        peers = rule.get("from" if direction == "ingress" else "to")
        return not peers or any(self._peer(entry, subject, peer) for entry in peers)

    def _peer(self, entry: Manifest, subject: Pod, peer: Pod | str) -> bool:
        if entry.get("ipBlock"):
            block = entry["ipBlock"]
            return _in_blocks([block["cidr"]], block.get("except") or [], peer, pods=False)
        if isinstance(peer, str) or peer.host_network:
            return False
        pods, namespaces = entry.get("podSelector"), entry.get("namespaceSelector")
        if pods is None and namespaces is None:
            return False
        if namespaces is None and peer.namespace != subject.namespace:
            return False
        if namespaces is not None and not _selects(namespaces, self.labels_of(peer.namespace)):
            return False
        return pods is None or _selects(pods, peer.labels)

    def _admin_peer(self, entry: Manifest, peer: Pod | str) -> bool:
        if "networks" in entry:
            return _in_blocks(entry["networks"], [], peer, pods=True)
        return not isinstance(peer, str) and not peer.host_network and self._pods_match(entry, peer)

    def _pods_match(self, entry: Manifest, pod: Pod) -> bool:
        """`namespaces` is a selector of namespaces; `pods` holds one of namespaces and one of pods."""
        if "namespaces" in entry:
            return _selects(entry["namespaces"], self.labels_of(pod.namespace))
        pods = entry["pods"]
        of_namespace = _selects(pods.get("namespaceSelector") or {}, self.labels_of(pod.namespace))
        return of_namespace and _selects(pods.get("podSelector") or {}, pod.labels)

    def labels_of(self, namespace: str) -> dict[str, str]:
        """The API server gives every namespace a label with its name."""
        return {**self.namespaces.get(namespace, {}), "kubernetes.io/metadata.name": namespace}


def _tier_of(policy: Manifest) -> str:
    if policy["kind"] == "NetworkPolicy":
        return "NetworkPolicy"
    baseline = policy["kind"] == "BaselineAdminNetworkPolicy" or policy["spec"].get("tier") == "Baseline"
    return "Baseline" if baseline else "Admin"


def _types(spec: Manifest) -> set[str]:
    """Absent types: ingress always, egress where the policy has an egress rule."""
    if spec.get("policyTypes"):
        return {name.lower() for name in spec["policyTypes"]}
    return {"ingress", "egress"} if spec.get("egress") else {"ingress"}


def _selects(selector: Manifest, labels: dict[str, str]) -> bool:
    """All of matchLabels and all of matchExpressions; an empty selector selects everything."""
    pairs = (selector.get("matchLabels") or {}).items()
    return all(key in labels and labels[key] == value for key, value in pairs) and all(
        _holds(expression, labels) for expression in selector.get("matchExpressions") or ()
    )


def _holds(expression: Manifest, labels: dict[str, str]) -> bool:
    key, operator, values = expression["key"], expression["operator"], expression.get("values") or ()
    if operator == "In":
        return key in labels and labels[key] in values
    if operator == "NotIn":
        return key not in labels or labels[key] not in values
    return bool((key in labels) == (operator == "Exists"))


def _ports_listed(rule: Manifest, destination: Pod | str, protocol: str, port: int) -> bool:
    """Without ports, or with an empty list of them, a rule is about all traffic."""
    return not rule.get("ports") or any(_port(entry, destination, protocol, port) for entry in rule["ports"])


def _port(entry: Manifest, destination: Pod | str, protocol: str, port: int) -> bool:
    """The protocol is TCP where none is given; a port may be a number, a range, a name, or missing for all of them."""
    if entry.get("protocol", "TCP") != protocol:
        return False
    wanted = entry.get("port")
    if isinstance(wanted, str):
        return not isinstance(destination, str) and (wanted, protocol, port) in destination.ports
    return wanted is None or port in range(wanted, (entry.get("endPort") or wanted) + 1)


def _admin_ports(rule: Manifest, destination: Pod | str, protocol: str, port: int) -> bool:
    entries = [*(rule.get("ports") or ()), *(rule.get("protocols") or ())]
    return not entries or any(_admin_port(entry, destination, protocol, port) for entry in entries)


def _admin_port(entry: Manifest, destination: Pod | str, protocol: str, port: int) -> bool:
    """A named port brings the protocol that the pod declares it with."""
    name = entry.get("namedPort") or entry.get("destinationNamedPort")
    if name:
        return not isinstance(destination, str) and (name, protocol, port) in destination.ports
    if "portNumber" in entry:
        return bool(entry["portNumber"]["protocol"] == protocol and entry["portNumber"]["port"] == port)
    if "portRange" in entry:
        span = entry["portRange"]
        return bool(span["protocol"] == protocol and span["start"] <= port <= span["end"])
    if protocol.lower() not in entry:
        return False
    wanted = entry[protocol.lower()].get("destinationPort")
    if not wanted:
        return True
    if "range" in wanted:
        return bool(wanted["range"]["start"] <= port <= wanted["range"]["end"])
    return bool(wanted["number"] == port)


def _in_blocks(blocks: list[str], excepts: list[str], peer: Pod | str, *, pods: bool) -> bool:
    """A block of a NetworkPolicy is about addresses outside and of nodes; one of an admin policy is about pods, too."""
    if not isinstance(peer, str) and not (pods or peer.host_network):
        return False
    address = peer if isinstance(peer, str) else peer.address
    if address is None:
        return not excepts and any(ip_network(block).prefixlen == 0 for block in blocks)
    found = ip_address(address)
    inside = any(found in ip_network(block) for block in blocks)
    return inside and not any(found in ip_network(hole) for hole in excepts)
