"""Who may reach a workload, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from k8slint.model.namespace import NAME_LABEL
from k8slint.model.network_policy import Direction
from k8slint.model.selector import Operator, Requirement
from k8slint.reach.answer import Answer, Never, Unknown
from k8slint.reach.atoms import PortAtoms
from k8slint.reach.block import Block, blocks_of
from k8slint.reach.clause import Network, PortName, Span, Traffic
from k8slint.reach.endpoint import PodKind
from k8slint.reach.exposure import Exposure, Opening
from k8slint.reach.term import Term
from k8slint.reach.who import Pods
from k8slint.reach.witness import labels_of, named
from k8slint.report.reach_json import traffic_texts

Row = tuple[str, str, str, str]
"""Workload, ports, who, and an example or what else there is to say."""


def rows(exposure: Exposure) -> Iterator[Row]:
    """One row for each group of pods and each family of addresses."""
    id_ = exposure.endpoint.id
    if not exposure.protected:
        yield id_, "every port", "every pod in every namespace, and every address", _unprotected(exposure)
    elif not exposure.openings:
        yield id_, "no port", "anyone", ""
    for opening in exposure.openings:
        yield from ((id_, ports_words(opening.traffic), *who) for who in _who(exposure.direction, opening))


def _unprotected(exposure: Exposure) -> str:
    host = exposure.endpoint.host_network
    return "policies do not bind the host network" if host else f"no policy is about its {exposure.direction}"


def _who(direction: Direction, opening: Opening) -> Iterator[tuple[str, str]]:
    for term, witness in zip(opening.terms, opening.witnesses, strict=True):
        yield term_words(term), _example(direction, witness)
    if opening.networks:
        yield networks_words(opening.networks), ""
    match opening.rest:
        case Never():
            return
        case Unknown():
            yield "perhaps others", "the bound on the solver's work ran out"
        case case:
            yield "others", _example(direction, case)


def _example(direction: Direction, answer: Answer) -> str:
    match answer:
        case Never():
            return f"none of them is let {_INWARD[direction]} by policies of its own"
        case Unknown():
            return "the bound on the solver's work ran out before an example was found"
        case case:
            someone = case.source if direction is Direction.INGRESS else case.destination
            assert isinstance(someone, PodKind)
            return f"e.g. {named(someone)}{_having(someone)}"


_INWARD = {Direction.INGRESS: "out", Direction.EGRESS: "be reached"}


def _having(pod: PodKind) -> str:
    found = labels_of(pod)
    own, of_namespace = found.get("labels", {}), found.get("namespaceLabels", {})
    inside = f" that has {_pairs(of_namespace)}" if of_namespace else ""
    return inside + (f", with {_pairs(own)}" if own and inside else f" with {_pairs(own)}" if own else "")


def _pairs(labels: dict[str, str]) -> str:
    return ", ".join(f"{key}={value}" for key, value in sorted(labels.items()))


def ports_words(items: Traffic) -> str:
    """`TCP 80,443`, or what is left out where that is shorter; a port that is known by its name, by that."""
    traffic = tuple(item for item in items if isinstance(item, Span))
    if not traffic:
        return ", ".join(f"{item.protocol} port named {item.name}" for item in items if isinstance(item, PortName))
    atoms = PortAtoms.cut(traffic)
    missing = tuple(atoms.spans(atoms.all & ~sum(map(atoms.mask, traffic))))
    if len(missing) < len(traffic):
        return f"every port but {_spans(missing)}" if missing else "every port"
    return _spans(traffic)


def _spans(traffic: tuple[Span, ...]) -> str:
    return "; ".join(traffic_texts(traffic))


def term_words(term: Term) -> str:
    """`pods with app=cart in namespace shop`."""
    return " but ".join(
        [_pods(term.pods, "every pod"), *([" and ".join(_pods(p, "those") for p in term.but)] if term.but else [])]
    )


def _pods(pods: Pods, everyone: str) -> str:
    labels = f"pods {_requirements(pods.labels)}" if pods.labels else everyone
    return f"{labels} in {_namespaces(pods.namespaces)}"


def _namespaces(requirements: tuple[Requirement, ...]) -> str:
    names = [r for r in requirements if r.key == NAME_LABEL and r.operator in (Operator.IN, Operator.NOT_IN)]
    if len(names) != len(requirements) or len(names) > 1:
        return f"namespaces {_requirements(requirements)}"
    if not names:
        return "every namespace"
    texts = ", ".join(sorted(names[0].values))
    noun = "namespace" if len(names[0].values) == 1 else "namespaces"
    return f"{noun} {texts}" if names[0].operator is Operator.IN else f"every namespace but {texts}"


def _requirements(requirements: Iterable[Requirement]) -> str:
    """`with app=cart and without tier`."""
    absent = [r.key for r in requirements if r.operator is Operator.DOES_NOT_EXIST]
    present = [str(r) for r in requirements if r.operator is not Operator.DOES_NOT_EXIST]
    parts = (("with", present), ("without", absent))
    return " and ".join(f"{word} {', '.join(texts)}" for word, texts in parts if texts)


def networks_words(networks: tuple[Network, ...]) -> str:
    """Addresses as a person would write them."""
    blocks = blocks_of(networks)
    whole = [block.network.prefixlen for block in blocks if not block.excepts] == [0, 0]
    return "every address" if whole else ", ".join(map(_block, blocks))


def _block(block: Block) -> str:
    return f"{block.network} but {', '.join(map(str, block.excepts))}" if block.excepts else str(block.network)
