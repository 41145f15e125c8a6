"""Somebody of whom nothing is known: a pod that anyone may create, a node, or an address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from ipaddress import IPv4Address, IPv6Address, ip_network

from k8slint.model.admin_policy import PodSelection
from k8slint.model.namespace import NAME_LABEL
from k8slint.model.selector import Operator, Requirement
from k8slint.reach.choice import Choice
from k8slint.reach.clause import Addresses, DomainPeer, Everyone, Network, NodePeer, Peer, PortName
from k8slint.reach.endpoint import PodKind
from k8slint.reach.flow import Flow
from k8slint.reach.formula import Formula, Formulas, Model
from k8slint.reach.vocabulary import Values, Vocabulary
from k8slint.reach.who import Outside, Pods, Someone

_PLAIN = (IPv4Address("203.0.113.7"), IPv6Address("2001:db8::7"))
"""Addresses for examples. (RFC 5737, RFC 3849)"""


class Somebody:
    """A choice of kind, labels, ports and addresses; what no clause mentions of them does not exist here."""

    def __init__(self, formulas: Formulas, name: str, words: Vocabulary) -> None:
        self._formulas, self._name, self._words = formulas, name, words
        self._off_network, self._in_pod = formulas.flag(), formulas.flag()
        self._is_six = formulas.flag()
        self._four, self._six = formulas.word(f"{name} IPv4", 32), formulas.word(f"{name} IPv6", 128)
        self._namespace = Choice(formulas, f"{name} namespace", words.names)
        self._labels = self._choices("label", words.pods)
        self._namespace_labels = self._choices("namespace label", words.namespaces)
        self._node_labels = self._choices("node label", words.nodes)
        self._ports = {key: formulas.word(f"{name} port {key}", 16) for key in words.ports}
        self._met: dict[Peer, Formula] = {}

    @property
    def is_node(self) -> Formula:
        """A node, or a pod on its network."""
        return self._off_network

    @property
    def is_pod(self) -> Formula:
        """A pod on the pod network, which policies select by labels."""
        return self._formulas.all((self._in_pod, self._formulas.none(self._off_network)))

    @property
    def is_address(self) -> Formula:
        """An address outside of the cluster."""
        return self._formulas.none(self._formulas.any((self._in_pod, self._off_network)))

    @property
    def axioms(self) -> Formula:
        """Declared namespaces have the labels that they are declared with."""
        return self._formulas.all(
            self._formulas.any((self._formulas.none(self._among(names)), choice.is_like(value)))
            for key, choice in self._namespace_labels.items()
            for value, names in _by_value(key, self._words)
        )

    def shares_world_with(self, party: Somebody) -> Formula:
        """Two parties of one namespace see the same labels on it."""
        apart = self._formulas.none(self._namespace.same(party._namespace))
        labels = ((choice, party._namespace_labels[key]) for key, choice in self._namespace_labels.items())
        return self._formulas.all(self._formulas.any((apart, one.same(other))) for one, other in labels)

    @property
    def preferences(self) -> Iterator[Formula]:
        """What makes a case plainer, where it may be so."""
        yield self._formulas.none(self.is_node)
        yield self._formulas.none(self._is_six)
        yield self._formulas.equals(self._four, int(_PLAIN[0]))
        yield self._formulas.equals(self._six, int(_PLAIN[1]))
        yield self._namespace.absent  # the plain "other" namespace
        yield from (choice.absent for choice in self._namespace_labels.values())
        yield from (choice.absent for choice in self._labels.values())

    def is_one_of(self, who: Pods | Outside | Everyone) -> Formula:
        """Whether it belongs to a group."""
        match who:
            case Everyone():
                return True
            case Pods(namespaces, labels):
                return self._formulas.all((self.is_pod, self._placed(namespaces), self._labelled(labels)))
            case Outside(networks, excepts):
                return self._formulas.all((self.is_address, self._inside(networks, excepts)))

    def is_like(self, pod: PodKind) -> Formula:
        """Whether it is, as far as any clause can tell, this pod of the pod network; an unknown address may be any."""
        labels = (choice.is_like(pod.labels.get(key)) for key, choice in self._labels.items())
        of_namespace = (c.is_like(pod.namespace_labels.get(key)) for key, c in self._namespace_labels.items())
        ports = (self._formulas.equals(word, pod.ports.get(key, 0)) for key, word in self._ports.items())
        place = self._namespace.is_like(pod.namespace)
        return self._formulas.all((self.is_pod, place, self._at(pod), *labels, *of_namespace, *ports))

    def _at(self, pod: PodKind) -> Formula:
        """The pod's address: one of several, for a connection has one."""
        known = self._formulas.any(self._within(ip_network(address)) for address in pod.addresses)
        return known if pod.addresses else True

    def meets(self, peer: Peer) -> Formula:
        """Whether a clause that names this peer means the party."""
        if peer not in self._met:
            self._met[peer] = self._meets(peer)
        return self._met[peer]

    def serves(self, name: PortName, flow: Flow) -> Formula:
        """Whether the flow goes to the party's port of that name."""
        ports = (
            (protocol, word)
            for (text, protocol), word in self._ports.items()
            if text == name.name and name.protocol in (None, protocol)
        )
        return self._formulas.all((self._formulas.none(self.is_address), flow.to_any(ports)))

    def read(self, model: Model) -> Someone:
        """Who it is in a case."""
        six = model.holds(self._is_six)
        address = IPv6Address(model.number(self._six)) if six else IPv4Address(model.number(self._four))
        if model.holds(self.is_address):
            return address
        ports = {key: number for key, word in self._ports.items() if (number := model.number(word))}
        if model.holds(self.is_node):
            return PodKind("", {}, {}, ports, True, (address,), (_read(self._node_labels, model),))
        name = self._namespace.read_name(model)
        of_namespace = {**_read(self._namespace_labels, model), NAME_LABEL: name}
        return PodKind(name, of_namespace, _read(self._labels, model), ports, False, (address,))

    def _meets(self, peer: Peer) -> Formula:
        match peer:
            case Everyone():
                return True
            case PodSelection():
                return self.is_one_of(Pods.of(peer))
            case Addresses():
                return self._addressed(peer)
            case NodePeer(selector):
                labels = (self._node_labels[r.key].meets(r) for r in selector.requirements)
                return self._formulas.all((self.is_node, *labels))
            case DomainPeer():
                return False

    def _addressed(self, peer: Addresses) -> Formula:
        """Nodes are met by address always, pods where the block says so."""
        inside = self._inside(peer.networks, peer.excepts)
        in_cluster = self._formulas.any((self.is_node, peer.pods and self.is_pod))
        return self._formulas.all((inside, self._formulas.any((self.is_address, in_cluster))))

    def _inside(self, networks: Iterable[Network], excepts: Iterable[Network]) -> Formula:
        inside = self._formulas.any(map(self._within, networks))
        return self._formulas.all((inside, *(self._formulas.none(self._within(hole)) for hole in excepts)))

    def _within(self, network: Network) -> Formula:
        word, family = (
            (self._six, self._is_six) if network.version == 6 else (self._four, self._formulas.none(self._is_six))
        )
        begins = self._formulas.begins(word, int(network.network_address), network.prefixlen)
        return self._formulas.all((family, begins))

    def _labelled(self, requirements: Iterable[Requirement]) -> Formula:
        return self._formulas.all(self._labels[r.key].meets(r) for r in requirements)

    def _placed(self, requirements: Iterable[Requirement]) -> Formula:
        return self._formulas.all(self._in_namespace(requirement) for requirement in requirements)

    def _in_namespace(self, requirement: Requirement) -> Formula:
        """Every namespace carries its name as a label."""
        if requirement.key != NAME_LABEL:
            return self._namespace_labels[requirement.key].meets(requirement)
        match requirement.operator:
            case Operator.IN:
                return self._among(requirement.values)
            case Operator.NOT_IN:
                return self._formulas.none(self._among(requirement.values))
            case Operator.EXISTS:
                return True
            case Operator.DOES_NOT_EXIST:
                return False

    def _among(self, names: Iterable[str]) -> Formula:
        return self._namespace.among(names)

    def _choices(self, what: str, values: Values) -> dict[str, Choice]:
        return {key: Choice(self._formulas, f"{self._name} {what} {key}", values[key]) for key in values}


def _by_value(key: str, words: Vocabulary) -> Iterator[tuple[str | None, list[str]]]:
    """The declared namespaces by their value of a label."""
    found: dict[str | None, list[str]] = {}
    for name, labels in words.known.items():
        found.setdefault(labels.get(key), []).append(name)
    return iter(found.items())


def _read(choices: dict[str, Choice], model: Model) -> dict[str, str]:
    return {key: value for key, choice in choices.items() if (value := choice.read(model)) is not None}
