"""The smallest formula over labels for those that get through a gate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from k8slint.model.admin_policy import Action, PodSelection
from k8slint.model.selector import Operator, Requirement
from k8slint.reach.answer import Answer, Never
from k8slint.reach.clause import Clause, Clauses, Everyone
from k8slint.reach.endpoint import PodKind
from k8slint.reach.gate import Gate
from k8slint.reach.term import Term, both, likeness, merged, tidied
from k8slint.reach.vocabulary import Vocabulary
from k8slint.reach.who import Pods
from k8slint.reach.witness import Witness
from k8slint.record import dataclass

MOST_SPELLED = 64
"""How many groups that policies spell out are tried."""
MOST_WIDENED = 32
"""How many requirements a group may have for each of them to be tried in wider forms."""
MOST = 24
"""How many groups that no policy spells out are looked for: beyond that one witness says that there are more."""


@dataclass(frozen=True)
class Cover:
    """Everybody in `terms` gets through. `rest` is somebody else who does; Never where there is nobody."""

    terms: tuple[Term, ...]
    rest: Answer


def cover(gate: Gate, clauses: Clauses) -> Cover:
    """First what policies spell out, then what is like a pod that gets through besides; no term that others cover."""
    words, terms = Vocabulary.of((clauses,)), list[Term]()
    if gate.never(gate.admitted):
        return Cover((), Never())
    holes = _holes(clauses.clauses)
    for spelled in islice(merged(Term(tidied(pods)) for pods in _spelled(clauses.clauses)), MOST_SPELLED):
        if (term := gate.widest(spelled.pods, holes)) and term not in terms:
            terms.append(_wider(gate, term, words))
            if term == Term(Pods()):
                break
    rest = _found(gate, terms, words)
    return Cover(tuple(_needed(gate, merged(terms))), rest)


def _spelled(clauses: tuple[Clause, ...]) -> Iterator[Pods]:
    """Every pod, then the peers that rules admit, alone and as far as a rule of the administrators passes them on."""
    admitted = dict.fromkeys(pods for c in clauses if c.effect is Action.ALLOW for pods in _pods(c))
    passed = dict.fromkeys(pods for c in clauses if c.effect is Action.PASS for pods in _pods(c))
    yield Pods()
    yield from (pods for pods in admitted if pods != Pods())
    yield from passed
    yield from (both((pods, on)) for on in passed for pods in admitted)


def _holes(clauses: tuple[Clause, ...]) -> tuple[Pods, ...]:
    """Whom administrators keep out."""
    return tuple(dict.fromkeys(pods for c in clauses if c.effect is Action.DENY for pods in _pods(c)))


def _pods(clause: Clause) -> Iterator[Pods]:
    for peer in clause.peers:
        if isinstance(peer, PodSelection):
            yield Pods.of(peer)
        elif isinstance(peer, Everyone):
            yield Pods()


def _found(gate: Gate, terms: list[Term], words: Vocabulary) -> Answer:
    """Adds groups until nobody is left; the answer is somebody who is left all the same."""
    for _ in range(MOST):
        rest = gate.admitted_beyond(terms)
        pod = _pod(gate, rest)
        term = gate.widest(likeness(pod, words)) if pod else None
        if term is None:
            return rest
        terms.append(_wider(gate, term, words))
    return gate.admitted_beyond(terms)


def _pod(gate: Gate, answer: Answer) -> PodKind | None:
    if not isinstance(answer, Witness):
        return None
    found = answer.source if gate.somebody is gate.prover.source else answer.destination
    return found if isinstance(found, PodKind) else None


def _wider(gate: Gate, term: Term, words: Vocabulary) -> Term:
    """With fewer values left out, and absence as `not in`, where that admits nobody who is kept out."""
    if term.size > MOST_WIDENED:
        return term
    for values_of, requirements in ((words.namespaces, term.pods.namespaces), (words.pods, term.pods.labels)):
        for requirement in requirements:
            for values in _left_out(requirement, values_of.get(requirement.key, ())):
                wider = term.having(requirement, replace(requirement, operator=Operator.NOT_IN, values=values))
                if gate.admits_all(wider):
                    return _wider(gate, wider, words)
    return term


def _left_out(requirement: Requirement, known: Sequence[str]) -> Iterator[frozenset[str]]:
    """What to try in its place as values of `not in`: all instead of absence, or one less."""
    if requirement.operator is Operator.DOES_NOT_EXIST and known:
        yield frozenset(known)
    elif requirement.operator is Operator.NOT_IN and len(requirement.values) > 1:
        yield from (requirement.values - {value} for value in sorted(requirement.values))


def _needed(gate: Gate, terms: list[Term]) -> list[Term]:
    for term in sorted(terms, key=lambda t: -t.size):
        others = [other for other in terms if other is not term]
        if gate.never(gate.are([term]), gate.prover.formulas.none(gate.are(others))):
            terms = others
    return terms
