"""From a value of a rendered object to the place in the files that people edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from k8slint.record import dataclass

if TYPE_CHECKING:
    from k8slint.inputs.at import At
    from k8slint.inputs.document import Document


@dataclass(frozen=True)
class Trace:
    """Where a value comes from. `exact` where it is written there as it is, so that an edit there mends it.

    `doubt` says what is not known; it is empty where the place is the one that has to change.
    """

    at: At
    exact: bool = True
    doubt: str = ""


@dataclass(frozen=True)
class Name:
    """What an object is called where people write it: without what a build puts around it, and around its content."""

    namespace: str | None
    name: str


class Origin(Protocol):
    """Where a rendered object comes from: `document` is a file's, and stands for the object as a whole.

    `name` is the same whichever overlay or release shows the object; None where no file names it.
    """

    @property
    def document(self) -> Document: ...

    @property
    def name(self) -> Name | None: ...

    def trace(self, at: At) -> Trace:
        """Where a value of the rendered object is written."""
