"""What goes over a connection: an unknown protocol and port."""

from __future__ import annotations

from collections.abc import Iterable

from k8slint.model.port import MAX_PORT, Protocol
from k8slint.reach.clause import Span
from k8slint.reach.formula import Formula, Formulas, Model, Word

PROTOCOLS = tuple(Protocol)


class Flow:
    """One protocol, one port from 1 to 65535."""

    def __init__(self, formulas: Formulas) -> None:
        self._formulas = formulas
        self._protocol = formulas.word("protocol", 2)
        self._port = formulas.word("port", 16)

    @property
    def axioms(self) -> Formula:
        """What holds of every flow."""
        known = self._formulas.between(self._protocol, 0, len(PROTOCOLS) - 1)
        return self._formulas.all((known, self._formulas.between(self._port, 1, MAX_PORT)))

    @property
    def preferences(self) -> tuple[Formula, ...]:
        """What makes a case plainer, where it may be so."""
        return (self.speaks(Protocol.TCP), self._formulas.equals(self._port, 80))

    def speaks(self, protocol: Protocol) -> Formula:
        """Whether it is of that protocol."""
        return self._formulas.equals(self._protocol, PROTOCOLS.index(protocol))

    def within(self, span: Span) -> Formula:
        """Whether it goes to one of these ports."""
        if (span.first, span.last) == (1, MAX_PORT):
            return self.speaks(span.protocol)
        return self._formulas.all(
            (self.speaks(span.protocol), self._formulas.between(self._port, span.first, span.last))
        )

    def to_any(self, ports: Iterable[tuple[Protocol, Word | int]]) -> Formula:
        """Whether it goes to one of these ports, whose numbers may themselves be unknown."""
        return self._formulas.any(self._to(protocol, port) for protocol, port in ports)

    def _to(self, protocol: Protocol, port: Word | int) -> Formula:
        formulas, word = self._formulas, self._port
        same = formulas.equals(word, port) if isinstance(port, int) else formulas.same(word, port)
        return formulas.all((self.speaks(protocol), same))

    def read(self, model: Model) -> tuple[Protocol, int]:
        """Protocol and port in a case."""
        return PROTOCOLS[model.number(self._protocol)], model.number(self._port)
