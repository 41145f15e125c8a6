"""What is wrong with a configuration."""

from __future__ import annotations

from k8slint.inputs.at import At, Location
from k8slint.record import dataclass


@dataclass(frozen=True, order=True)
class Mistake:
    """One thing that has to be changed in the file; `path` is the key that it is about."""

    location: Location
    path: str
    message: str

    @classmethod
    def at(cls, at: At, message: str) -> Mistake:
        """The mistake of a value, or of a key where `at.on_key` is set."""
        return cls(at.location, at.dotted, message)

    def __str__(self) -> str:
        place = f"{self.location.file}:{self.location.line}:{self.location.column}"
        return f"{place}: {self.path}: {self.message}" if self.path else f"{place}: {self.message}"


class Mistakes(list[Mistake]):
    """The mistakes of one file; the search ends where there are too many to be read."""

    MOST = 50

    def append(self, mistake: Mistake) -> None:
        """Notes a mistake.

        Raises:
            BadConfig: it is one too many.
        """
        super().append(mistake)
        if len(self) >= self.MOST:
            raise BadConfig(self)


class BadConfig(Exception):
    """A configuration that cannot be used (exit status 2)."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = tuple(sorted(mistakes))
